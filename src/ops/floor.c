// floor.c: Rounds each element down; its slope is 0 everywhere.
#include "op.h"

OP_UNARY(floor, floor(x), 0,
         .doc = "Rounds each element down; its slope is 0 everywhere.", .torch = "torch.floor")
