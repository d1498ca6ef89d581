// pick.c: picks rows of a tensor by their index, and adds their gradients back.
#include "pick.h"

#include <string.h>

picks picks_along(const cr_view *x, int32_t dim, int32_t dims, int32_t count) {
  picks p = {.outer = 1, .rows = 1, .inner = 1, .count = count};
  for (int32_t d = 0; d < x->ndim; d++) *(d < dim ? &p.outer : d < dim + dims ? &p.rows : &p.inner) *= x->shape[d];
  return p;
}

void pick_rows(const cr_call *c, const cr_view *x, const picks *p, row_at *row) {
  const size_t bytes = (size_t)p->inner * bytes_of(x->dtype);
  char *to = (char *)c->out;
  const char *from = (const char *)x->data;
  for (int32_t block = 0; bytes && block < p->outer; block++, from += (size_t)p->rows * bytes) {
    for (int32_t k = 0; k < p->count; k++, to += bytes) memcpy(to, from + (size_t)row(c, k) * bytes, bytes);
  }
}

void add_picked(const cr_call *c, const cr_view *x, const picks *p, row_at *row) {
  const real *g = c->g;
  add_zeros(c, (int32_t)(x - c->in));
  for (int32_t block = 0; block < p->outer; block++) {
    for (int32_t k = 0; k < p->count; k++, g += p->inner) {
      const int32_t at = row(c, k);
      real *into = c->into + (ptrdiff_t)(block * p->rows + at) * p->inner;
      for (int32_t i = 0; at >= 0 && i < p->inner; i++) into[i] += g[i];
    }
  }
}
