// outer.c: The product of each element of one vector and each of another.
#include "gemm.h"

static int32_t outer_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  for (int32_t i = 0; i < 2; i++) {
    if (c->in[i].ndim == 1) continue;
    return cr_fail(e, CR_BAD_SHAPE, "outer: Expected 1-D argument %t, but got %d-D", i ? "vec2" : "self",
                   c->in[i].ndim);
  }
  *out = (cr_dims){.ndim = 2, .size = {c->in[0].size, c->in[1].size}};
  return 0;
}

static void outer_forward(const cr_call *c) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] = a->data[k / b->size] * b->data[k % b->size];
}

static void outer_backward(const cr_call *c, int32_t slot) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  const int32_t m = a->size, n = b->size;
  if (slot == 0) gemm(m, n, 1, (matrix){c->g, n, 1}, (matrix){b->data, 1, 1}, c->into, 1);
  if (slot == 1) gemm(1, m, n, (matrix){a->data, 1, 1}, (matrix){c->g, n, 1}, c->into, 1);
}

OP(outer, 2, "product", .value = "outer(a, b)", .vjp = {"g @ b", "a @ g"},
   .doc = "The product of each element of one vector and each of another.", .torch = "torch.outer")
