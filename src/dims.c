// dims.c: dims by their numbers, and the shapes of ops that work along some of them.
#include "along.h"

// A dim as it counts from the front.
static int32_t from_front(double dim, int32_t ndim) {
  return (int32_t)dim + (dim < 0 ? ndim : 0);
}

int32_t cr_check_dims(cr_engine *e, int32_t ndim, const double *dims, int32_t count) {
  const int32_t range = ndim ? ndim : 1;
  for (int32_t k = 0; k < count; k++) {
    if (dims[k] < -range || dims[k] >= range) {
      return cr_fail(e, CR_BAD_DIM, "Dimension out of range (expected to be in range of [%d, %d], but got %d)", -range,
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

int32_t reduce_shape(cr_engine *e, const cr_call *c, int32_t singles, cr_dims *out) {
  const cr_view *x = &c->in[0];
  if (cr_check_dims(e, x->ndim, c->attr + singles, c->attrs - singles)) return -1;
  const int32_t mask = reduce_mask(c, singles);
  for (int32_t d = 0; d < x->ndim; d++) {
    const int reduced = mask >> d & 1;
    if (!reduced || c->attr[singles - 1] != 0) out->size[out->ndim++] = reduced ? 1 : x->shape[d];
  }
  return 0;
}

int32_t reduce_one_dim(cr_engine *e, const cr_call *c, int32_t singles, const char *name) {
  return c->attrs <= singles + 1 ? 0 : cr_fail(e, CR_BAD_OP, "%t(): argument 'dim' must be int, not tuple", name);
}

int32_t along_shape(cr_engine *e, const cr_call *c, cr_dims *out, const char *name) {
  const cr_view *x = &c->in[0];
  if (c->attr[0] != c->attr[0]) {
    return cr_fail(e, CR_BAD_OP, "%t() missing 1 required positional arguments: \"dim\"", name);
  }
  out->ndim = x->ndim;
  for (int32_t d = 0; d < x->ndim; d++) out->size[d] = x->shape[d];
  return cr_check_dims(e, x->ndim, c->attr, 1);
}
