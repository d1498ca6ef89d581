// flatten.c: Makes one dim of several neighbouring ones.
#include "move.h"

static int32_t flatten_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t start = dim_at(e, c, 0, v->ndim), end = start < 0 ? -1 : dim_at(e, c, 1, v->ndim);
  if (end < 0) return -1;
  if (start > end) return cr_fail(e, CR_BAD_SHAPE, "flatten() has invalid args: start_dim cannot come after end_dim");
  if (v->ndim == 0) v->size[v->ndim++] = 1;
  for (int32_t d = start; d < end; d++) {
    v->size[start + 1] *= v->size[start];
    remove_dim(v, start);
  }
  set_steps(v);
  return 0;
}

OP_VIEW(flatten, "view", .grad_fn = "ViewBackward0", .value = "flatten(x, start_dim, end_dim)", .vjp = {"unflatten(g, start_dim)"},
        .attrs = CR_ATTRS({"start_dim", "int", 0}, {"end_dim", "int", -1}),
        .doc = "Makes one dim of several neighbouring ones, of all unless others are named.", .torch = "torch.flatten")
