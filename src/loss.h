// loss.h: what the losses share: their reduction, and the walk over pairs of an input a and a target b.
#ifndef CR_LOSS_H
#define CR_LOSS_H

#include "op.h"

// Attribute 0 of a loss.
enum loss_reduction { LOSS_MEAN, LOSS_SUM, LOSS_NONE };
#define LOSS_REDUCTION \
  { "reduction", "mean|sum|none", LOSS_MEAN }

// A pair: a (input), b (target), c and d (weights: 1 where none is given), g (upstream), n (by which the sum is divided:
// 1, unless the mean is taken), and the loss's second attribute.
typedef struct {
  real a, b, c, d, g, n, attr;
} loss_pair;

// All operands have one shape and hold reals. 0, or -1 after cr_fail.
int32_t loss_shape(cr_engine *e, const cr_call *call, cr_dims *out);
void loss_forward(const cr_call *call, real (*value)(const loss_pair *p));
void loss_backward(const cr_call *call, real (*slope)(const loss_pair *p));

#define LOSS_PART(NAME, EXPRESSION)                                        \
  static real NAME(const loss_pair *p) {                                   \
    const real a = p->a, b = p->b, c = p->c, d = p->d, g = p->g, n = p->n; \
    (void)a, (void)b, (void)c, (void)d, (void)g, (void)n;                  \
    return (real)(EXPRESSION);                                             \
  }

// A loss's value and its slopes, as C in the letters of a pair; they are compiled and shown.
#define OP_LOSS(NAME, INPUTS, VALUE, SLOPE_A, SLOPE_B, ...)        \
  LOSS_PART(NAME##_value, VALUE)                                   \
  LOSS_PART(NAME##_slope_a, SLOPE_A)                               \
  LOSS_PART(NAME##_slope_b, SLOPE_B)                               \
  static void NAME##_forward(const cr_call *call) {                \
    loss_forward(call, NAME##_value);                              \
  }                                                                \
  static void NAME##_backward(const cr_call *call, int32_t slot) { \
    loss_backward(call, slot ? NAME##_slope_b : NAME##_slope_a);   \
  }                                                                \
  OP(NAME, INPUTS, "loss", .value = "reduce(" #VALUE ")", .vjp = {#SLOPE_A, #SLOPE_B}, __VA_ARGS__)

#endif
