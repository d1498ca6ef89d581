// bernoulli.c: 1 with the probability that each element says, 0 otherwise.
#include "sized.h"

static int32_t bernoulli_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  for (int32_t k = 0; k < x->size; k++) {
    if (x->data[k] >= 0 && x->data[k] <= 1) continue;
    return cr_fail(e, CR_BAD_SHAPE, "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  "
                   "If so, please report an enhancement request to PyTorch.)");
  }
  out->ndim = x->ndim;
  for (int32_t d = 0; d < x->ndim; d++) out->size[d] = x->shape[d];
  return 0;
}

static void bernoulli_forward(const cr_call *c) {
  random_uniform(c->random, 0, 1, c->out, c->out_size);
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] = c->out[k] < c->in[0].data[k];
}

OP_CONSTANT(bernoulli, 1, "random", .value = "uniform() < x",
   .doc = "1 with the probability that each element says, 0 otherwise. No gradient flows through it.", .torch = "torch.bernoulli")
