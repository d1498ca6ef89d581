// mse_loss.c: The mean of squared differences.
#include "loss.h"

#define mse_loss_shape loss_shape
OP_LOSS(mse_loss, 2, (a - b) * (a - b), 2 / n * (a - b) * g, 2 / n * (b - a) * g,
        .promotes = 1, .attrs = CR_ATTRS(LOSS_REDUCTION),
        .doc = "The mean of the squared differences, or their sum, or each.", .torch = "torch.nn.functional.mse_loss")
