// triangle.c: the lower and the upper triangle of matrices.
#include "triangle.h"

#include "move.h"

int32_t triangle_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  dims_like(&c->in[0], out);
  if (out->ndim >= 2) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "%t: input tensor must have at least 2 dimensions", c->op->name);
}

// Whether element k is in the triangle, of which the diagonal is a part.
static int is_in(const cr_call *c, int32_t k) {
  const int32_t *size = c->out_shape + c->out_ndim - 2;
  const int64_t above = k % size[1] - (int64_t)(k / size[1] % size[0]) - int_at(c, 0);
  return above == 0 || (above > 0) == (c->op->name[3] == 'u');
}

void triangle_forward(const cr_call *c) {
  for (int32_t k = 0; k < c->out_size; k++) {
    const int in = is_in(c, k);
    if (c->out_dtype == CR_REAL) c->out[k] = in ? c->in[0].data[k] : 0;
    else c->out_ints[k] = in ? c->in[0].ints[k] : 0;
  }
}

void triangle_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  for (int32_t k = 0; k < c->out_size; k++) c->into[k] += is_in(c, k) ? c->g[k] : 0;
}
