// hardtanh.c: Cuts off what is below min_val and above max_val.
#include "op.h"

#define min_val ((real)r->attr[0])
#define max_val ((real)r->attr[1])

OP_UNARY(hardtanh, x < min_val ? min_val : x > max_val ? max_val : x, x <= min_val || x >= max_val ? 0 : g,
         .attrs = CR_ATTRS({"min_val", "float", -1}, {"max_val", "float", 1}),
         .doc = "Cuts off what is below min_val and above max_val.", .torch = "torch.nn.functional.hardtanh")
