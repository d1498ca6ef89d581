// mean.c: The mean of all elements, or over some dims.
#include "reduce.h"

static void mean_forward(const cr_call *c) {
  reduce_sum(c, (real)reduce_count(c));
}

static void mean_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  cr_spread_over(&c->in[0], reduce_mask(c), c->g, (real)reduce_count(c), c->into);
}

#define mean_shape reduce_shape
OP(mean, 1, "reduction", .value = "sum(x, dim) / n", .vjp = {"expand(g) / n"}, .attrs = REDUCE_ATTRS,
   .doc = "The mean of all elements, or of those along the given dims.", .torch = "torch.mean")
