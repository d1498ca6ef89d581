// elu.c: Keeps what is positive; what is negative ends at -alpha.
#include "op.h"

#define alpha ((real)r->attr[0])

OP_UNARY(elu, x < 0 ? expm1(x) * alpha : x, x <= 0 ? g * alpha * exp(x) : g,
         .attrs = CR_ATTRS({"alpha", "float", 1}),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"elu_cpu\" not implemented for '%t'"},
         .doc = "Keeps what is positive; what is negative ends at -alpha.",
         .torch = "torch.nn.functional.elu")
