// relu.c: Keeps what is positive; the derivative at the kink is 0.
#include "relu.h"

OP_UNARY_ANY(relu, max(x, 0), y <= 0 ? 0 : g, .takes = {CR_TAKES_NUMBERS},
             .refusal = {"Boolean inputs not supported for relu"},
             .doc = "Keeps what is positive; the derivative at the kink is 0.", .torch = "torch.relu")
