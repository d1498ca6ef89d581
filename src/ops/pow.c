// pow.c: a to the power of b, elementwise; a constant exponent is a scalar b.
#include "op.h"

// The exponents that PyTorch computes without pow (aten/src/ATen/native/cpu/PowKernel.cpp), so that squares
// and roots round as its do.
static real power(real a, real b) {
  if (b == 2) return a * a;
  if (b == 1) return a;
  if (b == 3) return a * a * a;
  if (b == (real)0.5) return sqrt(a);
  if (b == (real)-0.5) return 1 / sqrt(a);
  if (b == -1) return 1 / a;
  if (b == -2) return 1 / (a * a);
  return pow(a, b);
}

#undef pow
#define pow(a, b) power(a, b)

OP_BINARY(pow, pow(a, b), b == 0 ? 0 : g * (b * pow(a, b - 1)), a == 0 && b >= 0 ? 0 : g * (y * log(a)),
          .doc = "Raises a to the power of b, elementwise.", .torch = "torch.pow")
