// sum.c: The sum of all elements, or over some dims.
#include "reduce.h"

static void sum_forward(const cr_call *c) {
  reduce_sum(c, 1);
}

static void sum_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  cr_spread_over(&c->in[0], reduce_mask(c), c->g, 1, c->into);
}

#define sum_shape reduce_shape
OP(sum, 1, "reduction", .value = "sum(x, dim)", .vjp = {"expand(g)"}, .attrs = REDUCE_ATTRS,
   .doc = "Adds up all elements, or those along the given dims.", .torch = "torch.sum")
