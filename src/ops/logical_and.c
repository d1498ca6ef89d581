// logical_and.c: Whether neither is 0.
#include "op.h"

OP_BINARY_TEST(logical_and, a != 0 && b != 0, .doc = "Whether neither is 0.", .torch = "torch.logical_and")
