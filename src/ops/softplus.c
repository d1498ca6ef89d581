// softplus.c: A smooth relu, which passes large inputs on as they are.
#include "op.h"

#define beta ((real)r->attr[0])
#define threshold ((real)r->attr[1])

OP_UNARY(softplus, x * beta > threshold ? x : log1p(exp(x * beta)) / beta,
         x * beta > threshold ? g : g * exp(x * beta) / (exp(x * beta) + 1),
         .attrs = CR_ATTRS({"beta", "float", 1}, {"threshold", "float", 20}),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"softplus_cpu\" not implemented for '%t'"},
         .doc = "A smooth relu, which passes large inputs on as they are.", .torch = "torch.nn.functional.softplus")
