// clamp.c: Cuts off what is below min and above max, where they are given.
#include "bounds.h"

// PyTorch makes reals of ints and bounds with fractions; here the ints must be made reals first.
static int32_t clamp_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  for (int32_t k = 0; x->dtype != CR_REAL && k < 2; k++) {
    const double bound = c->attr[k];
    if (bound == bound && (double)int_from(bound) != bound) {
      return cr_fail(e, CR_BAD_VALUE, "clamp(): bounds of ints must be integers");
    }
  }
  if (out->dtype == CR_BOOL) out->dtype = CR_INT64;
  return dims_broadcast(e, x, x, out);
}

#define min LOWER(0)
#define max UPPER(1)

OP_UNARY_ANY(clamp, x < min ? (min > max ? max : min) : x > max ? max : x, x != x || x <= min || x >= max ? 0 : g,
             .shape = clamp_shape, .attrs = CR_ATTRS({"min", "float", NAN}, {"max", "float", NAN}),
             .doc = "Cuts off what is below min and above max, where they are given.", .torch = "torch.clamp")
