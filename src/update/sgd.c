// sgd.c: Gradient descent, with momentum where asked for (Polyak 1964; Nesterov 1983).
#include "update.h"

#define HYPERS(X)                                                     \
  X(lr, "float", 1e-3) X(momentum, "float", 0) X(dampening, "float", 0) \
  X(weight_decay, "float", 0) X(nesterov, "bool", 0) X(maximize, "bool", 0)
#define STATES(X) X(momentum_buffer, momentum != 0, 0)
#define ONCE(X) X(gain, 1 - dampening)

UPDATE(sgd, HYPERS, STATES, ONCE,
       if (maximize) g = -g;
       if (weight_decay) g = g + weight_decay * w;
       if (momentum) {
         momentum_buffer = momentum * momentum_buffer;
         momentum_buffer = first ? g : momentum_buffer + gain * g;
         g = nesterov ? g + momentum * momentum_buffer : momentum_buffer;
       }
       w = w - lr * g,
       .doc = "Gradient descent, with momentum where asked for.", .torch = "torch.optim.SGD")
