// expand.c: Stretches dims of size 1, and puts in new ones at the front; -1 leaves a size as it is.
#include "engine.h"
#include "move.h"

static int32_t expand_view(cr_engine *e, const cr_call *c, strides *v) {
  const cr_view *x = &c->in[0];
  int32_t size[CR_MAX_DIMS];
  if (take_sizes(e, c, 0, size)) return -1;
  if (c->attrs < x->ndim) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "expand(torch.%tTensor{%s}, size=%s): the number of sizes provided (%d) must be greater or equal to "
                   "the number of dimensions in the tensor (%d)",
                   dtype_name(x->dtype), x->ndim, x->shape, c->attrs, size, c->attrs, x->ndim);
  }
  const int32_t new = c->attrs - x->ndim;
  for (int32_t d = c->attrs - 1; d >= 0; d--) {
    const int32_t own = d < new ? 1 : x->shape[d - new];
    if (d < new && size[d] == -1) {
      return cr_fail(e, CR_BAD_SHAPE,
                     "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension %d", d);
    }
    if (size[d] == -1) size[d] = own;
    if (size[d] == own || own == 1) continue;
    return cr_fail(e, CR_BAD_SHAPE,
                   "The expanded size of the tensor (%d) must match the existing size (%d) at non-singleton dimension "
                   "%d.  Target sizes: %s.  Tensor sizes: %s",
                   size[d], own, d, c->attrs, size, x->ndim, x->shape);
  }
  *v = strides_as(x, c->attrs, size);
  return 0;
}

OP_VIEW(expand, "view", .value = "expand(x, size)", .vjp = {"sum_to_size(g)"},
        .attrs = CR_ATTRS({"size", "ints", CR_REQUIRED}),
        .doc = "Stretches dims of size 1, and puts in new ones at the front; -1 leaves a size as it is.",
        .torch = "torch.Tensor.expand")
