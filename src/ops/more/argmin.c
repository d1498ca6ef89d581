// argmin.c: The place of the smallest element: among all, or along a dim. Of equals it is the first.
#include "extreme.h"

static int32_t argmin_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_one_dim(e, c, 1, "argmin") ? -1 : extreme_shape(e, c, out, "argmin");
}

static void argmin_forward(const cr_call *c) {
  extreme_places(c, -1);
}

OP_CONSTANT(argmin, 1, "reduction", .value = "argmin(x, dim)", .attrs = REDUCE_ATTRS, .takes = {CR_TAKES_NUMBERS},
            .refusal = {"argmin(): does not support bool input"}, .gives = CR_GIVES_INT64,
            .doc = "The place of the smallest of all elements, or of those along the given dim.",
            .torch = "torch.argmin")
