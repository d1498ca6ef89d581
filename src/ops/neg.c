// neg.c: Changes the sign of each element.
#include "op.h"

OP_UNARY(neg, -x, -g, .doc = "Changes the sign of each element.", .torch = "torch.neg")
