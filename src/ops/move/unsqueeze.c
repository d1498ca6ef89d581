// unsqueeze.c: Puts in a dim of size 1.
#include "move.h"

static int32_t unsqueeze_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t dim = dim_at(e, c, 0, v->ndim + 1);
  if (dim < 0) return -1;
  for (int32_t d = v->ndim++; d > dim; d--) v->size[d] = v->size[d - 1];
  v->size[dim] = 1;
  set_steps(v);
  return 0;
}

OP_VIEW(unsqueeze, "view", .value = "unsqueeze(x, dim)", .vjp = {"squeeze(g, dim)"},
        .attrs = CR_ATTRS({"dim", "int", CR_REQUIRED}), .doc = "Puts in a dim of size 1.", .torch = "torch.unsqueeze")
