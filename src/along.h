// along.h: what ops share that work along one dim and keep the shape: softmax, log_softmax, cumsum.
#ifndef CR_ALONG_H
#define CR_ALONG_H

#include "reduce.h"

#define ALONG_ATTRS CR_ATTRS({"dim", "int", NAN})

// The shape is that of x; dim must be given.
int32_t along_shape(cr_engine *e, const cr_call *c, cr_dims *out, const char *name);

static inline lines lines_along(const cr_call *c) {
  return lines_over(&c->in[0], cr_dim_mask(c->in[0].ndim, c->attr, 1));
}

#endif
