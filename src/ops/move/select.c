// select.c: What stands at one index of a dim, without that dim.
#include "move.h"

static int32_t select_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t dim = dim_of(e, c, 0, CR_BAD_INDEX), index = int_at(c, 1);
  if (dim < 0) return -1;
  const int32_t at = index < 0 ? index + v->size[dim] : index;
  if (at < 0 || at >= v->size[dim]) {
    return cr_fail(e, CR_BAD_INDEX, "select(): index %d out of range for tensor of size %s at dimension %d", index,
                   v->ndim, v->size, dim);
  }
  v->offset = at * v->step[dim];
  remove_dim(v, dim);
  return 0;
}

OP_VIEW(select, "view", .value = "select(x, dim, index)", .vjp = {"select_backward(g, dim, index)"},
        .attrs = CR_ATTRS({"dim", "int", CR_REQUIRED}, {"index", "int", CR_REQUIRED}),
        .doc = "What stands at one index of a dim, without that dim.", .torch = "torch.select")
