// randn.c: Random numbers of the normal distribution.
#include "sized.h"

static int32_t randn_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  (void)e;
  return sized_shape(c, 2, out);
}

static void randn_forward(const cr_call *c) {
  random_normal(c->random, c->attr[0], c->attr[1], c->out, c->out_size);
}

OP_CONSTANT(randn, 0, "random", .value = "mean + std * normal()", .gives = CR_GIVES_REAL,
   .attrs = CR_ATTRS({"mean", "float", 0}, {"std", "float", 1}, {"size", "ints", 0}),
   .doc = "Random numbers of the normal distribution with a mean of 0 and a standard deviation of 1, by default.",
   .torch = "torch.randn")
