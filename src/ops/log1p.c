// log1p.c: log(1 + x) with all its digits where x is near 0.
#include "op.h"

OP_UNARY(log1p, log1p(x), g / (x + 1),
         .doc = "log(1 + x) with all its digits where x is near 0.", .torch = "torch.log1p")
