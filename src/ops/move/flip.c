// flip.c: Turns the order of the indices of some dims round.
#include "move.h"

static int32_t flip_view(cr_engine *e, const cr_call *c, strides *v) {
  if (cr_check_dims(e, v->ndim, c->attr, c->attrs)) return -1;
  const int32_t mask = c->attrs ? cr_dim_mask(v->ndim, c->attr, c->attrs) : 0;
  for (int32_t d = 0; d < v->ndim; d++) {
    if (!(mask >> d & 1)) continue;
    v->offset += (v->size[d] - 1) * v->step[d];
    v->step[d] = -v->step[d];
  }
  return 0;
}

OP_VIEW(flip, "move", .value = "flip(x, dims)", .vjp = {"flip(g, dims)"}, .attrs = CR_ATTRS({"dims", "ints", CR_REQUIRED}),
        .doc = "Turns the order of the indices of some dims round.", .torch = "torch.flip")
