// extreme.h: what largest and smallest elements, and their places, share. Sign 1 is the largest, -1 the smallest.
#ifndef CR_EXTREME_H
#define CR_EXTREME_H

#include "reduce.h"

// Refuses to look for an element where there is none; `name` is the op's.
int32_t extreme_shape(cr_engine *e, const cr_call *c, cr_dims *out, const char *name);
// The results are the elements, or their places in their lines: the first of equals; NaN counts as both extremes.
void extreme_values(const cr_call *c, int sign);
void extreme_places(const cr_call *c, int sign);
// The gradient, to equal parts, for all that equal the result; `full` counts NaNs as equal.
void extreme_share(const cr_call *c, int full);
// The gradient for the element in that place.
void extreme_pick(const cr_call *c, int sign);

#endif
