// relu6.c: Keeps what is positive, up to 6; the derivative at both kinks is 0.
#include "relu.h"

OP_UNARY_ANY(relu6, x > 6 ? 6 : max(x, 0), x <= 0 || x >= 6 ? 0 : g, .takes = {CR_TAKES_NUMBERS},
             .refusal = {"Bool inputs not supported for hardtanh"},
             .doc = "Keeps what is positive, up to 6; the derivative at both kinks is 0.",
             .torch = "torch.nn.functional.relu6")
