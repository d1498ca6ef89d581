// matmul.c: The product of two matrices.
#include "op.h"

// c[m, n] += a[m, k] b[k, n]; a and b by their steps along rows and columns, so that a transpose costs nothing.
typedef struct {
  const real *data;
  int32_t row, column;
} matrix;

static void multiply_add(int32_t m, int32_t k, int32_t n, matrix a, matrix b, real *c) {
  for (int32_t i = 0; i < m; i++) {
    for (int32_t l = 0; l < k; l++) {
      const real factor = a.data[i * a.row + l * a.column];
      const real *line = b.data + l * b.row;
      for (int32_t j = 0; j < n; j++) c[i * n + j] += factor * line[j * b.column];
    }
  }
}

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
  for (int32_t i = 0; i < c->out_size; i++) c->out[i] = 0;
  multiply_add(m, k, n, (matrix){a->data, k, 1}, (matrix){b->data, n, 1}, c->out);
}

static void matmul_backward(const cr_call *c, int32_t slot) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  const int32_t m = a->shape[0], k = a->shape[1], n = b->shape[1];
  const matrix g = {c->g, n, 1}, a_transposed = {a->data, 1, k}, b_transposed = {b->data, 1, n};
  if (slot == 0) multiply_add(m, n, k, g, b_transposed, c->into);
  if (slot == 1) multiply_add(k, m, n, a_transposed, g, c->into);
}

OP(matmul, 2, "product", .value = "a @ b", .vjp = {"g @ transpose(b)", "transpose(a) @ g"},
   .doc = "The product of two matrices.", .torch = "torch.matmul")
