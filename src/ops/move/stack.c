// stack.c: Puts tensors of one shape beside each other along a new dim.
#include "join.h"

static int32_t stack_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  const int32_t dim = dim_at(e, c, 0, x->ndim + 1);
  if (dim < 0) return -1;
  for (int32_t i = 1; i < c->inputs; i++) {
    const cr_view *other = &c->in[i];
    int32_t same = other->ndim == x->ndim;
    for (int32_t d = 0; same && d < x->ndim; d++) same = other->shape[d] == x->shape[d];
    if (same) continue;
    return cr_fail(e, CR_BAD_SHAPE, "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %d",
                   x->ndim, x->shape, other->ndim, other->shape, i);
  }
  out->ndim = x->ndim + 1;
  for (int32_t d = 0; d < out->ndim && d < CR_MAX_DIMS; d++) {
    out->size[d] = d == dim ? c->inputs : x->shape[d < dim ? d : d - 1];
  }
  return 0;
}

#define stack_forward join_forward
#define stack_backward join_backward
OP(stack, CR_ANY, "join", .promotes = 1, .value = "stack(x, dim)", .vjp = {"part(g, dim)"},
   .attrs = CR_ATTRS({"dim", "int", 0}), .doc = "Puts tensors of one shape beside each other along a new dim.",
   .torch = "torch.stack")
