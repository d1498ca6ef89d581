// mv.c: The product of a matrix and a vector.
#include "product.h"

static int32_t mv_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const int32_t a = c->in[0].ndim, b = c->in[1].ndim;
  if (a == 2 && b == 1) return product_shape(e, c, out);
  return cr_fail(e, CR_BAD_SHAPE, "vector + matrix @ vector expected, got %d, %d, %d", 1, a, b);
}

#define mv_forward product_forward
#define mv_backward product_backward
OP(mv, 2, "product", .value = "a @ b", .vjp = {"outer(g, b)", "transpose(a) @ g"},
   .doc = "The product of a matrix and a vector.", .torch = "torch.mv")
