// adagrad.c: Steps of the gradient, each element's divided by the root of the sum of its squares (Duchi et al. 2011).
#include "update.h"

#define HYPERS(X)                                                               \
  X(lr, "float", 1e-2) X(lr_decay, "float", 0) X(weight_decay, "float", 0)        \
  X(initial_accumulator_value, "float", 0) X(eps, "float", 1e-10) X(maximize, "bool", 0)
#define STATES(X) X(sum, 1, initial_accumulator_value)
#define ONCE(X) X(rate, lr / (1 + (step - 1) * lr_decay))

UPDATE(adagrad, HYPERS, STATES, ONCE,
       if (maximize) g = -g;
       if (weight_decay) g = g + weight_decay * w;
       sum = addcmul(sum, 1, g, g);
       real root = sqrt(sum);
       root = root + eps;
       w = addcdiv(w, -rate, g, root),
       .counts = 1, .doc = "Steps of the gradient, each element's divided by the root of the sum of its squares.",
       .torch = "torch.optim.Adagrad")
