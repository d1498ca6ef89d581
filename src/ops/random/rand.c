// rand.c: Random numbers between two, each as likely as any other.
#include "sized.h"

static int32_t rand_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  (void)e;
  return sized_shape(c, 2, out);
}

static void rand_forward(const cr_call *c) {
  random_uniform(c->random, c->attr[0], c->attr[1], c->out, c->out_size);
}

OP_CONSTANT(rand, 0, "random", .value = "low + (high - low) * uniform()", .gives = CR_GIVES_REAL,
   .attrs = CR_ATTRS({"low", "float", 0}, {"high", "float", 1}, {"size", "ints", 0}),
   .doc = "Random numbers from low up to high, 0 and 1 by default.", .torch = "torch.rand")
