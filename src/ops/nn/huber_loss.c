// huber_loss.c: Squared differences up to delta, and from there on absolute ones times delta.
#include "loss.h"

#define delta (p->attr)

static int32_t huber_loss_shape(cr_engine *e, const cr_call *call, cr_dims *out) {
  if (call->attr[1] > 0) return loss_shape(e, call, out);
  return cr_fail(e, CR_BAD_VALUE, "huber_loss does not support non-positive values for delta.");
}

OP_LOSS(huber_loss, 2, fabs(a - b) <= delta ? (a - b) * (a - b) / 2 : delta * (fabs(a - b) - delta / 2),
        a - b <= -delta ? -(1 / n * g * delta) : a - b >= delta ? 1 / n * g * delta : 1 / n * (a - b) * g,
        b - a <= -delta ? -(1 / n * g * delta) : b - a >= delta ? 1 / n * g * delta : 1 / n * (b - a) * g,
        .promotes = 1, .attrs = CR_ATTRS(LOSS_REDUCTION, {"delta", "float", 1}),
        .doc = "Squared differences up to delta, and from there on absolute ones times delta: their mean, "
               "their sum, or each.",
        .torch = "torch.nn.functional.huber_loss")
