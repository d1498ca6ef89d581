// permute.c: Puts the dims into another order.
#include "move.h"

static int32_t permute_view(cr_engine *e, const cr_call *c, strides *v) {
  const strides x = *v;
  int32_t seen = 0;
  if (c->attrs != x.ndim) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the "
                   "desired ordering of dimensions i.e. input.dim() = %d is not equal to len(dims) = %d",
                   x.ndim, c->attrs);
  }
  for (int32_t d = 0; d < x.ndim; d++) {
    const int32_t from = dim_at(e, c, d, x.ndim);
    if (from < 0) return -1;
    if (seen >> from & 1) return cr_fail(e, CR_BAD_SHAPE, "permute(): duplicate dims are not allowed.");
    seen |= 1 << from;
    v->size[d] = x.size[from];
    v->step[d] = x.step[from];
  }
  return 0;
}

OP_VIEW(permute, "view", .value = "permute(x, dims)", .vjp = {"permute_back(g, dims)"},
        .attrs = CR_ATTRS({"dims", "ints", CR_REQUIRED}), .doc = "Puts the dims into another order.",
        .torch = "torch.permute")
