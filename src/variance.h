// variance.h: what var and std share: attributes (dim, correction, keepdim), value and gradient.
#ifndef CR_VARIANCE_H
#define CR_VARIANCE_H

#include "reduce.h"

#define VARIANCE_REFUSAL "std and var only support floating point and complex dtypes"
#define VARIANCE_ATTRS CR_ATTRS({"dim", "ints", 0}, {"correction", "float", 1}, {"keepdim", "bool", 0})

int32_t variance_shape(cr_engine *e, const cr_call *c, cr_dims *out);
// The mean square of the distances from the mean, of which `correction` are not counted; or its root.
void variance_forward(const cr_call *c, int root);
void variance_backward(const cr_call *c, int root);

#endif
