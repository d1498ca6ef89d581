// dropout_mask.c: What dropout multiplies by: 0 with probability p, else what keeps the mean.
#include "random.h"
#include "op.h"

static int32_t dropout_mask_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  (void)e;
  dims_like(&c->in[0], out);
  return 0;
}

static void dropout_mask_forward(const cr_call *c) {
  const double kept = 1 - c->attr[0];
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] = random_unit(c->random) < kept ? 1 / (real)kept : 0;
}

OP_CONSTANT(dropout_mask, 1, "random", .value = "uniform() < 1 - p ? 1 / (1 - p) : 0", .attrs = CR_ATTRS({"p", "float", 0.5}),
            .doc = "What dropout multiplies a tensor of x's shape by: 0 with probability p, else 1 / (1 - p).",
            .torch = "torch.nn.functional.dropout")
