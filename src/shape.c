// shape.c: sizes, broadcasting, and sums over dims.
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

// A dim as it counts from the front.
static int32_t from_front(double dim, int32_t ndim) {
  return (int32_t)dim + (dim < 0 ? ndim : 0);
}

int32_t cr_check_dims(cr_engine *e, int32_t ndim, const double *dims, int32_t count) {
  const int32_t range = ndim ? ndim : 1;
  for (int32_t k = 0; k < count; k++) {
    if (dims[k] < -range || dims[k] >= range) {
      return cr_fail(e, CR_BAD_DIM, "Dimension out of range (expected to be in range of [%d, %d], but got %l)", -range,
                     range - 1, (int64_t)dims[k]);
    }
    for (int32_t before = 0; before < k; before++) {
      if (from_front(dims[before], range) != from_front(dims[k], range)) continue;
      return cr_fail(e, CR_BAD_DIM, "dim %d appears multiple times in the list of dims", from_front(dims[k], range));
    }
  }
  return 0;
}

int32_t cr_dim_mask(int32_t ndim, const double *dims, int32_t count) {
  int32_t mask = count ? 0 : (1 << ndim) - 1;
  for (int32_t k = 0; ndim && k < count; k++) mask |= 1 << from_front(dims[k], ndim);
  return mask;
}

// A walk over some dims of a tensor: their sizes and steps, adjacent ones merged.
typedef struct {
  int32_t ndim, size[CR_MAX_DIMS], step[CR_MAX_DIMS], count;
} walk;

static walk walk_over(const cr_view *all, int32_t mask) {
  walk w = {.count = 1};
  int32_t step = 1, last = -2;
  for (int32_t d = all->ndim - 1; d >= 0; step *= all->shape[d], d--) {
    if (!(mask >> d & 1)) continue;
    w.count *= all->shape[d];
    if (last == d + 1) {
      w.size[w.ndim - 1] *= all->shape[d];
    } else {
      w.size[w.ndim] = all->shape[d];
      w.step[w.ndim++] = step;
    }
    last = d;
  }
  return w;
}

// The offset of the k-th element; dims stand innermost first.
static int32_t walk_offset(const walk *w, int32_t k) {
  int32_t offset = 0;
  for (int32_t d = 0; d < w->ndim; d++) {
    offset += k % w->size[d] * w->step[d];
    k /= w->size[d];
  }
  return offset;
}

void cr_sum_over(const cr_view *all, int32_t mask, const real *from, real *into) {
  const walk kept = walk_over(all, ~mask), summed = walk_over(all, mask);
  const int32_t run = summed.ndim ? summed.size[0] : 1, step = summed.ndim ? summed.step[0] : 0;
  for (int32_t k = 0; k < kept.count; k++) {
    const real *start = from + walk_offset(&kept, k);
    double sum = 0;
    for (int32_t i = 0; i < summed.count; i += run) {
      const real *line = start + walk_offset(&summed, i);
      for (int32_t j = 0; j < run; j++) sum += (double)line[j * step];
    }
    into[k] += (real)sum;
  }
}

void cr_spread_over(const cr_view *all, int32_t mask, const real *from, real divisor, real *into) {
  const walk kept = walk_over(all, ~mask), summed = walk_over(all, mask);
  const int32_t run = summed.ndim ? summed.size[0] : 1, step = summed.ndim ? summed.step[0] : 0;
  for (int32_t k = 0; k < kept.count; k++) {
    real *start = into + walk_offset(&kept, k);
    const real share = from[k] / divisor;
    for (int32_t i = 0; i < summed.count; i += run) {
      real *line = start + walk_offset(&summed, i);
      for (int32_t j = 0; j < run; j++) line[j * step] += share;
    }
  }
}
