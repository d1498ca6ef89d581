// amax.c: The largest element of all, or along some dims; equals share the gradient.
#include "extreme.h"

static int32_t amax_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return extreme_shape(e, c, out, "amax");
}

static void amax_forward(const cr_call *c) {
  extreme_values(c, 1);
}

static void amax_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  extreme_share(c, 0);
}

OP(amax, 1, "reduction", .value = "amax(x, dim)", .vjp = {"g * (x == y) / sum(x == y, dim)"}, .attrs = REDUCE_ATTRS,
   .takes = {CR_TAKES_ALL}, .doc = "The largest of all elements, or of those along the given dims.",
   .torch = "torch.amax")
