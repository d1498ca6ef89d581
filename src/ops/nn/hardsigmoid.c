// hardsigmoid.c: The sigmoid in straight lines: 0 up to -3, 1 from 3 on.
#include "op.h"

OP_UNARY(hardsigmoid, x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6, x > -3 && x < 3 ? g * (1 / 6.f) : 0,
         .takes = {CR_TAKES_REAL}, .refusal = {"\"hardsigmoid_cpu\" not implemented for '%t'"},
         .doc = "The sigmoid in straight lines: 0 up to -3, 1 from 3 on.", .torch = "torch.nn.functional.hardsigmoid")
