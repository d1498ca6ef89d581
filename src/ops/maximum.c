// maximum.c: The larger of the two; on a tie, each receives half of the gradient.
#include "op.h"

OP_BINARY_ANY(maximum, b != b || a < b ? b : a, a == b ? g / 2 : a < b ? 0 : g, a == b ? g / 2 : a > b ? 0 : g,
              .doc = "The larger of the two; on a tie, each receives half of the gradient.", .torch = "torch.maximum")
