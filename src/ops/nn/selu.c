// selu.c: An elu that keeps means near 0 and variances near 1 from layer to layer.
#include "op.h"

#define ALPHA ((real)1.6732632423543772848170429916717)
#define SCALE ((real)1.0507009873554804934193349852946)

OP_UNARY(selu, x < 0 ? expm1(x) * (ALPHA * SCALE) : x * SCALE, x <= 0 ? g * (ALPHA * SCALE) * exp(x) : g * SCALE,
         .takes = {CR_TAKES_REAL}, .refusal = {"\"elu_cpu\" not implemented for '%t'"},
         .doc = "An elu that keeps means near 0 and variances near 1 from layer to layer.",
         .torch = "torch.nn.functional.selu")
