// square.c: Each element times itself.
#include "op.h"

static int32_t square_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  if (out->dtype == CR_BOOL) out->dtype = CR_INT64;
  return dims_broadcast(e, &c->in[0], &c->in[0], out);
}

OP_UNARY_ANY(square, x * x, g * (2 * x), .shape = square_shape, .grad_fn = "PowBackward0", .doc = "Each element times itself.",
             .torch = "torch.square")
