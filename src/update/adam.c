// adam.c: Steps of the gradient's mean, each element's divided by the root of its mean square (Kingma & Ba 2015;
// amsgrad: Reddi et al. 2018; decoupled weight decay, AdamW's: Loshchilov & Hutter 2019).
#include "update.h"

#define HYPERS(X)                                                            \
  X(lr, "float", 1e-3) X(beta1, "float", 0.9) X(beta2, "float", 0.999)         \
  X(eps, "float", 1e-8) X(weight_decay, "float", 0) X(amsgrad, "bool", 0)      \
  X(maximize, "bool", 0) X(decoupled_weight_decay, "bool", 0)
#define STATES(X) X(exp_avg, 1, 0) X(exp_avg_sq, 1, 0) X(max_exp_avg_sq, amsgrad != 0, 0)
#define ONCE(X)                                      \
  X(decay, 1 - lr * weight_decay)                      \
  X(step_size, lr / (1 - power(beta1, step)))          \
  X(correction, __builtin_sqrt(1 - power(beta2, step))) \
  X(rest1, 1 - beta1) X(rest2, 1 - beta2)

UPDATE(adam, HYPERS, STATES, ONCE,
       if (maximize) g = -g;
       if (decoupled_weight_decay) w = decay * w;
       else if (weight_decay) g = g + weight_decay * w;
       exp_avg = lerp(exp_avg, g, rest1);
       exp_avg_sq = addcmul(beta2 * exp_avg_sq, rest2, g, g);
       max_exp_avg_sq = exp_avg_sq < max_exp_avg_sq ? max_exp_avg_sq : exp_avg_sq;
       real root = sqrt(amsgrad ? max_exp_avg_sq : exp_avg_sq);
       root = root / correction;
       w = addcdiv(w, -step_size, exp_avg, root + eps),
       .counts = 1, .doc = "Steps of the gradient's mean, each element's divided by the root of its mean square.",
       .torch = "torch.optim.Adam")
