// sinh.c: The hyperbolic sine of each element.
#include "op.h"

OP_UNARY(sinh, sinh(x), g * cosh(x), .doc = "The hyperbolic sine of each element.", .torch = "torch.sinh")
