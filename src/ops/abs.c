// abs.c: The absolute value of each element; the derivative at the kink is 0.
#include "sign.h"

OP_UNARY(abs, fabs(x), g * sign(x), .doc = "The absolute value of each element; the derivative at the kink is 0.",
         .torch = "torch.abs")
