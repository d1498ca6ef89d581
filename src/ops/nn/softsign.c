// softsign.c: Squashes each element into (-1, 1), slower than tanh.
#include "sign.h"

OP_UNARY(softsign, x / (1 + fabs(x)), g / (1 + fabs(x)) - g * (y / (1 + fabs(x))) * sign(x),
         .doc = "Squashes each element into (-1, 1), slower than tanh.", .torch = "torch.nn.functional.softsign")
