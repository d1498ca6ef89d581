// square.c: Each element times itself.
#include "op.h"

OP_UNARY(square, x * x, g * (2 * x), .doc = "Each element times itself.", .torch = "torch.square")
