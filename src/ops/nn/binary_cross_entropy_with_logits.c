// binary_cross_entropy_with_logits.c: The cross-entropy of targets and the sigmoids of inputs, without overflow.
#include "loss.h"

static real sigmoid(real v) {
  return 1 / (1 + exp(-v));
}

static real log_sigmoid(real v) {
  return (v < 0 ? v : 0) - log1p(exp(-fabs(v)));
}

#define binary_cross_entropy_with_logits_shape loss_shape
OP_LOSS(binary_cross_entropy_with_logits, 4, c * ((1 - b) * a - ((d - 1) * b + 1) * log_sigmoid(a)),
        ((d * b + 1 - b) * sigmoid(a) - d * b) * g * c / n, ((1 - d) * log_sigmoid(a) - a) * g * c / n,
        .least = 2, .refusal = {"result type Float can't be cast to the desired output type %t"}, .attrs = CR_ATTRS(LOSS_REDUCTION),
        .doc = "The cross-entropy of targets in [0, 1] and the sigmoids of inputs; c weighs elements, d positive targets.",
        .torch = "torch.nn.functional.binary_cross_entropy_with_logits")
