// round.c: Rounds each element to decimals, ties to even; its slope is 0 everywhere.
#include "op.h"

static real round_to(real x, real digits) {
  const real ten = pow(10, fabs(digits));
  return digits < 0 ? rint(x / ten) * ten : rint(x * ten) / ten;
}

#define round(v, digits) round_to(v, digits)
#define decimals ((real)r->attr[0])

OP_UNARY(round, round(x, decimals), 0,
         .attrs = CR_ATTRS({"decimals", "int", 0}),
         .doc = "Rounds each element to decimals, ties to even; its slope is 0 everywhere.",
         .torch = "torch.round")
