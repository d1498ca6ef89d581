// sized.h: ops without operands: their list of attributes, last, is the shape of what they make.
#ifndef CR_SIZED_H
#define CR_SIZED_H

#include "op.h"
#include "random.h"

// The shape that the attributes from `first` on name; the engine refuses what is none.
static inline int32_t sized_shape(const cr_call *c, int32_t first, cr_dims *out) {
  out->ndim = c->attrs - first;
  for (int32_t d = 0; d < out->ndim && d < CR_MAX_DIMS; d++) {
    const double size = c->attr[first + d];
    out->size[d] = size < INT32_MAX ? (int32_t)size : INT32_MAX;
  }
  return 0;
}

#endif
