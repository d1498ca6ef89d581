// fmod.c: What is left of a after whole b: with the sign of a.
#include "division.h"

static int32_t fmod_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return division_shape(e, c, out, "fmod_cpu");
}

OP_BINARY_ANY(fmod, fmod(a, b), g, -g * trunc(a / b), .shape = fmod_shape, .doc = "What is left of a after whole b: with the sign of a.",
              .torch = "torch.fmod")
