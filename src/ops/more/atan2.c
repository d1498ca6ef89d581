// atan2.c: The angle of the point (b, a), in [-pi, pi].
#include "op.h"

OP_BINARY(atan2, atan2(a, b), g * b * (a * a + b * b == 0 ? 0 : 1 / (a * a + b * b)),
          g * -a * (a * a + b * b == 0 ? 0 : 1 / (a * a + b * b)),
          .doc = "The angle of the point (b, a), in [-pi, pi].", .torch = "torch.atan2")
