// exp2.c: 2 to the power of each element.
#include "op.h"

OP_UNARY(exp2, exp2(x), g * y * M_LN2, .doc = "2 to the power of each element.", .torch = "torch.exp2")
