// log.c: The natural logarithm of each element.
#include "op.h"

OP_UNARY(log, log(x), g / x, .doc = "The natural logarithm of each element.", .torch = "torch.log")
