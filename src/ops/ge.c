// ge.c: Whether a is at least b.
#include "op.h"

OP_BINARY_TEST_ANY(ge, a >= b, .doc = "Whether a is at least b.", .torch = "torch.ge")
