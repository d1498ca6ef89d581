// randperm.c: The whole numbers below n in random order.
#include "sized.h"

static int32_t randperm_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  (void)e;
  return sized_shape(c, 0, out);
}

static void randperm_forward(const cr_call *c) {
  random_permutation(c->random, c->out_ints, c->out_size);
}

OP_CONSTANT(randperm, 0, "random", .value = "shuffle(n)", .gives = CR_GIVES_INT64,
   .attrs = CR_ATTRS({"n", "int", 0}), .doc = "The whole numbers below n in random order.", .torch = "torch.randperm")
