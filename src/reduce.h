// reduce.h: what the reductions share: their attributes (dim, keepdim), their shape, the sum over the dims.
#ifndef CR_REDUCE_H
#define CR_REDUCE_H

#include "op.h"

#define REDUCE_ATTRS CR_ATTRS({"dim", "ints", 0}, {"keepdim", "bool", 0})

// Attributes as cr_apply passes them: keepdim first, then the items of the list dim.
static inline int32_t reduce_mask(const cr_call *c) {
  return cr_dim_mask(c->in[0].ndim, c->attr + 1, c->attrs - 1);
}

static inline int32_t reduce_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  if (cr_check_dims(e, x->ndim, c->attr + 1, c->attrs - 1)) return -1;
  const int32_t mask = reduce_mask(c);
  for (int32_t d = 0; d < x->ndim; d++) {
    const int reduced = mask >> d & 1;
    if (!reduced || c->attr[0] != 0) out->size[out->ndim++] = reduced ? 1 : x->shape[d];
  }
  return 0;
}

// How many elements go into each result.
static inline int32_t reduce_count(const cr_call *c) {
  const cr_view *x = &c->in[0];
  const int32_t mask = reduce_mask(c);
  int32_t count = 1;
  for (int32_t d = 0; d < x->ndim; d++) count *= mask >> d & 1 ? x->shape[d] : 1;
  return count;
}

static inline void reduce_sum(const cr_call *c, real divisor) {
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] = 0;
  cr_sum_over(&c->in[0], reduce_mask(c), c->in[0].data, c->out);
  for (int32_t k = 0; k < c->out_size; k++) c->out[k] /= divisor;
}

#endif
