// expm1.c: exp(x) - 1 with all its digits where x is near 0.
#include "op.h"

OP_UNARY(expm1, expm1(x), g * (y + 1),
         .doc = "exp(x) - 1 with all its digits where x is near 0.", .torch = "torch.expm1")
