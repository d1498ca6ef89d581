// leaky_relu.c: Keeps what is positive, and a small part of what is negative.
#include "op.h"

#define negative_slope ((real)r->attr[0])

OP_UNARY(leaky_relu, x > 0 ? x : x * negative_slope, x > 0 ? g : g * negative_slope,
         .attrs = CR_ATTRS({"negative_slope", "float", 0.01}),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"leaky_relu_cpu\" not implemented for '%t'"},
         .doc = "Keeps what is positive, and a small part of what is negative.",
         .torch = "torch.nn.functional.leaky_relu")
