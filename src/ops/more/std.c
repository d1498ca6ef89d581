// std.c: The standard deviation of all elements, or along some dims; the derivative at 0 is 0.
#include "variance.h"

static void std_forward(const cr_call *c) {
  variance_forward(c, 1);
}

static void std_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  variance_backward(c, 1);
}

#define std_shape variance_shape
OP(std, 1, "reduction", .value = "sqrt(sum(square(x - mean(x, dim)), dim) / (n - correction))",
   .vjp = {"g / y * (x - mean(x, dim)) / (n - correction)"}, .attrs = VARIANCE_ATTRS, .refusal = {VARIANCE_REFUSAL},
   .doc = "The standard deviation of all elements, or of those along the given dims.", .torch = "torch.std")
