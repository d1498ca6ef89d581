// norm.c: The p-norm of all elements, or along some dims; its derivative at 0 is 0.
#include "reduce.h"

static real sign(real x) {
  return (real)((x > 0) - (x < 0));
}

// An empty line has no largest element, nor a smallest.
static int32_t norm_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const double p = c->attr[0];
  if (reduce_shape(e, c, 2, out)) return -1;
  if (lines_of(c, 2).line.count || (p >= 0 && p < HUGE_VAL)) return 0;
  return cr_fail(e, CR_BAD_SHAPE,
                 "linalg.vector_norm cannot compute the %tinf norm on an empty tensor because the operation does not "
                 "have an identity", p < 0 ? "-" : "");
}

// What an element adds to the sum of which the norm is the p-th root.
static real term(real x, real p) {
  if (p == 2) return x * x;
  if (p == 1) return fabs(x);
  return p == 0 ? x != 0 : pow(fabs(x), p);
}

static real norm_of(const real *x, const walk *line, real p) {
  const int largest = p == (real)INFINITY, smallest = p == (real)-INFINITY;
  double sum = 0;
  real most = smallest ? (real)INFINITY : 0;
  for (int32_t i = 0; i < line->count; i++) {
    const real v = x[walk_to(line, i)], size = fabs(v);
    if (!largest && !smallest) sum += (double)term(v, p);
    else if (v != v || (largest ? size > most : size < most)) most = size;
    if (most != most) return most;
  }
  if (largest || smallest) return most;
  return p == 2 ? sqrt((real)sum) : p == 1 || p == 0 ? (real)sum : pow((real)sum, 1 / p);
}

static void norm_forward(const cr_call *c) {
  const lines l = lines_of(c, 2);
  for (int32_t k = 0; k < l.kept.count; k++) {
    c->out[k] = norm_of(c->in[0].data + walk_to(&l.kept, k), &l.line, (real)c->attr[0]);
  }
}

// The largest (or smallest) share the gradient.
static void share(const real *x, const walk *line, real y, real g, real *into) {
  real equals = 0;
  for (int32_t i = 0; i < line->count; i++) equals += (real)!(fabs(x[walk_to(line, i)]) != y);
  for (int32_t i = 0; i < line->count; i++) {
    const int32_t at = walk_to(line, i);
    if (!(fabs(x[at]) != y)) into[at] += sign(x[at]) * (g / equals);
  }
}

// PyTorch's formulas (torch/csrc/autograd/FunctionsManual.cpp: norm_backward), which decide what 0 and infinity give.
static real slope(real x, real y, real g, real p) {
  if (p == 0) return 0;
  if (p == 1) return g * sign(x);
  if (p == 2) return y == 0 ? 0 : g * (x / y);
  if (p < 1) return x == 0 ? 0 : sign(x) * pow(fabs(x), p - 1) * g * pow(y, 1 - p);
  const real scale = y == 0 ? 0 : g / pow(y, p - 1);
  return (p < 2 ? sign(x) * pow(fabs(x), p - 1) : x * pow(fabs(x), p - 2)) * scale;
}

static void norm_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  const real p = (real)c->attr[0];
  const lines l = lines_of(c, 2);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real *x = c->in[0].data + start, y = c->out[k], g = c->g[k];
    if (fabs(p) == (real)INFINITY) share(x, &l.line, y, g, c->into + start);
    for (int32_t i = 0; fabs(p) != (real)INFINITY && i < l.line.count; i++) {
      const int32_t at = walk_to(&l.line, i);
      c->into[start + at] += slope(x[at], y, g, p);
    }
  }
}

OP(norm, 1, "reduction", .value = "pow(sum(pow(abs(x), p), dim), 1 / p)",
   .vjp = {"g * sign(x) * pow(abs(x), p - 1) / pow(y, p - 1)"},
   .attrs = CR_ATTRS({"p", "float", 2}, {"dim", "ints", 0}, {"keepdim", "bool", 0}),
   .refusal = {"linalg.vector_norm: Expected a floating point or complex tensor as input. Got %t"},
   .doc = "The p-norm of all elements, or of those along the given dims.", .torch = "torch.norm")
