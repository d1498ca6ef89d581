// hardtanh.c: Cuts off what is below min_val and above max_val.
#include "bounds.h"

#define min_val LOWER(0)
#define max_val UPPER(1)

static int32_t hardtanh_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  if (c->attr[0] > c->attr[1]) return cr_fail(e, CR_OUT_OF_RANGE, "min_val cannot be greater than max_val");
  return dims_broadcast(e, &c->in[0], &c->in[0], out);
}

OP_UNARY_ANY(hardtanh, x < min_val ? min_val : x > max_val ? max_val : x, x <= min_val || x >= max_val ? 0 : g,
             .shape = hardtanh_shape, .attrs = CR_ATTRS({"min_val", "float", -1}, {"max_val", "float", 1}), .takes = {CR_TAKES_NUMBERS},
             .refusal = {"Bool inputs not supported for hardtanh"},
             .doc = "Cuts off what is below min_val and above max_val.", .torch = "torch.nn.functional.hardtanh")
