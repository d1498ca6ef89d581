// mish.c: Each element times the tanh of its softplus, a smooth relu.
#include "op.h"

OP_UNARY(mish, x * tanh(log1p(exp(x))),
         g * (tanh(log1p(exp(x))) + x * (1 / (1 + exp(-x))) * (1 - tanh(log1p(exp(x))) * tanh(log1p(exp(x))))),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"mish_cpu\" not implemented for '%t'"},
         .doc = "Each element times the tanh of its softplus, a smooth relu.", .torch = "torch.nn.functional.mish")
