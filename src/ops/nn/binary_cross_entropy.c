// binary_cross_entropy.c: How surprising the targets, 0 or 1 or between, are to the given probabilities.
#include "loss.h"

static real larger(real v, real w) {
  return v > w ? v : w;
}

static int32_t check_range(cr_engine *e, const cr_view *v, const char *name) {
  for (int32_t k = 0; k < v->size; k++) {
    if (v->data[k] >= 0 && v->data[k] <= 1) continue;
    return cr_fail(e, CR_BAD_VALUE, "all elements of %t should be between 0 and 1", name);
  }
  return 0;
}

static int32_t binary_cross_entropy_shape(cr_engine *e, const cr_call *call, cr_dims *out) {
  if (loss_shape(e, call, out) || check_range(e, &call->in[0], "input")) return -1;
  return check_range(e, &call->in[1], "target");
}

OP_LOSS(binary_cross_entropy, 3, c * ((b - 1) * larger(log1p(-a), -100) - b * larger(log(a), -100)),
        g * (a - b) / larger((1 - a) * a, 1e-12f) * c / n, -log(a / (1 - a)) * g * c / n,
        .least = 2, .refusal = {"Found dtype %t but expected Float"}, .attrs = CR_ATTRS(LOSS_REDUCTION),
        .doc = "The cross-entropy of targets in [0, 1] and probabilities; logarithms end at -100.",
        .torch = "torch.nn.functional.binary_cross_entropy")
