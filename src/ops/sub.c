// sub.c: Subtracts elementwise.
#include "op.h"

OP_BINARY_ANY(sub, a - b, g, -g, .takes = {CR_TAKES_NUMBERS, CR_TAKES_NUMBERS},
              .refusal = {"Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert "
                          "a mask, use the `~` or `logical_not()` operator instead.",
                          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
                          "`logical_xor()` operator instead."},
              .doc = "Subtracts elementwise.", .torch = "torch.sub")
