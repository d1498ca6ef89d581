// cosh.c: The hyperbolic cosine of each element.
#include "op.h"

OP_UNARY(cosh, cosh(x), g * sinh(x), .doc = "The hyperbolic cosine of each element.", .torch = "torch.cosh")
