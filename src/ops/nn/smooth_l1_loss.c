// smooth_l1_loss.c: Squared differences below beta, and from there on absolute ones.
#include "loss.h"

#define beta (p->attr)

static int32_t smooth_l1_loss_shape(cr_engine *e, const cr_call *call, cr_dims *out) {
  if (call->attr[1] >= 0) return loss_shape(e, call, out);
  return cr_fail(e, CR_BAD_VALUE, "smooth_l1_loss does not support negative values for beta.");
}

OP_LOSS(smooth_l1_loss, 2, fabs(a - b) < beta ? (a - b) * (a - b) / 2 / beta : fabs(a - b) - beta / 2,
        a - b <= -beta ? -(1 / n * g) : a - b >= beta ? 1 / n * g : 1 / n * (a - b) * g / beta,
        b - a <= -beta ? -(1 / n * g) : b - a >= beta ? 1 / n * g : 1 / n * (b - a) * g / beta,
        .promotes = 1, .attrs = CR_ATTRS(LOSS_REDUCTION, {"beta", "float", 1}),
        .doc = "Squared differences below beta, and from there on absolute ones: their mean, their sum, or each.",
        .torch = "torch.nn.functional.smooth_l1_loss")
