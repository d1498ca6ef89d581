// asin.c: The angle whose sine each element is, in [-pi/2, pi/2].
#include "op.h"

OP_UNARY(asin, asin(x), g * (1 / sqrt(1 - x * x)),
         .doc = "The angle whose sine each element is, in [-pi/2, pi/2].", .torch = "torch.asin")
