// matmul.c: The product of two matrices.
#include "gemm.h"

static int32_t matmul_shape(cr_engine *e, const cr_call *call, cr_dims *out) {
  const cr_view *a = &call->in[0], *b = &call->in[1];
  if (a->ndim == 0 || b->ndim == 0) {
    return cr_fail(e, CR_BAD_SHAPE, "both arguments to matmul need to be at least 1D, but they are %dD and %dD",
                   a->ndim, b->ndim);
  }
  if (a->ndim != 2 || b->ndim != 2) {
    return cr_fail(e, CR_BAD_SHAPE, "matmul takes two matrices (2-D) so far, but they are %dD and %dD", a->ndim,
                   b->ndim);
  }
  if (a->shape[1] != b->shape[0]) {
    return cr_fail(e, CR_BAD_SHAPE, "mm: mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)", a->shape[0],
                   a->shape[1], b->shape[0], b->shape[1]);
  }
  *out = (cr_dims){.ndim = 2, .size = {a->shape[0], b->shape[1]}};
  return 0;
}

static void matmul_forward(const cr_call *c) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  const int32_t m = a->shape[0], k = a->shape[1], n = b->shape[1];
  gemm(m, k, n, (matrix){a->data, k, 1}, (matrix){b->data, n, 1}, c->out, 0);
}

static void matmul_backward(const cr_call *c, int32_t slot) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  const int32_t m = a->shape[0], k = a->shape[1], n = b->shape[1];
  const matrix g = {c->g, n, 1}, a_transposed = {a->data, 1, k}, b_transposed = {b->data, 1, n};
  if (slot == 0) gemm(m, n, k, g, b_transposed, c->into, 1);
  if (slot == 1) gemm(k, m, n, a_transposed, g, c->into, 1);
}

OP(matmul, 2, "product", .value = "a @ b", .vjp = {"g @ transpose(b)", "transpose(a) @ g"},
   .doc = "The product of two matrices.", .torch = "torch.matmul")
