// cat.c: Puts tensors one behind the other along a dim.
#include "join.h"

static int32_t cat_sizes(cr_engine *e, const cr_call *c, const cr_view *like, int32_t dim, cr_dims *out) {
  int64_t length = 0;
  for (int32_t i = 0; i < c->inputs; i++) {
    const cr_view *x = &c->in[i];
    if (is_nothing(x)) continue;
    if (x->ndim != like->ndim) {
      return cr_fail(e, CR_BAD_SHAPE, "Tensors must have same number of dimensions: got %d and %d", like->ndim, x->ndim);
    }
    for (int32_t d = 0; d < x->ndim; d++) {
      if (d == dim || x->shape[d] == like->shape[d]) continue;
      return cr_fail(e, CR_BAD_SHAPE,
                     "Sizes of tensors must match except in dimension %d. Expected size %d but got size %d for tensor "
                     "number %d in the list.",
                     dim, like->shape[d], x->shape[d], i);
    }
    length += x->shape[dim];
  }
  if (length > INT32_MAX) return cr_fail(e, CR_NO_MEMORY, "out of memory: no room for so many tensors in one");
  out->size[dim] = (int32_t)length;
  return 0;
}

static int32_t cat_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *like = &c->in[0];
  for (int32_t i = 0; i < c->inputs; i++) {
    if (c->in[i].ndim == 0) {
      return cr_fail(e, CR_BAD_SHAPE, "zero-dimensional tensor (at position %d) cannot be concatenated", i);
    }
    if (is_nothing(like)) like = &c->in[i];
  }
  dims_like(like, out);
  if (is_nothing(like)) return 0;
  const int32_t dim = dim_at(e, c, 0, like->ndim);
  return dim < 0 ? -1 : cat_sizes(e, c, like, dim, out);
}

#define cat_forward join_forward
#define cat_backward join_backward
OP(cat, CR_ANY, "join", .promotes = 1, .value = "cat(x, dim)", .vjp = {"part(g, dim)"},
   .attrs = CR_ATTRS({"dim", "int", 0}), .doc = "Puts tensors one behind the other along a dim.", .torch = "torch.cat")
