// argmax.c: The place of the largest element: among all, or along a dim. Of equals it is the first.
#include "extreme.h"

static int32_t argmax_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_one_dim(e, c, 1, "argmax") ? -1 : extreme_shape(e, c, out, "argmax");
}

static void argmax_forward(const cr_call *c) {
  extreme_places(c, 1);
}

OP_CONSTANT(argmax, 1, "reduction", .value = "argmax(x, dim)", .attrs = REDUCE_ATTRS, .takes = {CR_TAKES_NUMBERS},
            .refusal = {"argmax(): does not support bool input"}, .gives = CR_GIVES_INT64,
            .doc = "The place of the largest of all elements, or of those along the given dim.",
            .torch = "torch.argmax")
