// bmm.c: The products of two batches of matrices, pair by pair.
#include "product.h"

static int32_t bmm_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  if (a->ndim != 3 || b->ndim != 3) {
    return cr_fail(e, CR_BAD_SHAPE, "batch%d must be a 3D tensor", a->ndim != 3 ? 1 : 2);
  }
  if (a->shape[0] == b->shape[0] && a->shape[2] == b->shape[1]) return product_shape(e, c, out);
  const int32_t expected[] = {a->shape[0], a->shape[2]};
  return cr_fail(e, CR_BAD_SHAPE, "Expected size for first two dimensions of batch2 tensor to be: %s but got: %s.", 2,
                 expected, 2, b->shape);
}

#define bmm_forward product_forward
#define bmm_backward product_backward
OP(bmm, 2, "product", .value = "a @ b", .vjp = {"g @ transpose(b)", "transpose(a) @ g"},
   .doc = "The products of two batches of matrices, pair by pair.", .torch = "torch.bmm")
