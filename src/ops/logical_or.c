// logical_or.c: Whether one of the two is not 0.
#include "op.h"

OP_BINARY_TEST(logical_or, a != 0 || b != 0, .doc = "Whether one of the two is not 0.", .torch = "torch.logical_or")
