// reduce.h: what the reductions share: their attributes (dim, keepdim), their shape, the sum over the dims.
#ifndef CR_REDUCE_H
#define CR_REDUCE_H

#include "op.h"

#define REDUCE_ATTRS CR_ATTRS({"dim", "ints", 0}, {"keepdim", "bool", 0})

// Attributes as cr_apply passes them: `singles` of them, of which keepdim is the last, then the items of the list dim.
static inline int32_t reduce_mask(const cr_call *c, int32_t singles) {
  return cr_dim_mask(c->in[0].ndim, c->attr + singles, c->attrs - singles);
}
int32_t reduce_shape(cr_engine *e, const cr_call *c, int32_t singles, cr_dims *out);
// Refuses, before that, more than one dim. 0, or -1.
int32_t reduce_one_dim(cr_engine *e, const cr_call *c, int32_t singles, const char *name);

// A walk over some dims of a tensor: their sizes and steps.
typedef struct {
  int32_t ndim, size[CR_MAX_DIMS], step[CR_MAX_DIMS], count;
} walk;

// A tensor as lines of elements, each of which goes into one result: where each line starts, and how it goes on.
typedef struct {
  walk kept, line;
} lines;

lines lines_over(const cr_view *all, int32_t mask);

// The offset of a walk's k-th element.
int32_t walk_far(const walk *w, int32_t k);
static inline int32_t walk_to(const walk *w, int32_t k) {
  return w->ndim == 1 ? k * w->step[0] : walk_far(w, k);
}

// The largest element of a line; NaN when there is one, -inf when there is none.
real line_most(const real *x, const walk *line);

// The lines of a reduction's operand.
static inline lines lines_of(const cr_call *c, int32_t singles) {
  return lines_over(&c->in[0], reduce_mask(c, singles));
}

#endif
