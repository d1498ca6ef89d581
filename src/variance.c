// variance.c: the variance along lines of elements, in double, in two passes.
#include "variance.h"

int32_t variance_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_shape(e, c, 2, out);
}

static double mean_of(const real *x, const walk *line) {
  double sum = 0;
  for (int32_t i = 0; i < line->count; i++) sum += (double)x[walk_to(line, i)];
  return sum / line->count;
}

void variance_forward(const cr_call *c, int root) {
  const lines l = lines_of(c, 2);
  const double left = l.line.count - c->attr[0];
  for (int32_t k = 0; k < l.kept.count; k++) {
    const real *x = c->in[0].data + walk_to(&l.kept, k);
    const double mean = mean_of(x, &l.line);
    double sum = 0;
    for (int32_t i = 0; i < l.line.count; i++) {
      const double distance = (double)x[walk_to(&l.line, i)] - mean;
      sum += distance * distance;
    }
    const double variance = sum / (left > 0 ? left : 0);
    c->out[k] = (real)(root ? __builtin_sqrt(variance) : variance);
  }
}

void variance_backward(const cr_call *c, int root) {
  const lines l = lines_of(c, 2);
  const double left = l.line.count - c->attr[0];
  const int undefined = left <= 0 && c->attrs == 2;
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real *x = c->in[0].data + start;
    const real y = c->out[k], g = !root ? c->g[k] : y == 0 ? 0 : c->g[k] / (y * 2);
    const double mean = mean_of(x, &l.line), factor = 2 / left * (double)g;
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = walk_to(&l.line, i);
      const double distance = (double)x[at] - mean;
      // Over all elements of too few, PyTorch says infinity.
      if (undefined) c->into[start + at] += g * (distance == 0 ? (real)NAN : (real)INFINITY);
      else c->into[start + at] += (real)(factor * distance);
    }
  }
}
