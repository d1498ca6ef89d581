// matmul.c: The product of vectors, matrices, or batches of matrices.
#include "product.h"

#define matmul_shape product_shape
#define matmul_forward product_forward
#define matmul_backward product_backward
// By the numbers of dims: vectors, a matrix and a vector, matrices, batches.
static uint32_t matmul_variant(const cr_call *c) {
  const int32_t a = c->in[0].ndim, b = c->in[1].ndim;
  return a == 1 && b == 1 ? 0 : a == 2 && b == 1 ? 1 : a == 1 && b == 2 ? 2 : a == 2 && b == 2 ? 3 : 4;
}

OP(matmul, 2, "product", .stores = 1, .value = "a @ b", .vjp = {"g @ transpose(b)", "transpose(a) @ g"},
   .grad_fn = "DotBackward0|MvBackward0|SqueezeBackward4|MmBackward0|UnsafeViewBackward0", .variant = matmul_variant, .doc = "The product of vectors, matrices, or batches of matrices.", .torch = "torch.matmul")
