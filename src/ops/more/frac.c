// frac.c: The part of each element behind the decimal point.
#include "op.h"

OP_UNARY(frac, x - trunc(x), g,
         .takes = {CR_TAKES_REAL}, .refusal = {"\"frac_cpu\" not implemented for '%t'"},
         .doc = "The part of each element behind the decimal point.", .torch = "torch.frac")
