// argsort.c: The order of the elements along a dim: ascending, or descending; equal ones stay in their order, NaN is largest.
#include "move.h"

// A line of elements along the dim.
typedef struct {
  const cr_view *x;
  int32_t at, step, descending;
  int64_t *order;
} line;

static int is_less(const cr_view *x, int64_t a, int64_t b) {
  if (x->dtype != CR_REAL) return x->ints[a] < x->ints[b];
  return x->data[a] < x->data[b] || (x->data[b] != x->data[b] && x->data[a] == x->data[a]);
}

static int comes_before(const line *l, int64_t a, int64_t b) {
  const int64_t at = l->at + a * l->step, other = l->at + b * l->step;
  if (is_less(l->x, at, other)) return !l->descending;
  if (is_less(l->x, other, at)) return l->descending;
  return a < b;
}

// Lets the item at `root` sink into a heap whose parents come after their children.
static void sink(const line *l, int32_t root, int32_t count) {
  for (int32_t child; (child = 2 * root + 1) < count; root = child) {
    int64_t *order = l->order, item = order[(ptrdiff_t)root * l->step];
    if (child + 1 < count && comes_before(l, order[(ptrdiff_t)child * l->step], order[(ptrdiff_t)(child + 1) * l->step])) {
      child++;
    }
    if (!comes_before(l, item, order[(ptrdiff_t)child * l->step])) return;
    order[(ptrdiff_t)root * l->step] = order[(ptrdiff_t)child * l->step];
    order[(ptrdiff_t)child * l->step] = item;
  }
}

// In place; no two items are equal, so that a heap sort is as stable as any.
static void sort_line(const line *l, int32_t count) {
  for (int32_t k = 0; k < count; k++) l->order[(ptrdiff_t)k * l->step] = k;
  for (int32_t k = count / 2 - 1; k >= 0; k--) sink(l, k, count);
  for (int32_t last = count - 1; last > 0; last--) {
    const int64_t item = l->order[0];
    l->order[0] = l->order[(ptrdiff_t)last * l->step];
    l->order[(ptrdiff_t)last * l->step] = item;
    sink(l, 0, last);
  }
}

static int32_t argsort_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  dims_like(&c->in[0], out);
  return dim_at(e, c, 0, out->ndim) < 0 ? -1 : 0;
}

static void argsort_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  strides v = strides_of(x);
  const int32_t dim = dim_at(NULL, c, 0, x->ndim), count = x->ndim ? v.size[dim] : 1;
  line l = {.x = x, .step = x->ndim ? v.step[dim] : 1, .descending = c->attr[1] != 0};
  if (x->ndim) remove_dim(&v, dim);
  for (int32_t k = 0; count && k < x->size / count; k++) {
    l.at = place_at(&v, k);
    l.order = c->out_ints + l.at;
    sort_line(&l, count);
  }
}

OP_CONSTANT(argsort, 1, "index", .takes = {CR_TAKES_ALL}, .gives = CR_GIVES_INT64, .value = "argsort(x, dim, descending)",
            .attrs = CR_ATTRS({"dim", "int", -1}, {"descending", "bool", 0}),
            .doc = "The order of the elements along a dim; equal ones stay in their order, NaN is the largest.",
            .torch = "torch.argsort")
