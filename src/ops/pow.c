// pow.c: a to the power of b, elementwise; a constant exponent is a scalar b.
#include "op.h"

// a^e, where e is b or b - 1. Of a number b all digits count, and PyTorch computes some exponents without pow
// (aten/src/ATen/native/cpu/PowKernel.cpp); so that squares and roots round, and have signs, as its do.
static real reals_power(real a, real e, real b, const real *rest) {
  const double exact = rest && b - b == 0 ? (double)b + (double)*rest - (double)rint(b - e) : (double)e;
  if (exact == 2) return a * a;
  if (exact == 1) return a;
  if (exact == 3) return a * a * a;
  if (exact == -1) return 1 / a;
  if (exact == -2) return 1 / (a * a);
  if (rest && exact == 0.5) return sqrt(a);
  if (rest && exact == -0.5) return 1 / sqrt(a);
  return pow(a, exact);
}

// Modulo 2^64, as ints multiply.
static int64_t ints_power(int64_t a, int64_t e, int64_t b, const real *rest) {
  uint64_t product = 1;
  (void)e;
  (void)rest;
  for (uint64_t square = (uint64_t)a; b; b /= 2, square *= square) product *= b & 1 ? square : 1;
  return (int64_t)product;
}

static int32_t pow_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *b = &c->in[1];
  if (out->dtype == CR_BOOL) return cr_fail(e, CR_BAD_DTYPE, "\"pow\" not implemented for 'Bool'");
  for (int32_t k = 0; b->dtype != CR_REAL && k < b->size; k++) {
    if (b->ints[k] < 0) return cr_fail(e, CR_BAD_VALUE, "Integers to negative integer powers are not allowed.");
  }
  return dims_broadcast(e, &c->in[0], b, out);
}

#undef pow
#define pow(a, e) _Generic((a), int64_t : ints_power, default : reals_power)(a, e, b, r->rest)

// The exponent is a tensor.
static uint32_t pow_variant(const cr_call *c) {
  return !c->in[1].constant;
}

OP_BINARY_ANY(pow, pow(a, b), b == 0 ? 0 : g * (b * pow(a, b - 1)), g * (a == 0 && b >= 0 ? 0 : y * log(a)),
              .shape = pow_shape, .grad_fn = "PowBackward0|PowBackward1", .variant = pow_variant, .doc = "Raises a to the power of b, elementwise.", .torch = "torch.pow")
