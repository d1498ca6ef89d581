// reduce.c: sums over dims and their reverse, and the walk along the elements that go into each result.
#include "reduce.h"

// A walk over the dims in `mask`, the innermost first, adjacent ones merged.
static walk walk_over(const cr_view *all, int32_t mask) {
  walk w = {.count = 1};
  int32_t step = 1, last = -2;
  for (int32_t d = all->ndim - 1; d >= 0; step *= all->shape[d], d--) {
    if (!(mask >> d & 1)) continue;
    w.count *= all->shape[d];
    if (last == d + 1) {
      w.size[w.ndim - 1] *= all->shape[d];
    } else {
      w.size[w.ndim] = all->shape[d];
      w.step[w.ndim++] = step;
    }
    last = d;
  }
  return w;
}

int32_t walk_far(const walk *w, int32_t k) {
  int32_t offset = 0;
  for (int32_t d = 0; d < w->ndim; d++) {
    offset += k % w->size[d] * w->step[d];
    k /= w->size[d];
  }
  return offset;
}

lines lines_over(const cr_view *all, int32_t mask) {
  return (lines){walk_over(all, ~mask), walk_over(all, mask)};
}

// Two elements side by side, and two doubles.
typedef real pair __attribute__((vector_size(2 * sizeof(real)), aligned(sizeof(real)), may_alias));
typedef double wide __attribute__((vector_size(2 * sizeof(double))));
#define AT(place) __builtin_convertvector(*(const pair *)(place), wide)

// The sum of n elements side by side.
static double sum_run(const real *x, int32_t n) {
  wide s = {0}, t = {0}, u = {0}, v = {0};
  int32_t k = 0;
  for (; k + 8 <= n; k += 8) {
    s += AT(x + k);
    t += AT(x + k + 2);
    u += AT(x + k + 4);
    v += AT(x + k + 6);
  }
  s = (s + t) + (u + v);
  double sum = s[0] + s[1];
  for (; k < n; k++) sum += (double)x[k];
  return sum;
}

// Adds up, column by column, the rows that a walk leads to.
static void sum_columns(const real *x, const walk *rows, int32_t columns, real *into) {
  int32_t j = 0;
  for (; j + 8 <= columns; j += 8) {
    wide a = {0}, b = {0}, c = {0}, d = {0};
    for (int32_t k = 0; k < rows->count; k++) {
      const real *at = x + walk_to(rows, k) + j;
      a += AT(at), b += AT(at + 2), c += AT(at + 4), d += AT(at + 6);
    }
    const wide sums[] = {a, b, c, d};
    for (int32_t i = 0; i < 8; i++) into[j + i] += (real)sums[i / 2][i % 2];
  }
  for (; j < columns; j++) {
    double sum = 0;
    for (int32_t k = 0; k < rows->count; k++) sum += (double)x[walk_to(rows, k) + j];
    into[j] += (real)sum;
  }
}

// How many kept elements stand side by side; 1 when the innermost dim is summed.
static int32_t columns_of(const lines *l) {
  return l->kept.ndim && l->kept.step[0] == 1 ? l->kept.size[0] : 1;
}

void cr_sum_over(const cr_view *all, int32_t mask, const real *from, real *into) {
  const lines l = lines_over(all, mask);
  const int32_t columns = columns_of(&l), run = l.line.ndim ? l.line.size[0] : 1;
  for (int32_t k = 0; k < l.kept.count; k += columns) {
    const real *start = from + walk_to(&l.kept, k);
    if (columns > 1) {
      sum_columns(start, &l.line, columns, into + k);
      continue;
    }
    double sum = 0;
    for (int32_t i = 0; i < l.line.count; i += run) sum += sum_run(start + walk_to(&l.line, i), run);
    into[k] += (real)sum;
  }
}

void cr_spread_over(const cr_view *all, int32_t mask, const real *restrict from, real divisor, real *restrict into) {
  const lines l = lines_over(all, mask);
  const int32_t columns = columns_of(&l), run = columns > 1 || !l.line.ndim ? 1 : l.line.size[0];
  for (int32_t k = 0; k < l.kept.count; k += columns) {
    real *start = into + walk_to(&l.kept, k);
    for (int32_t i = 0; i < l.line.count; i += run) {
      real *to = start + walk_to(&l.line, i);
      for (int32_t j = 0; columns > 1 && j < columns; j++) to[j] += from[k + j] / divisor;
      const real share = from[k] / divisor;
      for (int32_t j = 0; columns == 1 && j < run; j++) to[j] += share;
    }
  }
}
