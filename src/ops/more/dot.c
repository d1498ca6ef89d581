// dot.c: The sum of the products of two vectors' elements.
#include "product.h"

static int32_t dot_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const int32_t a = c->in[0].ndim, b = c->in[1].ndim;
  if (a == 1 && b == 1) return product_shape(e, c, out);
  return cr_fail(e, CR_BAD_SHAPE, "1D tensors expected, but got %dD and %dD tensors", a, b);
}

#define dot_forward product_forward
#define dot_backward product_backward
OP(dot, 2, "product", .value = "sum(a * b)", .vjp = {"g * b", "g * a"},
   .doc = "The sum of the products of two vectors' elements.", .torch = "torch.dot")
