// add.c: Adds elementwise.
#include "op.h"

OP_BINARY(add, a + b, g, g, .doc = "Adds elementwise.", .torch = "torch.add")
