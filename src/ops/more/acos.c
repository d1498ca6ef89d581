// acos.c: The angle whose cosine each element is, in [0, pi].
#include "op.h"

OP_UNARY(acos, acos(x), g * -(1 / sqrt(1 - x * x)),
         .doc = "The angle whose cosine each element is, in [0, pi].", .torch = "torch.acos")
