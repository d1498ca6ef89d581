// log_softmax.c: The logarithm of softmax, along a dim.
#include "along.h"

static int32_t log_softmax_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return along_shape(e, c, out, "log_softmax");
}

static void log_softmax_forward(const cr_call *c) {
  const lines l = lines_along(c);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real *x = c->in[0].data + start, most = line_most(x, &l.line);
    double sum = 0;
    for (int32_t i = 0; i < l.line.count; i++) sum += (double)exp(x[walk_to(&l.line, i)] - most);
    const real whole = log((real)sum);
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = walk_to(&l.line, i);
      c->out[start + at] = x[at] - most - whole;
    }
  }
}

static void log_softmax_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  const lines l = lines_along(c);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real *y = c->out + start, *g = c->g + start;
    double sum = 0;
    for (int32_t i = 0; i < l.line.count; i++) sum += (double)g[walk_to(&l.line, i)];
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = walk_to(&l.line, i);
      c->into[start + at] += g[at] - exp(y[at]) * (real)sum;
    }
  }
}

OP(log_softmax, 1, "along", .value = "x - log(sum(exp(x), dim))", .vjp = {"g - exp(y) * sum(g, dim)"},
   .attrs = ALONG_ATTRS, .refusal = {"\"log_softmax_lastdim_kernel_impl\" not implemented for '%t'"},
   .doc = "The logarithm of softmax, along the given dim.",
   .torch = "torch.log_softmax")
