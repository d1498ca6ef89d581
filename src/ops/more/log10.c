// log10.c: The logarithm to base 10 of each element.
#include "op.h"

OP_UNARY(log10, log10(x), g / (x * M_LN10), .doc = "The logarithm to base 10 of each element.", .torch = "torch.log10")
