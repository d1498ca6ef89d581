// floor_divide.c: How often b goes into a, rounded down; its slope is 0 everywhere.
#include "division.h"

static int32_t floor_divide_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return division_shape(e, c, out, "div_floor_cpu");
}

OP_BINARY_ANY(floor_divide, floor_div(a, b), 0, 0, .shape = floor_divide_shape,
              .doc = "How often b goes into a, rounded down; its slope is 0 everywhere.", .torch = "torch.floor_divide")
