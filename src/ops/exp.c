// exp.c: e to the power of each element: its own derivative.
#include "op.h"

OP_UNARY(exp, exp(x), g * y, .doc = "e to the power of each element: its own derivative.", .torch = "torch.exp")
