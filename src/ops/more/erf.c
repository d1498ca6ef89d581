// erf.c: The error function: 2 / sqrt(pi) times the integral of exp(-t * t) from 0 to x.
#include "op.h"

OP_UNARY(erf, erf(x), M_2_SQRTPI * exp(-(x * x)) * g,
         .doc = "The error function: 2 / sqrt(pi) times the integral of exp(-t * t) from 0 to x.", .torch = "torch.erf")
