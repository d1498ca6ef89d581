// relu6.c: Keeps what is positive, up to 6; the derivative at both kinks is 0.
#include "relu.h"

OP_UNARY(relu6, x > 6 ? 6 : max(x, 0), x <= 0 || x >= 6 ? 0 : g,
         .doc = "Keeps what is positive, up to 6; the derivative at both kinks is 0.",
         .torch = "torch.nn.functional.relu6")
