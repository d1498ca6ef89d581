// max.c: The largest element: of all, where equals share the gradient, or along a dim, where the first receives it.
#include "extreme.h"

static int32_t max_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_one_dim(e, c, 1, "max") ? -1 : extreme_shape(e, c, out, "max");
}

static void max_forward(const cr_call *c) {
  extreme_values(c, 1);
}

static void max_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  if (c->attrs == 1) extreme_share(c, 1);
  else extreme_pick(c, 1);
}

OP(max, 1, "reduction", .value = "max(x, dim)", .vjp = {"g * (x == y)"}, .attrs = REDUCE_ATTRS,
   .takes = {CR_TAKES_ALL}, .doc = "The largest of all elements, or of those along the given dim.",
   .torch = "torch.max")
