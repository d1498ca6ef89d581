// sin.c: The sine of each element, in radians.
#include "op.h"

OP_UNARY(sin, sin(x), g * cos(x), .doc = "The sine of each element, in radians.", .torch = "torch.sin")
