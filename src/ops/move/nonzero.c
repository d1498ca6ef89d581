// nonzero.c: The indices of all elements that are not 0, a row each.
#include "move.h"

static int32_t is_nonzero(const cr_view *x, int32_t k) {
  return x->dtype == CR_REAL ? x->data[k] != 0 : x->ints[k] != 0;
}

static int32_t nonzero_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  (void)e;
  out->ndim = 2;
  out->size[1] = x->ndim;
  for (int32_t k = 0; k < x->size; k++) out->size[0] += is_nonzero(x, k);
  return 0;
}

static void nonzero_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  for (int32_t k = 0, row = 0; k < x->size; k++) {
    if (!is_nonzero(x, k)) continue;
    for (int32_t d = x->ndim - 1, rest = k; d >= 0; rest /= x->shape[d--]) {
      c->out_ints[row * x->ndim + d] = rest % x->shape[d];
    }
    row++;
  }
}

OP_CONSTANT(nonzero, 1, "index", .takes = {CR_TAKES_ALL}, .gives = CR_GIVES_INT64, .value = "nonzero(x)",
            .doc = "The indices of all elements that are not 0, a row each.", .torch = "torch.nonzero")
