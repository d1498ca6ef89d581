// slice.c: Every step-th index of a dim, from start to before end; as x[start:end:step].
#include "move.h"

// A bound of a slice: from the end where it is negative, cut off at the ends.
static int32_t bound(const cr_call *c, int32_t k, int32_t size, int32_t none) {
  const int32_t given = int_at(c, k), at = c->attr[k] != c->attr[k] ? none : given < 0 ? given + size : given;
  return at < 0 ? 0 : at > size ? size : at;
}

static int32_t slice_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t dim = dim_of(e, c, 0, CR_BAD_INDEX), step = int_at(c, 3);
  if (dim < 0) return -1;
  if (step <= 0) return cr_fail(e, CR_BAD_VALUE, "slice step must be positive");
  const int32_t size = v->size[dim], start = bound(c, 1, size, 0), end = bound(c, 2, size, size);
  v->size[dim] = end > start ? (end - start - 1) / step + 1 : 0;
  v->offset = start * v->step[dim];
  if (v->size[dim] > 1) v->step[dim] *= step;
  return 0;
}

OP_VIEW(slice, "view", .value = "slice(x, dim, start, end, step)", .vjp = {"slice_backward(g, dim, start, step)"},
        .attrs = CR_ATTRS({"dim", "int", 0}, {"start", "int", NAN}, {"end", "int", NAN}, {"step", "int", 1}),
        .doc = "Every step-th index of a dim, from start to before end: x[start:end:step].",
        .torch = "torch.ops.aten.slice")
