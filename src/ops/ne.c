// ne.c: Whether a differs from b; NaN differs from all.
#include "op.h"

OP_BINARY_TEST_ANY(ne, a != b, .doc = "Whether a differs from b; NaN differs from all.", .torch = "torch.ne")
