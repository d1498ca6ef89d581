// logsigmoid.c: The logarithm of the sigmoid of each element.
#include "op.h"

OP_UNARY(logsigmoid, (x < 0 ? x : 0) - log1p(exp(-fabs(x))),
         g * (x < 0 ? 1 - exp(x) / (1 + exp(x)) : exp(-x) / (1 + exp(-x))),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"log_sigmoid_cpu\" not implemented for '%t'"},
         .doc = "The logarithm of the sigmoid of each element.", .torch = "torch.nn.functional.logsigmoid")
