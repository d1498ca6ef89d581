// hardswish.c: Each element times its hardsigmoid: silu in straight lines.
#include "op.h"

OP_UNARY(hardswish, x * (x <= -3 ? 0 : x >= 3 ? 6 : x + 3) / 6, x <= -3 ? 0 : x < 3 ? g * (x / 3 + 0.5f) : g,
         .takes = {CR_TAKES_REAL}, .refusal = {"\"hardswish_cpu\" not implemented for '%t'"},
         .doc = "Each element times its hardsigmoid: silu in straight lines.", .torch = "torch.nn.functional.hardswish")
