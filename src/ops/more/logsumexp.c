// logsumexp.c: The logarithm of the sum of e to the power of the elements along some dims.
#include "reduce.h"

static int32_t logsumexp_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  if (c->attrs == 1) return cr_fail(e, CR_BAD_OP, "logsumexp() missing 1 required positional arguments: \"dim\"");
  return reduce_shape(e, c, 1, out);
}

// The largest element is taken out, so that no power overflows.
static real log_sum(const real *x, const walk *line) {
  real most = line_most(x, line);
  if (fabs(most) == (real)INFINITY) most = 0;
  double sum = 0;
  for (int32_t i = 0; i < line->count; i++) sum += (double)exp(x[walk_to(line, i)] - most);
  return log((real)sum) + most;
}

static void logsumexp_forward(const cr_call *c) {
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) c->out[k] = log_sum(c->in[0].data + walk_to(&l.kept, k), &l.line);
}

static void logsumexp_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = start + walk_to(&l.line, i);
      c->into[at] += c->g[k] * exp(c->in[0].data[at] - c->out[k]);
    }
  }
}

OP(logsumexp, 1, "reduction", .value = "log(sum(exp(x), dim))", .vjp = {"g * exp(x - y)"}, .attrs = REDUCE_ATTRS,
   .doc = "The logarithm of the sum of e to the power of the elements along the given dims.",
   .torch = "torch.logsumexp")
