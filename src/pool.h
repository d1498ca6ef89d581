// pool.h: what the poolings share. x is [channels, rows, columns], or has a dim for batches in front.
#ifndef CR_POOL_H
#define CR_POOL_H

#include "window.h"

// The attributes start with these; a stride that is not given is the kernel's size.
#define POOL_ATTRS                                       \
  {"kernel_size", "pair", 1}, {"stride", "pair", NAN}, { \
    "padding", "pair", 0                                 \
  }

window pool_window(const cr_call *c, const double *dilation, int ceil_mode);
// Checks the window, and decides the result's shape. 0, or -1 after cr_fail.
int32_t pool_shape(cr_engine *e, const cr_call *c, const window *w, cr_dims *out);
// The shape of x with planes of w->out.
void pool_dims(const cr_view *x, const window *w, cr_dims *out);

// The rows and columns of which the mean is taken; the sum is divided by the one and then by the other divisor.
typedef struct {
  int32_t from[2], to[2];
  real divisor[2];
} pool_area;

// Forward: the mean of each area of each plane. Backward: its upstream, spread over it.
void pool_means(const cr_call *c, const window *w,
                pool_area (*area_of)(const cr_call *c, const window *w, int32_t row, int32_t column));

#endif
