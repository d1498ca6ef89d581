// transpose.c: Swaps two dims.
#include "move.h"

static int32_t transpose_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t a = dim_at(e, c, 0, v->ndim), b = a < 0 ? -1 : dim_at(e, c, 1, v->ndim);
  if (b < 0) return -1;
  const int32_t size = v->size[a], step = v->step[a];
  v->size[a] = v->size[b];
  v->step[a] = v->step[b];
  v->size[b] = size;
  v->step[b] = step;
  return 0;
}

OP_VIEW(transpose, "view", .value = "transpose(x, dim0, dim1)", .vjp = {"transpose(g, dim0, dim1)"},
        .attrs = CR_ATTRS({"dim0", "int", CR_REQUIRED}, {"dim1", "int", CR_REQUIRED}),
        .doc = "Swaps two dims.", .torch = "torch.transpose")
