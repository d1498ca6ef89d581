// sub.c: Subtracts elementwise.
#include "op.h"

OP_BINARY(sub, a - b, g, -g, .doc = "Subtracts elementwise.", .torch = "torch.sub")
