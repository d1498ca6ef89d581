// sum.c: The sum of all elements, or over some dims.
#include "reduce.h"

static int32_t sum_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_shape(e, c, 1, out);
}

static void sum_ints(const cr_call *c) {
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    uint64_t sum = 0;
    const int64_t *x = c->in[0].ints + walk_to(&l.kept, k);
    for (int32_t i = 0; i < l.line.count; i++) sum += (uint64_t)x[walk_to(&l.line, i)];
    c->out_ints[k] = (int64_t)sum;
  }
}

static void sum_forward(const cr_call *c) {
  if (c->out_dtype != CR_REAL) {
    sum_ints(c);
    return;
  }
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] = 0;
  cr_sum_over(&c->in[0], reduce_mask(c, 1), c->in[0].data, c->out);
}

static void sum_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  cr_spread_over(&c->in[0], reduce_mask(c, 1), c->g, 1, c->into);
}

// Some dims are named.
static uint32_t sum_variant(const cr_call *c) {
  return c->attrs > 1;
}

OP(sum, 1, "reduction", .value = "sum(x, dim)", .vjp = {"expand(g)"}, .attrs = REDUCE_ATTRS, .takes = {CR_TAKES_ALL},
   .gives = CR_GIVES_SUM, .grad_fn = "SumBackward0|SumBackward1", .variant = sum_variant, .doc = "Adds up all elements, or those along the given dims.", .torch = "torch.sum")
