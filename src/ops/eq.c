// eq.c: Whether a equals b; NaN equals nothing.
#include "op.h"

OP_BINARY_TEST_ANY(eq, a == b, .doc = "Whether a equals b; NaN equals nothing.", .torch = "torch.eq")
