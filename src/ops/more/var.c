// var.c: The variance of all elements, or along some dims.
#include "variance.h"

static void var_forward(const cr_call *c) {
  variance_forward(c, 0);
}

static void var_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  variance_backward(c, 0);
}

#define var_shape variance_shape
OP(var, 1, "reduction", .value = "sum(square(x - mean(x, dim)), dim) / (n - correction)",
   .vjp = {"2 * g * (x - mean(x, dim)) / (n - correction)"}, .attrs = VARIANCE_ATTRS, .refusal = {VARIANCE_REFUSAL},
   .doc = "The variance of all elements, or of those along the given dims.", .torch = "torch.var")
