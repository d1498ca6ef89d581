// softmax.c: Shares of a whole: e to the power of each element over their sum, along a dim.
#include "along.h"

static int32_t softmax_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return along_shape(e, c, out, "softmax");
}

static void softmax_forward(const cr_call *c) {
  const lines l = lines_along(c);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real *x = c->in[0].data + start, most = line_most(x, &l.line);
    real *y = c->out + start;
    double sum = 0;
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = walk_to(&l.line, i);
      sum += (double)(y[at] = exp(x[at] - most));
    }
    for (int32_t i = 0; i < l.line.count; i++) y[walk_to(&l.line, i)] /= (real)sum;
  }
}

static void softmax_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  const lines l = lines_along(c);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real *y = c->out + start, *g = c->g + start;
    double sum = 0;
    for (int32_t i = 0; i < l.line.count; i++) sum += (double)(g[walk_to(&l.line, i)] * y[walk_to(&l.line, i)]);
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = walk_to(&l.line, i);
      c->into[start + at] += (g[at] - (real)sum) * y[at];
    }
  }
}

OP(softmax, 1, "along", .value = "exp(x) / sum(exp(x), dim)", .vjp = {"(g - sum(g * y, dim)) * y"},
   .attrs = ALONG_ATTRS, .refusal = {"\"softmax_lastdim_kernel_impl\" not implemented for '%t'"},
   .doc = "Shares of a whole: e to the power of each element over their sum, along the given dim.",
   .torch = "torch.softmax")
