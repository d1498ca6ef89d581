// join.c: puts tensors together into one, and takes its gradient apart.
#include "join.h"

#include <string.h>

// How many elements of one row an operand has: those of the dim, whether it is its own or new, and behind it.
static int32_t part_of(const cr_call *c, const cr_view *x) {
  int32_t part = x->size ? 1 : 0;
  for (int32_t d = part ? dim_at(NULL, c, 0, c->out_ndim) : 0; d < x->ndim; d++) part *= x->shape[d];
  return part;
}

// How long the parts of so many operands are.
static int32_t length_of(const cr_call *c, int32_t inputs) {
  int32_t length = 0;
  for (int32_t i = 0; i < inputs; i++) length += part_of(c, &c->in[i]);
  return length;
}

void join_forward(const cr_call *c) {
  const size_t bytes = bytes_of(c->out_dtype), length = (size_t)length_of(c, c->inputs) * bytes;
  char *at = (char *)c->out;
  for (int32_t i = 0; i < c->inputs; i++) {
    const cr_view *x = &c->in[i];
    const size_t own = (size_t)part_of(c, x) * bytes;
    const char *from = (const char *)x->data, *end = from + (size_t)x->size * bytes;
    for (char *to = at; from < end; from += own, to += length) memcpy(to, from, own);
    at += own;
  }
}

void join_backward(const cr_call *c, int32_t slot) {
  const int32_t length = length_of(c, c->inputs), own = part_of(c, &c->in[slot]);
  const real *g = c->g + length_of(c, slot);
  for (int32_t k = 0, column = 0; k < c->in[slot].size; k++) {
    c->into[k] += g[column];
    if (++column == own) column = 0, g += length;
  }
}
