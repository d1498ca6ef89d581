// gemm.h: the matrix product that the limits are made of: register tiles of 4 rows and 8 columns, in SIMD.
#pragma once
#include <wasm_simd128.h>

// A matrix by its steps along rows and columns, so that a transpose costs nothing.
typedef struct {
  const float *data;
  int row, column;
} matrix;

// One tile of c (+)= scale * a b: 4 rows of a, `vectors` times 4 columns of b, whose rows lie `step` apart.
static inline __attribute__((always_inline)) void tile(int k, matrix a, const float *b, int step, float *c, int width,
                                                       int vectors, int add, float scale) {
  v128_t sum[4][2];
  for (int i = 0; i < 4; i++) {
    for (int v = 0; v < vectors; v++) sum[i][v] = wasm_f32x4_splat(0);
  }
  for (int l = 0; l < k; l++) {
    for (int i = 0; i < 4; i++) {
      const v128_t factor = wasm_v128_load32_splat(a.data + i * a.row + l * a.column);
      for (int v = 0; v < vectors; v++) {
        sum[i][v] = wasm_f32x4_add(sum[i][v], wasm_f32x4_mul(factor, wasm_v128_load(b + l * step + 4 * v)));
      }
    }
  }
  for (int i = 0; i < 4; i++) {
    for (int v = 0; v < vectors; v++) {
      float *to = c + i * width + 4 * v;
      if (add) sum[i][v] = wasm_f32x4_add(wasm_v128_load(to), wasm_f32x4_mul(sum[i][v], wasm_f32x4_splat(scale)));
      wasm_v128_store(to, sum[i][v]);
    }
  }
}

// c[m, n] = a[m, k] b[k, n], or c += scale * a b; m and n are multiples of 4, the rows of b and c are dense.
static inline __attribute__((always_inline)) void multiply(int m, int k, int n, matrix a, const float *b, float *c,
                                                           int add, float scale) {
  static float panel[1024 * 8];
  int j = 0;
  for (; j + 8 <= n; j += 8) {
    for (int l = 0; l < k; l++) {
      wasm_v128_store(panel + 8 * l, wasm_v128_load(b + l * n + j));
      wasm_v128_store(panel + 8 * l + 4, wasm_v128_load(b + l * n + j + 4));
    }
    for (int i = 0; i < m; i += 4) {
      tile(k, (matrix){a.data + i * a.row, a.row, a.column}, panel, 8, c + i * n + j, n, 2, add, scale);
    }
  }
  for (; j < n; j += 4) {
    for (int i = 0; i < m; i += 4) {
      tile(k, (matrix){a.data + i * a.row, a.row, a.column}, b + j, n, c + i * n + j, n, 1, add, scale);
    }
  }
}
