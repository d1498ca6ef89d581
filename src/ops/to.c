// to.c: the same numbers as another dtype.
#include "op.h"

static int32_t to_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  (void)e;
  dims_like(x, out);
  out->dtype = (int32_t)c->attr[0];
  return 0;
}

static void to_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  for (int32_t k = 0; k < c->out_size; k++) {
    if (c->out_dtype == CR_REAL) c->out[k] = x->dtype == CR_REAL ? x->data[k] : (real)x->ints[k];
    else if (c->out_dtype == CR_BOOL) c->out_ints[k] = x->dtype == CR_REAL ? x->data[k] != 0 : x->ints[k] != 0;
    else c->out_ints[k] = x->dtype == CR_REAL ? int_from((double)x->data[k]) : x->ints[k];
  }
}

static void to_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  for (int32_t k = 0; k < c->out_size; k++) c->into[k] += c->g[k];
}

OP(to, 1, "conversion", .value = "x", .vjp = {"g"}, .takes = {CR_TAKES_ALL}, .attrs = CR_ATTRS({"dtype", "real|int64|bool", 0}),
   .doc = "The same numbers as another dtype.", .torch = "torch.Tensor.to")
