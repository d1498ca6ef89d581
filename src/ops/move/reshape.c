// reshape.c: The same elements in another shape; one size may be -1: what is left.
#include "move.h"

static int32_t reshape_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t size = c->in[0].size;
  int32_t left = -1;
  double known = 1;
  v->ndim = c->attrs;
  if (take_sizes(e, c, 0, v->size)) return -1;
  for (int32_t d = 0; d < v->ndim; d++) {
    if (v->size[d] < -1) {
      return cr_fail(e, CR_BAD_SHAPE, "invalid shape dimension %d at index %d of shape %s", v->size[d], d, v->ndim, v->size);
    }
    if (v->size[d] >= 0) known *= v->size[d];
    else if (left >= 0) return cr_fail(e, CR_BAD_SHAPE, "only one dimension can be inferred");
    else left = d;
  }
  const int32_t part = known <= INT32_MAX ? (int32_t)known : -1;
  if (part != size && (left < 0 || part <= 0 || size % part)) {
    return cr_fail(e, CR_BAD_SHAPE, "shape '%s' is invalid for input of size %d", v->ndim, v->size, size);
  }
  if (left >= 0 && !part) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "cannot reshape tensor of 0 elements into shape %s because the unspecified dimension size -1 can be "
                   "any value and is ambiguous",
                   v->ndim, v->size);
  }
  if (left >= 0) v->size[left] = size / part;
  set_steps(v);
  return 0;
}

OP_VIEW(reshape, "view", .grad_fn = "ViewBackward0", .value = "reshape(x, shape)", .vjp = {"reshape_back(g)"},
        .attrs = CR_ATTRS({"shape", "ints", CR_REQUIRED}),
        .doc = "The same elements in another shape; one size may be -1: what is left.", .torch = "torch.reshape")
