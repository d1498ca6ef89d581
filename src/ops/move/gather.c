// gather.c: Picks along a dim, for each place an index of its own.
#include "move.h"

// A scalar stands for one element of one dim.
static int32_t size_at(const cr_view *v, int32_t dim) {
  return v->ndim ? v->shape[dim] : 1;
}

static int32_t gather_fits(cr_engine *e, const cr_view *x, const cr_view *index, int32_t dim) {
  if (!index->size) return 0;
  if ((x->ndim ? x->ndim : 1) != (index->ndim ? index->ndim : 1)) {
    return cr_fail(e, CR_BAD_SHAPE, "Index tensor must have the same number of dimensions as input tensor");
  }
  for (int32_t d = 0; d < index->ndim; d++) {
    if (d == dim || size_at(index, d) <= size_at(x, d)) continue;
    return cr_fail(e, CR_BAD_SHAPE,
                   "Size does not match at dimension %d expected index %s to be no larger than self %s apart from "
                   "dimension %d",
                   d, index->ndim, index->shape, x->ndim, x->shape, dim);
  }
  return 0;
}

static int32_t gather_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0], *index = &c->in[1];
  const int32_t dim = dim_at(e, c, 0, x->ndim);
  if (dim < 0 || gather_fits(e, x, index, dim)) return -1;
  dims_like(index, out);
  for (int32_t k = 0; k < index->size; k++) {
    if (index->ints[k] >= 0 && index->ints[k] < size_at(x, dim)) continue;
    return cr_fail(e, CR_BAD_VALUE, "index %d is out of bounds for dimension %d with size %d",
                   index->ints[k], dim, size_at(x, dim));
  }
  return 0;
}

// The elements of x at index 0 of the dim, in the index's shape, and the dim's step.
static strides gather_from(const cr_call *c, int32_t *step) {
  const cr_view *index = &c->in[1];
  strides v = strides_of(&c->in[0]);
  const int32_t dim = dim_at(NULL, c, 0, v.ndim);
  *step = v.ndim ? v.step[dim] : 0;
  v.ndim = index->ndim;
  v.step[dim] = 0;
  for (int32_t d = 0; d < index->ndim; d++) v.size[d] = index->shape[d];
  return merged(&v);
}

static void gather_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  int32_t step;
  const strides v = gather_from(c, &step);
  for (int32_t k = 0; k < c->out_size; k++) {
    const int32_t at = place_at(&v, k) + (int32_t)c->in[1].ints[k] * step;
    if (x->dtype == CR_REAL) c->out[k] = x->data[at];
    else c->out_ints[k] = x->ints[at];
  }
}

static void gather_backward(const cr_call *c, int32_t slot) {
  int32_t step;
  const strides v = gather_from(c, &step);
  (void)slot;
  add_zeros(c, 0);
  for (int32_t k = 0; k < c->out_size; k++) c->into[place_at(&v, k) + (int32_t)c->in[1].ints[k] * step] += c->g[k];
}

OP(gather, 2, "pick", .takes = {CR_TAKES_ALL, CR_TAKES_INT64},
   .refusal = {"gather(): Expected dtype int32/int64 for index"}, .value = "gather(a, dim, b)",
   .vjp = {"scatter_add(g, dim, b)"}, .attrs = CR_ATTRS({"dim", "int", CR_REQUIRED}),
   .doc = "Picks along a dim, for each place an index of its own.", .torch = "torch.gather")
