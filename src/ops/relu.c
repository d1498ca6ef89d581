// relu.c: Keeps what is positive; the derivative at the kink is 0.
#include "relu.h"

OP_UNARY(relu, max(x, 0), y <= 0 ? 0 : g,
         .doc = "Keeps what is positive; the derivative at the kink is 0.", .torch = "torch.relu")
