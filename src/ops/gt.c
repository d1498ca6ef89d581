// gt.c: Whether a is greater than b.
#include "op.h"

OP_BINARY_TEST_ANY(gt, a > b, .doc = "Whether a is greater than b.", .torch = "torch.gt")
