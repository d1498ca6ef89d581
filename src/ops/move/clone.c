// clone.c: The same elements again.
#include "move.h"

static int32_t clone_view(cr_engine *e, const cr_call *c, strides *v) {
  (void)e, (void)c, (void)v;
  return 0;
}

OP_VIEW(clone, "move", .value = "x", .vjp = {"g"}, .doc = "The same elements again.", .torch = "torch.clone")
