// round.c: Rounds each element to decimals, ties to even; its slope is 0 everywhere.
#include "op.h"

static real reals_round(real x, real digits) {
  const real ten = pow(10, fabs(digits));
  return digits < 0 ? rint(x / ten) * ten : rint(x * ten) / ten;
}

static int32_t round_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  if (x->dtype == CR_REAL || c->attr[0] == 0) return dims_broadcast(e, x, x, out);
  return cr_fail(e, CR_BAD_DTYPE, "\"round_cpu\" not implemented for 'Long'");
}

static int64_t ints_round(int64_t x, real digits) {
  (void)digits;
  return x;
}

#define round(v, digits) _Generic((v), int64_t : ints_round, default : reals_round)(v, digits)
#define decimals ((real)r->attr[0])

OP_UNARY_ANY(round, round(x, decimals), 0, .shape = round_shape,
             .attrs = CR_ATTRS({"decimals", "int", 0}), .takes = {CR_TAKES_NUMBERS},
             .refusal = {"\"round_vml_cpu\" not implemented for '%t'"},
             .doc = "Rounds each element to decimals, ties to even; its slope is 0 everywhere.", .torch = "torch.round")
