// cos.c: The cosine of each element, in radians.
#include "op.h"

OP_UNARY(cos, cos(x), g * -sin(x), .doc = "The cosine of each element, in radians.", .torch = "torch.cos")
