// gemm.c: the matrix product in tiles of 4 rows and 8 columns, which stay in registers while k is walked.
// Each element adds its products in the order of k, in runs of RUN; the sums of the runs are added up to panels of
// DEPTH, and these to the element. So the rounding error grows with the root of RUN instead of that of k, and no bit
// depends on the processor: lanes hold different elements, and no product is fused with its sum.
#include "gemm.h"

#include <string.h>

enum { LANES = 4, ROWS = 4, WIDTH = 2 * LANES, RUN = 64, DEPTH = 8 * RUN };

// Four elements side by side, which may stand anywhere in memory.
typedef real lanes __attribute__((vector_size(LANES * sizeof(real)), aligned(sizeof(real)), may_alias));
#define AT(place) (*(lanes *)(place))
#define INLINE static inline __attribute__((always_inline))

// What a tile multiplies: its rows of a, and rows of b that lie `step` apart.
typedef struct {
  const real *row[ROWS], *b;
  int32_t column, step;
} factors;

// Where a tile goes: rows and columns may be fewer than it has.
typedef struct {
  real *c;
  int32_t width, rows, columns, add;
} target;

// The tile's sums: of each row the left four columns and the right.
typedef struct {
  lanes left[ROWS], right[ROWS];
} sums;

// Written out for each row, so that at any optimisation they are registers.
#define EACH_ROW(DO) DO(0) DO(1) DO(2) DO(3)

INLINE void run(const factors *f, int32_t from, int32_t end, sums *s, int wide) {
#define CLEAR(i) s->left[i] = s->right[i] = (lanes){0};
  EACH_ROW(CLEAR)
  for (int32_t l = from; l < end; l++) {
    const real *b = f->b + l * f->step;
    const lanes left = AT(b), right = wide ? AT(b + LANES) : left;
#define MULTIPLY(i)                          \
  {                                          \
    const real x = f->row[i][l * f->column]; \
    const lanes factor = {x, x, x, x};       \
    s->left[i] += factor * left;             \
    if (wide) s->right[i] += factor * right; \
  }
    EACH_ROW(MULTIPLY)
  }
}

// The sums where they go: line by line, of the left columns and the right.
static void put(const target *t, const lanes *line) {
  for (int32_t i = 0; i < t->rows; i++, line += 2) {
    real *to = t->c + i * t->width;
    const real *sum = (const real *)line;
    if (t->columns < WIDTH) {
      for (int32_t j = 0; j < t->columns; j++) to[j] = t->add ? to[j] + sum[j] : sum[j];
    } else if (t->add) {
      AT(to) += line[0];
      AT(to + LANES) += line[1];
    } else {
      AT(to) = line[0];
      AT(to + LANES) = line[1];
    }
  }
}

INLINE void tile(int32_t k, const factors *f, const target *t, int wide) {
  sums total = {0}, sum;
  int32_t l = 0;
  do {
    run(f, l, k - l < RUN ? k : l + RUN, &sum, wide);
    if (l == 0) total = sum;  // short products have one run, and no sum to spare
#define TOTAL(i) total.left[i] += sum.left[i], total.right[i] += sum.right[i];
    else {
      EACH_ROW(TOTAL)
    }
    l += RUN;
  } while (l < k);
  lanes line[2 * ROWS];
#define LINE(i) line[2 * i] = total.left[i], line[2 * i + 1] = total.right[i];
  EACH_ROW(LINE)
  put(t, line);
}

// Four columns of b, of which each is dense, to four lanes of the panel. The last column is repeated past itself.
INLINE void transpose(int32_t k, matrix b, int32_t columns, int32_t width, real *panel) {
  const real *from[LANES];
  for (int32_t j = 0; j < LANES; j++) from[j] = b.data + (j < columns ? j : columns - 1) * b.column;
  int32_t l = 0;
  for (; l + LANES <= k; l += LANES, panel += LANES * width) {
    const lanes p = AT(from[0] + l), q = AT(from[1] + l), r = AT(from[2] + l), s = AT(from[3] + l);
    AT(panel) = (lanes){p[0], q[0], r[0], s[0]};
    AT(panel + width) = (lanes){p[1], q[1], r[1], s[1]};
    AT(panel + 2 * width) = (lanes){p[2], q[2], r[2], s[2]};
    AT(panel + 3 * width) = (lanes){p[3], q[3], r[3], s[3]};
  }
  for (; l < k; l++, panel += width) {
    for (int32_t j = 0; j < LANES; j++) panel[j] = from[j][l];
  }
}

// The columns of b that a tile takes, side by side; what stands in lanes past the last column is not used.
static void pack(int32_t k, matrix b, int32_t columns, int32_t width, real *panel) {
  if (b.row == 1) {
    transpose(k, b, columns, width, panel);
    if (width > LANES) {
      transpose(k, (matrix){b.data + LANES * b.column, 1, b.column}, columns - LANES, width, panel + LANES);
    }
    return;
  }
  // A vector may reach past the last column into the next row, but not past the last row.
  const int32_t whole = b.column != 1 || b.row + columns < width ? 0 : columns < width ? k - 1 : k;
  for (int32_t l = 0; l < whole; l++, panel += width) {
    AT(panel) = AT(b.data + l * b.row);
    if (width > LANES) AT(panel + LANES) = AT(b.data + l * b.row + LANES);
  }
  for (int32_t l = whole; l < k; l++, panel += width) {
    for (int32_t j = 0; j < columns; j++) panel[j] = b.data[l * b.row + j * b.column];
  }
}

// All rows of at most WIDTH columns.
static void multiply(int32_t m, int32_t k, matrix a, matrix b, target t) {
  real panel[DEPTH * WIDTH];
  const int32_t width = t.columns > LANES ? WIDTH : LANES;
  factors f = {.b = b.data, .column = a.column, .step = b.row};
  if (b.column != 1 || t.columns != width || (m > 4 * ROWS && b.row > WIDTH)) {
    pack(k, b, t.columns, width, panel);
    f.b = panel;
    f.step = width;
  }
  for (int32_t i = 0; i < m; i += ROWS) {
    t.rows = m - i < ROWS ? m - i : ROWS;
    for (int32_t r = 0; r < ROWS; r++) f.row[r] = a.data + (r < t.rows ? i + r : m - 1) * a.row;
    if (width == WIDTH) tile(k, &f, &t, 1);
    else tile(k, &f, &t, 0);
    t.c += ROWS * t.width;
  }
}

// The sum of a[l] b[l]: sixteen sums side by side, in runs that are added up in double.
static real dot(int32_t k, const real *a, const real *b) {
  enum { STEP = 4 * LANES };
  double total = 0;
  int32_t l = 0;
  while (l + STEP <= k) {
    const int32_t steps = (k - l) / STEP < RUN ? (k - l) / STEP : RUN;
    lanes s = {0}, t = {0}, u = {0}, v = {0};
    for (const int32_t end = l + steps * STEP; l < end; l += STEP) {
      s += AT(a + l) * AT(b + l);
      t += AT(a + l + LANES) * AT(b + l + LANES);
      u += AT(a + l + 2 * LANES) * AT(b + l + 2 * LANES);
      v += AT(a + l + 3 * LANES) * AT(b + l + 3 * LANES);
    }
    s = (s + t) + (u + v);
    total += (double)((s[0] + s[1]) + (s[2] + s[3]));
  }
  for (; l < k; l++) total += (double)(a[l] * b[l]);
  return (real)total;
}

// A row times columns that are dense.
static void dots(int32_t k, int32_t n, const real *a, matrix b, real *c, int32_t add) {
  for (int32_t j = 0; j < n; j++) {
    const real sum = dot(k, a, b.data + j * b.column);
    c[j] = add ? c[j] + sum : sum;
  }
}

void gemm(int32_t m, int32_t k, int32_t n, matrix a, matrix b, real *c, int32_t add) {
  if (n == 1 && m > 1) {
    // c is dense as a row, too, and rows are faster.
    gemm(1, k, m, (matrix){b.data, b.column, b.row}, (matrix){a.data, a.column, a.row}, c, add);
    return;
  }
  if (m == 1 && a.column == 1 && b.row == 1) {
    dots(k, n, a.data, b, c, add);
    return;
  }
  if (k == 0 && !add) memset(c, 0, (size_t)m * (size_t)n * sizeof *c);
  gemm_into(m, k, n, a, b, c, n, add);
}

void gemm_into(int32_t m, int32_t k, int32_t n, matrix a, matrix b, real *c, int32_t width, int32_t add) {
  for (int32_t l = 0; l < k; l += DEPTH) {
    const int32_t depth = k - l < DEPTH ? k - l : DEPTH;
    const matrix part = {a.data + l * a.column, a.row, a.column};
    for (int32_t j = 0; j < n; j += WIDTH) {
      const matrix columns = {b.data + l * b.row + j * b.column, b.row, b.column};
      multiply(m, depth, part, columns, (target){c + j, width, 0, n - j < WIDTH ? n - j : WIDTH, add || l});
    }
  }
}
