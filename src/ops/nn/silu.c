// silu.c: Each element times its sigmoid, a smooth relu; also called swish.
#include "op.h"

OP_UNARY(silu, x / (1 + exp(-x)), g * (1 / (1 + exp(-x))) * (1 + x * (1 - 1 / (1 + exp(-x)))),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"silu_cpu\" not implemented for '%t'"},
         .doc = "Each element times its sigmoid, a smooth relu; also called swish.",
         .torch = "torch.nn.functional.silu")
