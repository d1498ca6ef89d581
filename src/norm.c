// norm.c: normalisation: y = (x - mean) / sqrt(var + eps) * weight + bias, over groups of elements.
#include "norm.h"

// Walks over a group: k is the element, at its place in the run.
#define EACH_ELEMENT(n, group)                                                                       \
  for (int32_t r = 0, start = (group) * (n)->group_step; r < (n)->runs; r++, start += (n)->run_step) \
    for (int32_t at = 0, k = start; at < (n)->run; at++, k++)

void norm_moments(const norm *n, const real *x, int32_t group, double *mean, double *squares) {
  double sum = 0;
  EACH_ELEMENT(n, group) sum += (double)x[k];
  *mean = sum / ((double)n->runs * n->run);
  *squares = 0;
  EACH_ELEMENT(n, group) *squares += ((double)x[k] - *mean) * ((double)x[k] - *mean);
}

// What a group is shifted and scaled by.
typedef struct {
  double mean, scale;
} shift;

static shift shift_of(const norm *n, const real *x, int32_t group) {
  shift s = {0};
  double var = 0;
  if (n->mean) {
    s.mean = (double)n->mean[group];
    var = (double)n->var[group];
  } else {
    norm_moments(n, x, group, &s.mean, &var);
    var /= (double)n->runs * n->run;
  }
  s.scale = 1 / __builtin_sqrt(var + n->eps);
  return s;
}

static double factor(const norm *n, int32_t group, int32_t at) {
  return n->weight ? (double)n->weight[n->by_group ? group : at] : 1;
}

void norm_forward(const norm *n, const real *x, real *out) {
  for (int32_t i = 0; i < n->groups; i++) {
    const shift s = shift_of(n, x, i);
    EACH_ELEMENT(n, i) {
      const double bias = n->bias ? (double)n->bias[n->by_group ? i : at] : 0;
      out[k] = (real)(((double)x[k] - s.mean) * s.scale * factor(n, i, at) + bias);
    }
  }
}

// A group's own mean and variance depend on x: their parts are taken off g, projected on 1 and on the result.
static void into_input(const norm *n, const real *x, int32_t i, const real *g, real *into) {
  const shift s = shift_of(n, x, i);
  double sum = 0, dot = 0;
  EACH_ELEMENT(n, i) {
    const double part = n->mean ? 0 : (double)g[k] * factor(n, i, at);
    sum += part;
    dot += part * ((double)x[k] - s.mean) * s.scale;
  }
  const double count = (double)n->runs * n->run;
  EACH_ELEMENT(n, i) {
    const double part = (double)g[k] * factor(n, i, at), result = ((double)x[k] - s.mean) * s.scale;
    into[k] += (real)((part - sum / count - result * dot / count) * s.scale);
  }
}

static void into_factors(const norm *n, const real *x, int32_t i, int32_t slot, const real *g, real *into) {
  const shift s = slot == 1 ? shift_of(n, x, i) : (shift){0};
  double sum = 0;
  EACH_ELEMENT(n, i) {
    const double part = slot == 1 ? (double)g[k] * ((double)x[k] - s.mean) * s.scale : (double)g[k];
    if (n->by_group) sum += part;
    else into[at] += (real)part;
  }
  if (n->by_group) into[i] += (real)sum;
}

void norm_backward(const norm *n, const real *x, int32_t slot, const real *g, real *into) {
  for (int32_t i = 0; i < n->groups; i++) {
    if (slot == 0) into_input(n, x, i, g, into);
    else into_factors(n, x, i, slot, g, into);
  }
}
