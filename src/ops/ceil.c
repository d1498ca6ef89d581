// ceil.c: Rounds each element up; its slope is 0 everywhere.
#include "op.h"

OP_UNARY(ceil, ceil(x), 0,
         .doc = "Rounds each element up; its slope is 0 everywhere.", .torch = "torch.ceil")
