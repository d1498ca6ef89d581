// matmul.c: The product of vectors, matrices, or batches of matrices.
#include "product.h"

#define matmul_shape product_shape
#define matmul_forward product_forward
#define matmul_backward product_backward
OP(matmul, 2, "product", .value = "a @ b", .vjp = {"g @ transpose(b)", "transpose(a) @ g"},
   .doc = "The product of vectors, matrices, or batches of matrices.", .torch = "torch.matmul")
