// atan.c: The angle whose tangent each element is, in (-pi/2, pi/2).
#include "op.h"

OP_UNARY(atan, atan(x), g / (x * x + 1),
         .doc = "The angle whose tangent each element is, in (-pi/2, pi/2).", .torch = "torch.atan")
