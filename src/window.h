// window.h: windows that move over the rows and columns of a plane: what convolution and pooling share.
#ifndef CR_WINDOW_H
#define CR_WINDOW_H

#include "op.h"

// Sizes and steps along rows [0] and columns [1].
typedef struct {
  int32_t in[2], out[2], kernel[2], stride[2], pad[2], dilation[2];
} window;

// Larger than any plane, and small enough for sums.
enum { WINDOW_MOST = 1 << 28 };

// How much of a plane, with its padding, a window covers along rows or columns.
static inline int32_t window_reach(const window *w, int32_t d) {
  const int64_t reach = (int64_t)w->dilation[d] * (w->kernel[d] - 1) + 1;
  return reach < WINDOW_MOST ? (int32_t)reach : WINDOW_MOST;
}

// A pair of attributes.
static inline void window_pair(const double *attr, int32_t *pair) {
  for (int32_t d = 0; d < 2; d++) pair[d] = (int32_t)attr[d];
}

#endif
