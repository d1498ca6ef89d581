// remainder.c: What is left of a after whole b: with the sign of b.
#include "division.h"

static int32_t remainder_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return division_shape(e, c, out, "remainder_cpu");
}

OP_BINARY_ANY(remainder, mod(a, b), g, -g * floor_div(a, b), .shape = remainder_shape, .doc = "What is left of a after whole b: with the sign of b.",
              .torch = "torch.remainder")
