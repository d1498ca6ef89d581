// xlogy.c: a log(b), which is 0 where a is, whatever b.
#include "op.h"

OP_BINARY(xlogy, a == 0 && b == b ? 0 : a * log(b), a == 0 && b <= 0 ? 0 : g * log(b), g * a / b,
          .doc = "a times the logarithm of b, which is 0 where a is 0.", .torch = "torch.xlogy")
