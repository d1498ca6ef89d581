// frac.c: The part of each element behind the decimal point.
#include "op.h"

OP_UNARY(frac, x - trunc(x), g, .doc = "The part of each element behind the decimal point.", .torch = "torch.frac")
