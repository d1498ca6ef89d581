// pick.h: what the ops share that pick rows of a tensor by their index.
#ifndef CR_PICK_H
#define CR_PICK_H

#include "move.h"

// `outer` blocks of `rows` rows of `inner` elements each, of which `count` are picked from every block.
typedef struct {
  int32_t outer, rows, inner, count;
} picks;

// Which row is the k-th that is picked; one below 0 gets no gradient.
typedef int32_t row_at(const cr_call *c, int32_t k);

// The blocks for `dims` dims of x, from `dim` on, that become `count` indices.
picks picks_along(const cr_view *x, int32_t dim, int32_t dims, int32_t count);
void pick_rows(const cr_call *c, const cr_view *x, const picks *p, row_at *row);
void add_picked(const cr_call *c, const cr_view *x, const picks *p, row_at *row);

#endif
