// op.h: what a file of src/ops sees. An op's value and derivative are written once, as C, in the letters
// x (or a, b, c) inputs, y output, g upstream; the macros compile them and keep their text to be shown.
// The derivative is written as vector-Jacobian product (g / b, not g * (1 / b)), because the rounding of the
// product is part of the number: so it equals PyTorch's to the bit. With g = 1 it is the local derivative.
#ifndef CR_OP_H
#define CR_OP_H

#include <stddef.h>
#include <stdint.h>

#include "real.h"

enum { CR_MAX_INPUTS = 3, CR_MAX_ATTRS = 6 };

// One tensor as an op sees it.
typedef struct {
  int32_t ndim, size;
  const int32_t *shape;
  const real *data;
} cr_view;

// One run of elements: inputs with their steps, output, upstream and the gradient added to are contiguous.
typedef struct {
  int32_t n;
  const real *in[CR_MAX_INPUTS];
  int32_t step[CR_MAX_INPUTS];
  real *out;
  const real *g;
  real *into;
  const double *attr;
} cr_row;

// One op of the tape, whole: for the ops that are not elementwise.
typedef struct {
  cr_view in[CR_MAX_INPUTS];
  int32_t out_size;
  real *out;
  const real *g;
  real *into;
  const double *attr;
  int32_t attrs;
} cr_call;

// The shape that an op's `shape` function decides.
typedef struct {
  int32_t ndim;
  int32_t size[CR_MAX_DIMS];
} cr_dims;

// An attribute: kinds are "int", "float", "bool" and, at most once in an op, "ints" (a list, empty by default).
typedef struct {
  const char *name, *kind;
  double fallback;
} cr_attr;

#define CR_ATTRS(...) \
  (const cr_attr[]) { \
    __VA_ARGS__, {    \
      NULL, NULL, 0   \
    }                 \
  }

typedef struct cr_op {
  const char *name, *kind, *value, *vjp[CR_MAX_INPUTS], *doc, *torch;
  const cr_attr *attrs;  // CR_ATTRS(...), or NULL
  int32_t inputs;
  // Elementwise ops: rows. All others: shape (0, or -1 after cr_fail), forward, and backward, which adds the
  // gradient of input `slot` to call->into.
  void (*row)(const cr_row *r);
  void (*row_vjp[CR_MAX_INPUTS])(const cr_row *r);
  int32_t (*shape)(cr_engine *e, const cr_call *call, cr_dims *out);
  void (*forward)(const cr_call *call);
  void (*backward)(const cr_call *call, int32_t slot);
} cr_op;

#define CR_IN(i) (r->in[i][k * r->step[i]])
#define CR_ROW_VALUE(FN, INPUTS, VALUE)  \
  static void FN(const cr_row *r) {      \
    for (int32_t k = 0; k < r->n; k++) { \
      INPUTS;                            \
      r->out[k] = (real)(VALUE);         \
    }                                    \
  }
#define CR_ROW_VJP(FN, INPUTS, VJP)      \
  static void FN(const cr_row *r) {      \
    for (int32_t k = 0; k < r->n; k++) { \
      INPUTS;                            \
      const real y = r->out[k];          \
      const real g = r->g[k];            \
      (void)y;                           \
      (void)g;                           \
      r->into[k] += (real)(VJP);         \
    }                                    \
  }
#define CR_X               \
  const real x = CR_IN(0); \
  (void)x
#define CR_AB              \
  const real a = CR_IN(0); \
  const real b = CR_IN(1); \
  (void)a;                 \
  (void)b

// An elementwise op of one input: OP_UNARY(tanh, tanh(x), g * (1 - y * y), .doc = "...", .torch = "torch.tanh")
#define OP_UNARY(NAME, VALUE, VJP, ...)                \
  CR_ROW_VALUE(NAME##_value, CR_X, VALUE)              \
  CR_ROW_VJP(NAME##_vjp, CR_X, VJP)                    \
  const cr_op cr_op_##NAME = {.name = #NAME,           \
                              .kind = "unary",         \
                              .value = #VALUE,         \
                              .vjp = {#VJP},           \
                              .inputs = 1,             \
                              .row = NAME##_value,     \
                              .row_vjp = {NAME##_vjp}, \
                              __VA_ARGS__};

// An elementwise op of two inputs that broadcast; one derivative for each.
#define OP_BINARY(NAME, VALUE, VJP_A, VJP_B, ...)                      \
  CR_ROW_VALUE(NAME##_value, CR_AB, VALUE)                             \
  CR_ROW_VJP(NAME##_vjp_a, CR_AB, VJP_A)                               \
  CR_ROW_VJP(NAME##_vjp_b, CR_AB, VJP_B)                               \
  const cr_op cr_op_##NAME = {.name = #NAME,                           \
                              .kind = "binary",                        \
                              .value = #VALUE,                         \
                              .vjp = {#VJP_A, #VJP_B},                 \
                              .inputs = 2,                             \
                              .row = NAME##_value,                     \
                              .row_vjp = {NAME##_vjp_a, NAME##_vjp_b}, \
                              __VA_ARGS__};

// Any other op of N inputs: NAME_shape, NAME_forward and NAME_backward stand above it in its file.
#define OP(NAME, N, KIND, ...)                             \
  const cr_op cr_op_##NAME = {.name = #NAME,               \
                              .kind = KIND,                \
                              .inputs = N,                 \
                              .shape = NAME##_shape,       \
                              .forward = NAME##_forward,   \
                              .backward = NAME##_backward, \
                              __VA_ARGS__};

// --- What op files may call --------------------------------------------------------------------------

// Fails with a sentence of text, numbers (%d), texts (%t; %T: with a capital) and shapes (%s: two arguments, ndim and sizes). Returns -1.
int32_t cr_fail(cr_engine *e, int32_t code, const char *format, ...);

// Checks that dims are in range and named once. 0, or -1 after cr_fail.
int32_t cr_check_dims(cr_engine *e, int32_t ndim, const double *dims, int32_t count);
// The (checked) dims that a reduction names, as a bit each; none named means all.
int32_t cr_dim_mask(int32_t ndim, const double *dims, int32_t count);

// into[kept] += sum over the dims in `mask` of from[all], summed in double.
void cr_sum_over(const cr_view *all, int32_t mask, const real *from, real *into);
// into[all] += from[kept] / divisor.
void cr_spread_over(const cr_view *all, int32_t mask, const real *from, real divisor, real *into);

#endif
