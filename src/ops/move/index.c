// index.c: Elements, or rows, at the indices that int64 tensors list, one tensor for each of some neighbouring dims.
#include "pick.h"

// The shape to which the indices broadcast, as a view of `out`.
static int32_t broadcast_indices(cr_engine *e, const cr_call *c, cr_dims *out) {
  out->ndim = 0;
  for (int32_t i = 1; i < c->inputs; i++) {
    if (c->in[i].dtype != CR_INT64) {
      return cr_fail(e, CR_BAD_INDEX, "tensors used as indices must be long, int, byte or bool tensors");
    }
    const cr_view before = {.ndim = out->ndim, .shape = out->size};
    if (!dims_broadcast(e, &before, &c->in[i], out)) continue;
    return cr_fail(e, CR_BAD_INDEX, "shape mismatch: indexing tensors could not be broadcast together with shapes %s, %s",
                   c->in[1].ndim, c->in[1].shape, c->in[i].ndim, c->in[i].shape);
  }
  return 0;
}

// PyTorch's sentence counts the dims that are indexed.
static int32_t check_range(cr_engine *e, const cr_view *index, int32_t nth, int32_t size) {
  for (int32_t k = 0; k < index->size; k++) {
    if (index->ints[k] >= -size && index->ints[k] < size) continue;
    return cr_fail(e, CR_BAD_INDEX, "index %d is out of bounds for dimension %d with size %d", index->ints[k], nth,
                   size);
  }
  return 0;
}

static int32_t index_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  const int32_t dim = dim_at(e, c, 0, x->ndim), dims = c->inputs - 1;
  cr_dims all;
  if (dim < 0) return -1;
  if (dims > x->ndim - dim) return cr_fail(e, CR_BAD_INDEX, "too many indices for tensor of dimension %d", x->ndim);
  if (broadcast_indices(e, c, &all)) return -1;
  out->ndim = x->ndim - dims + all.ndim;
  for (int32_t d = 0; d < out->ndim && d < CR_MAX_DIMS; d++) {
    out->size[d] = d < dim ? x->shape[d] : d < dim + all.ndim ? all.size[d - dim] : x->shape[d - all.ndim + dims];
  }
  for (int32_t i = 0; i < dims; i++) {
    if (check_range(e, &c->in[i + 1], i, x->shape[dim + i])) return -1;
  }
  return 0;
}

// The k-th index into the dims, taken as one.
static int32_t index_row(const cr_call *c, int32_t k) {
  const int32_t dim = dim_at(NULL, c, 0, c->in[0].ndim), ndim = c->out_ndim - c->in[0].ndim + c->inputs - 1;
  int64_t row = 0;
  for (int32_t i = 1; i < c->inputs; i++) {
    const strides v = strides_as(&c->in[i], ndim, c->out_shape + dim);
    const int64_t at = c->in[i].ints[place_at(&v, k)], size = c->in[0].shape[dim + i - 1];
    row = row * size + (at < 0 ? at + size : at);
  }
  return (int32_t)row;
}

static picks index_picks(const cr_call *c) {
  const int32_t dim = dim_at(NULL, c, 0, c->in[0].ndim);
  picks p = picks_along(&c->in[0], dim, c->inputs - 1, 0);
  if (c->out_size) p.count = c->out_size / p.outer / p.inner;
  return p;
}

static void index_forward(const cr_call *c) {
  const picks p = index_picks(c);
  pick_rows(c, &c->in[0], &p, index_row);
}

static void index_backward(const cr_call *c, int32_t slot) {
  const picks p = index_picks(c);
  (void)slot;
  add_picked(c, &c->in[0], &p, index_row);
}

OP(index, CR_ANY, "pick", .takes = {CR_TAKES_ALL, CR_TAKES_ALL, CR_TAKES_ALL}, .value = "index(a, dim, b, c)", .vjp = {"index_put(g, dim, b, c)"},
   .attrs = CR_ATTRS({"dim", "int", 0}),
   .doc = "Elements, or rows, at the indices that int64 tensors list, for each of some neighbouring dims.",
   .torch = "torch.Tensor.__getitem__")
