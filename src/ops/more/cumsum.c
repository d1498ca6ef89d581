// cumsum.c: The sum, along a dim, of all elements up to each.
#include "along.h"

static int32_t cumsum_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return along_shape(e, c, out, "cumsum");
}

static void cumsum_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  const lines l = lines_along(c);
  for (int32_t k = 0; k < l.kept.count; k++) {
    double sum = 0;
    uint64_t whole = 0;
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = walk_to(&l.kept, k) + walk_to(&l.line, i);
      if (x->dtype == CR_REAL) c->out[at] = (real)(sum += (double)x->data[at]);
      else c->out_ints[at] = (int64_t)(whole += (uint64_t)x->ints[at]);
    }
  }
}

// Each element goes into all sums from its own on.
static void cumsum_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  const lines l = lines_along(c);
  for (int32_t k = 0; k < l.kept.count; k++) {
    double sum = 0;
    for (int32_t i = l.line.count - 1; i >= 0; i--) {
      const int32_t at = walk_to(&l.kept, k) + walk_to(&l.line, i);
      c->into[at] += (real)(sum += (double)c->g[at]);
    }
  }
}

OP(cumsum, 1, "along", .value = "cumsum(x, dim)", .vjp = {"flip(cumsum(flip(g), dim))"}, .attrs = ALONG_ATTRS,
   .takes = {CR_TAKES_ALL}, .gives = CR_GIVES_SUM, .doc = "The sum, along the given dim, of all elements up to each.",
   .torch = "torch.cumsum")
