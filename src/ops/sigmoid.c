// sigmoid.c: Squashes each element into (0, 1).
#include "op.h"

OP_UNARY(sigmoid, 1 / (1 + exp(-x)), g * (1 - y) * y, .doc = "Squashes each element into (0, 1).",
         .torch = "torch.sigmoid")
