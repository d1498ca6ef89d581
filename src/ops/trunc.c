// trunc.c: Rounds each element towards 0; its slope is 0 everywhere.
#include "op.h"

OP_UNARY(trunc, trunc(x), 0,
         .doc = "Rounds each element towards 0; its slope is 0 everywhere.", .torch = "torch.trunc")
