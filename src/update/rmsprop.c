// rmsprop.c: Steps of the gradient, each element's divided by the root of its mean square (Tieleman & Hinton 2012).
#include "update.h"

#define HYPERS(X)                                                         \
  X(lr, "float", 1e-2) X(alpha, "float", 0.99) X(eps, "float", 1e-8)        \
  X(weight_decay, "float", 0) X(momentum, "float", 0) X(centered, "bool", 0) \
  X(maximize, "bool", 0)
#define STATES(X) X(square_avg, 1, 0) X(momentum_buffer, momentum > 0, 0) X(grad_avg, centered != 0, 0)
#define ONCE(X) X(rest, 1 - alpha)

UPDATE(rmsprop, HYPERS, STATES, ONCE,
       if (maximize) g = -g;
       if (weight_decay) g = g + weight_decay * w;
       square_avg = addcmul(alpha * square_avg, rest, g, g);
       if (centered) grad_avg = lerp(grad_avg, g, rest);
       real root = sqrt(centered ? addcmul(square_avg, -1, grad_avg, grad_avg) : square_avg);
       root = root + eps;
       if (momentum > 0) {
         momentum_buffer = addcdiv(momentum * momentum_buffer, 1, g, root);
         w = w - lr * momentum_buffer;
       } else w = addcdiv(w, -lr, g, root),
       .counts = 1, .doc = "Steps of the gradient, each element's divided by the root of its mean square.",
       .torch = "torch.optim.RMSprop")
