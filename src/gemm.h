// gemm.h: the matrix product that matmul, linear and conv2d are made of.
#ifndef CR_GEMM_H
#define CR_GEMM_H

#include "op.h"

// A matrix by its steps along rows and columns, so that a transpose costs nothing.
typedef struct {
  const real *data;
  int32_t row, column;
} matrix;

// c[m, n] = a[m, k] b[k, n], or c += a b. The rows of c are dense.
void gemm(int32_t m, int32_t k, int32_t n, matrix a, matrix b, real *c, int32_t add);
// The same where the rows of c lie `width` apart: c is a part of a wider matrix.
void gemm_into(int32_t m, int32_t k, int32_t n, matrix a, matrix b, real *c, int32_t width, int32_t add);

#endif
