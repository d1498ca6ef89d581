// div.c: Divides elementwise.
#include "op.h"

OP_BINARY(div, a / b, g / b, -g * ((a / b) / b), .doc = "Divides elementwise.", .torch = "torch.div")
