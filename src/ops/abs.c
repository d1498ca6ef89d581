// abs.c: The absolute value of each element; the derivative at the kink is 0.
#include "op.h"

static real sign(real x) {
  return (real)((x > 0) - (x < 0));
}

OP_UNARY(abs, fabs(x), g * sign(x), .doc = "The absolute value of each element; the derivative at the kink is 0.",
         .torch = "torch.abs")
