// gelu.c: Each element times the probability that a normal variable is below it, a smooth relu.
#include "op.h"

// The argument of the tanh that stands in for erf (Hendrycks & Gimpel 2016): sqrt(2 / pi) (x + 0.044715 x^3).
static real bent(real x) {
  return (real)0.79788456080286535588 * (x + (real)0.044715 * (x * x * x));
}

// The normal distribution below x, and its slope. All products are in PyTorch's order.
static real cdf(real x, double by_tanh) {
  return (1 + (by_tanh != 0 ? tanh(bent(x)) : erf(x * (real)0.70710678118654752440))) / 2;
}

static real pdf(real x, double by_tanh) {
  if (by_tanh == 0) return (real)0.39894228040143267794 * exp(x * x / -2);
  const real t = tanh(bent(x)), slope = (real)0.79788456080286535588 * (1 + 3 * (real)0.044715 * (x * x));
  return (1 - t * t) * slope / 2;
}

#define approximate (r->attr[0])

OP_UNARY(gelu, x * cdf(x, approximate), g * (cdf(x, approximate) + x * pdf(x, approximate)),
         .attrs = CR_ATTRS({"approximate", "none|tanh", 0}),
         .takes = {CR_TAKES_REAL}, .refusal = {"\"GeluKernelImpl\" not implemented for '%t'"},
         .doc = "Each element times the probability that a normal variable is below it, a smooth relu.",
         .torch = "torch.nn.functional.gelu")
