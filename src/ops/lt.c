// lt.c: Whether a is less than b.
#include "op.h"

OP_BINARY_TEST_ANY(lt, a < b, .doc = "Whether a is less than b.", .torch = "torch.lt")
