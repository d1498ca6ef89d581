// isfinite.c: Whether each element is neither infinite nor NaN.
#include "op.h"

OP_UNARY_TEST(isfinite, x - x == 0, .doc = "Whether each element is neither infinite nor NaN.", .torch = "torch.isfinite")
