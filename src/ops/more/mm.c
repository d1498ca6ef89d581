// mm.c: The product of two matrices.
#include "product.h"

static int32_t mm_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  for (int32_t i = 0; i < 2; i++) {
    if (c->in[i].ndim == 2) continue;
    return cr_fail(e, CR_BAD_SHAPE, "mm: %t must be a matrix, got %d-D tensor", i ? "mat2" : "self", c->in[i].ndim);
  }
  return product_shape(e, c, out);
}

#define mm_forward product_forward
#define mm_backward product_backward
OP(mm, 2, "product", .value = "a @ b", .vjp = {"g @ transpose(b)", "transpose(a) @ g"},
   .doc = "The product of two matrices.", .torch = "torch.mm")
