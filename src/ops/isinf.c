// isinf.c: Whether each element is infinite.
#include "op.h"

OP_UNARY_TEST(isinf, x == x && x - x != 0, .doc = "Whether each element is infinite.", .torch = "torch.isinf")
