// where.c: b where the condition a holds, c where it does not.
#include "op.h"

OP_TERNARY(where, a ? b : c, a ? g : 0, a ? 0 : g,
           .refusal = {"where expected condition to be a boolean tensor, but got a tensor with dtype %t"},
           .doc = "b where the condition a holds, c where it does not.", .torch = "torch.where")
