// shape.c: sizes and broadcasting.
#include "engine.h"

int32_t dims_count(cr_engine *e, int32_t ndim, const int32_t *size) {
  if (ndim < 0 || ndim > CR_MAX_DIMS) {
    return cr_fail(e, CR_BAD_SHAPE, "a tensor has 0 to %d dimensions, but got %d", CR_MAX_DIMS, ndim);
  }
  int64_t count = 1;
  int empty = 0;
  for (int32_t d = 0; d < ndim; d++) {
    if (size[d] < 0) {
      return cr_fail(e, CR_BAD_SHAPE, "Trying to create tensor with negative dimension %d: %s", size[d], ndim, size);
    }
    empty |= size[d] == 0;
    count *= size[d] ? size[d] : 1;
    if (count > INT32_MAX) return fail_room(e, ndim, size);
  }
  return empty ? 0 : (int32_t)count;
}

// The size along dim d of `ndim`, counted from a broadcast shape that may have more dims in front.
static int32_t size_from(const cr_view *v, int32_t ndim, int32_t d) {
  const int32_t own = d - (ndim - v->ndim);
  return own < 0 ? 1 : v->shape[own];
}

int32_t dims_broadcast(cr_engine *e, const cr_view *a, const cr_view *b, cr_dims *out) {
  out->ndim = a->ndim > b->ndim ? a->ndim : b->ndim;
  for (int32_t d = out->ndim - 1; d >= 0; d--) {
    const int32_t sa = size_from(a, out->ndim, d), sb = size_from(b, out->ndim, d);
    if (sa != sb && sa != 1 && sb != 1) {
      return cr_fail(e, CR_BAD_SHAPE,
                     "The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton dimension %d", sa,
                     sb, d);
    }
    out->size[d] = sa == 1 ? sb : sa;
  }
  return 0;
}

int32_t dims_expanded(const cr_view *all, const cr_view *part) {
  int32_t mask = 0;
  for (int32_t d = 0; d < all->ndim; d++) {
    const int32_t own = size_from(part, all->ndim, d);
    if (own != all->shape[d] || d < all->ndim - part->ndim) mask |= 1 << d;
  }
  return mask;
}

void dims_like(const cr_view *x, cr_dims *out) {
  out->ndim = x->ndim;
  for (int32_t d = 0; d < x->ndim; d++) out->size[d] = x->shape[d];
}
