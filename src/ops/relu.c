// relu.c: Keeps what is positive; the derivative at the kink is 0.
#include "op.h"

OP_UNARY(relu, x < 0 ? 0 : x, y <= 0 ? 0 : g, .doc = "Keeps what is positive; the derivative at the kink is 0.",
         .torch = "torch.relu")
