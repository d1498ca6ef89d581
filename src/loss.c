// loss.c: the shape, the value and the gradients of losses of pairs.
#include "loss.h"

static int same_shape_views(const cr_view *a, const cr_view *b) {
  int same = a->ndim == b->ndim;
  for (int32_t d = 0; same && d < a->ndim; d++) same = a->shape[d] == b->shape[d];
  return same;
}

int32_t loss_shape(cr_engine *e, const cr_call *call, cr_dims *out) {
  const cr_view *a = &call->in[0];
  if (a->dtype != CR_REAL) return cr_fail(e, CR_BAD_DTYPE, "a loss is of real numbers: convert the ints first");
  for (int32_t i = 1; i < call->inputs; i++) {
    const cr_view *b = given(call, i);
    if (!b || same_shape_views(a, b)) continue;
    return cr_fail(e, CR_BAD_SHAPE, "the operands of a loss have one shape, but got %s and %s", a->ndim, a->shape,
                   b->ndim, b->shape);
  }
  if (call->attr[0] == LOSS_NONE) dims_like(a, out);
  return 0;
}

static loss_pair pair_at(const cr_call *call, int32_t k) {
  const cr_view *weight = given(call, 2), *positive = given(call, 3);
  return (loss_pair){.a = call->in[0].data[k],
                     .b = call->in[1].data[k],
                     .c = weight ? weight->data[k] : 1,
                     .d = positive ? positive->data[k] : 1,
                     .n = call->attr[0] == LOSS_MEAN ? (real)call->in[0].size : 1,
                     .attr = call->attrs > 1 ? (real)call->attr[1] : 0};
}

void loss_forward(const cr_call *call, real (*value)(const loss_pair *p)) {
  double sum = 0;
  for (int32_t k = 0; k < call->in[0].size; k++) {
    const loss_pair p = pair_at(call, k);
    const real y = value(&p);
    if (call->attr[0] == LOSS_NONE) call->out[k] = y;
    else sum += (double)y;
  }
  if (call->attr[0] == LOSS_SUM) call->out[0] = (real)sum;
  if (call->attr[0] == LOSS_MEAN) call->out[0] = (real)(sum / call->in[0].size);
}

void loss_backward(const cr_call *call, real (*slope)(const loss_pair *p)) {
  for (int32_t k = 0; k < call->in[0].size; k++) {
    loss_pair p = pair_at(call, k);
    p.g = call->g[call->attr[0] == LOSS_NONE ? k : 0];
    call->into[k] += slope(&p);
  }
}
