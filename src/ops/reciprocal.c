// reciprocal.c: One divided by each element.
#include "op.h"

OP_UNARY(reciprocal, 1 / x, -g * (y * y), .doc = "One divided by each element.", .torch = "torch.reciprocal")
