// tan.c: The tangent of each element, in radians.
#include "op.h"

OP_UNARY(tan, tan(x), g * (1 + y * y), .doc = "The tangent of each element, in radians.", .torch = "torch.tan")
