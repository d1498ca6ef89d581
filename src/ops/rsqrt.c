// rsqrt.c: One divided by the square root of each element.
#include "op.h"

OP_UNARY(rsqrt, 1 / sqrt(x), -g / 2 * (y * y * y),
         .doc = "One divided by the square root of each element.", .torch = "torch.rsqrt")
