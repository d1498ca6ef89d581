// sqrt.c: The square root of each element; infinitely steep at 0.
#include "op.h"

OP_UNARY(sqrt, sqrt(x), g / (2 * y), .doc = "The square root of each element; infinitely steep at 0.",
         .torch = "torch.sqrt")
