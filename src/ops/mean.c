// mean.c: The mean of all elements, or over some dims.
#include "reduce.h"

static int32_t mean_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_shape(e, c, 1, out);
}

// How many elements go into each result.
static real count(const cr_call *c) {
  return (real)lines_of(c, 1).line.count;
}

static void mean_forward(const cr_call *c) {
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] = 0;
  cr_sum_over(&c->in[0], reduce_mask(c, 1), c->in[0].data, c->out);
  const real n = count(c);
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] /= n;
}

static void mean_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  cr_spread_over(&c->in[0], reduce_mask(c, 1), c->g, count(c), c->into);
}

// Some dims are named.
static uint32_t mean_variant(const cr_call *c) {
  return c->attrs > 1;
}

OP(mean, 1, "reduction", .value = "sum(x, dim) / n", .vjp = {"expand(g) / n"}, .attrs = REDUCE_ATTRS,
   .refusal = {"mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
               "Got: %t"}, .grad_fn = "MeanBackward0|MeanBackward1", .variant = mean_variant, .doc = "The mean of all elements, or of those along the given dims.",
   .torch = "torch.mean")
