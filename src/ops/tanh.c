// tanh.c: Squashes each element into (-1, 1).
#include "op.h"

OP_UNARY(tanh, tanh(x), g * (1 - y * y), .doc = "Squashes each element into (-1, 1).", .torch = "torch.tanh")
