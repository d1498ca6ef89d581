// logical_not.c: Whether each element is 0.
#include "op.h"

OP_UNARY_TEST(logical_not, x == 0, .doc = "Whether each element is 0.", .torch = "torch.logical_not")
