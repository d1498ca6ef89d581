// add.c: Adds elementwise.
#include "op.h"

OP_BINARY_ANY(add, a + b, g, g, .doc = "Adds elementwise.", .torch = "torch.add")
