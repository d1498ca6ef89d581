// neg.c: Changes the sign of each element.
#include "op.h"

OP_UNARY_ANY(neg, -x, -g, .takes = {CR_TAKES_NUMBERS},
             .refusal = {"Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a "
                         "mask, use the `~` or `logical_not()` operator instead."},
             .doc = "Changes the sign of each element.", .torch = "torch.neg")
