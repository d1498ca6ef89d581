// product.h: what matmul and the ops that are forms of it share.
#ifndef CR_PRODUCT_H
#define CR_PRODUCT_H

#include "gemm.h"

// torch.matmul's rule: a vector is a row on the left and a column on the right and vanishes from the result; the dims
// before the last two broadcast.
int32_t product_shape(cr_engine *e, const cr_call *c, cr_dims *out);
void product_forward(const cr_call *c);
void product_backward(const cr_call *c, int32_t slot);

#endif
