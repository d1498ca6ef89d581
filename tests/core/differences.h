// differences.h: gradients against central differences: what the tests of derivatives share.
#ifndef DIFFERENCES_H
#define DIFFERENCES_H

#include "core.h"

// Five-point differences: the error is h^4 f'''''/30 and the rounding of f over h. Figures of the double build
// are the check; floats, with their seven digits, only tell that the same formula was compiled for them.
#ifdef CR_DOUBLE
static const double STEP = 0x1p-12, TOLERANCE = 1e-6;
#else
static const double STEP = 0x1p-8, TOLERANCE = 2e-4;
#endif

// One call of an op, with operands that exist already.
typedef struct {
  int32_t op, inputs, attrs;
  const cr_id *in;
  const double *attr;
} op_call;

typedef struct {
  double worst;
  int32_t derivatives;
} result;

static inline cr_id call_op(cr_engine *e, const op_call *c) {
  const cr_id y = cr_apply(e, c->op, c->inputs, c->in, c->attrs, c->attr);
  if (!y) fail_msg("%s: %s", cr_op_text(c->op, CR_NAME), cr_message(e));
  return y;
}

// Upstream gradients: different for each element, and of both signs.
static inline double upstream(int32_t k) {
  return (k % 2 ? -1 : 1) * (1 + k % 5) / 4.0;
}

// The number that is differentiated: sum of upstream * y.
static inline double total(cr_engine *e, const op_call *c) {
  const cr_id y = call_op(e, c);
  double sum = 0;
  for (int32_t k = 0; k < cr_size(e, y); k++) sum += upstream(k) * (double)cr_data(e, y)[k];
  return sum;
}

static inline double slope(cr_engine *e, const op_call *c, cr_real *at) {
  static const double weights[] = {1, -8, 0, 8, -1};
  const cr_real here = *at;
  double sum = 0;
  cr_set_grad_enabled(e, 0);
  for (int32_t i = 0; i < 5; i++) {
    *at = here + (cr_real)((i - 2) * STEP);
    if (weights[i] != 0) sum += weights[i] * total(e, c);
  }
  cr_set_grad_enabled(e, 1);
  *at = here;
  return sum / (12 * STEP);
}

static inline void backward_from(cr_engine *e, const op_call *c) {
  const cr_id y = call_op(e, c);
  const cr_id g = cr_tensor(e, cr_ndim(e, y), cr_shape(e, y), NULL);
  for (int32_t k = 0; k < cr_size(e, g); k++) cr_data(e, g)[k] = (cr_real)upstream(k);
  if (cr_backward(e, y, g, 0)) fail_msg("%s: %s", cr_op_text(c->op, CR_NAME), cr_message(e));
}

// After backward_from: the gradient of one operand, element by element.
static inline void compare_slot(cr_engine *e, const op_call *c, int32_t slot, result *r) {
  const cr_id x = c->in[slot];
  for (int32_t k = 0; k < cr_size(e, x); k++) {
    const double numeric = slope(e, c, cr_data(e, x) + k), exact = (double)cr_grad_data(e, x)[k];
    const double error = fabs(exact - numeric) / fmax(1, fabs(numeric));
    if (!(error < TOLERANCE)) {
      fail_msg("%s: d/d(input %d)[%d] is %.9g by backward, but %.9g by differences", cr_op_text(c->op, CR_NAME), slot,
               k, exact, numeric);
    }
    r->worst = fmax(r->worst, error);
    r->derivatives++;
  }
}

#endif
