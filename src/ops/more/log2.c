// log2.c: The logarithm to base 2 of each element.
#include "op.h"

OP_UNARY(log2, log2(x), g / (x * M_LN2), .doc = "The logarithm to base 2 of each element.", .torch = "torch.log2")
