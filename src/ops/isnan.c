// isnan.c: Whether each element is NaN, which equals nothing.
#include "op.h"

OP_UNARY_TEST(isnan, x != x, .doc = "Whether each element is NaN, which equals nothing.", .torch = "torch.isnan")
