// randint.c: Random whole numbers.
#include "sized.h"

static int32_t randint_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const int64_t low = int_from(c->attr[0]), high = int_from(c->attr[1]);
  if (low < high) return sized_shape(c, 2, out);
  return cr_fail(e, CR_BAD_SHAPE, "random_ expects 'from' to be less than 'to', but got from=%d >= to=%d", low, high);
}

static void randint_forward(const cr_call *c) {
  random_integers(c->random, int_from(c->attr[0]), int_from(c->attr[1]), c->out_ints, c->out_size);
}

OP_CONSTANT(randint, 0, "random", .value = "integer(low, high)", .gives = CR_GIVES_INT64,
   .attrs = CR_ATTRS({"low", "int", 0}, {"high", "int", 0}, {"size", "ints", 0}),
   .doc = "Random whole numbers from low up to, but without, high.", .torch = "torch.randint")
