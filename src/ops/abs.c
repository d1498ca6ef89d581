// abs.c: The absolute value of each element; the derivative at the kink is 0.
#include "sign.h"

OP_UNARY_ANY(abs, fabs(x), g * sign(x), .takes = {CR_TAKES_NUMBERS},
             .refusal = {"\"abs_cpu\" not implemented for '%t'"},
             .doc = "The absolute value of each element; the derivative at the kink is 0.", .torch = "torch.abs")
