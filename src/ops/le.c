// le.c: Whether a is at most b.
#include "op.h"

OP_BINARY_TEST_ANY(le, a <= b, .doc = "Whether a is at most b.", .torch = "torch.le")
