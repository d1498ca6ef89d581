// mul.c: Multiplies elementwise: each factor receives the upstream times the other factor.
#include "op.h"

OP_BINARY_ANY(mul, a * b, g * b, g * a,
              .doc = "Multiplies elementwise: each factor receives the upstream times the other factor.",
              .torch = "torch.mul")
