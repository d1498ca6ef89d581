// hardtanh.c: Cuts off what is below min_val and above max_val.
#include "bounds.h"

#define min_val LOWER(0)
#define max_val UPPER(1)

OP_UNARY_ANY(hardtanh, x < min_val ? min_val : x > max_val ? max_val : x, x <= min_val || x >= max_val ? 0 : g,
             .attrs = CR_ATTRS({"min_val", "float", -1}, {"max_val", "float", 1}), .takes = {CR_TAKES_NUMBERS},
             .refusal = {"Bool inputs not supported for hardtanh"},
             .doc = "Cuts off what is below min_val and above max_val.", .torch = "torch.nn.functional.hardtanh")
