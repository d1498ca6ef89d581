// sign.c: -1, 0 or 1, as each element is; its slope is 0 everywhere.
#include "op.h"

OP_UNARY_ANY(sign, (x > 0) - (x < 0), 0,
             .doc = "-1, 0 or 1, as each element is; its slope is 0 everywhere.", .torch = "torch.sign")
