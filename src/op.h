// op.h: what a file of src/ops sees. An op's value and derivative are written once, as C, in the letters
// x (or a, b, c) inputs, y output, g upstream; the macros compile them and keep their text to be shown.
// The derivative is written as vector-Jacobian product (g / b, not g * (1 / b)), because the rounding of the
// product is part of the number: so it equals PyTorch's to the bit. With g = 1 it is the local derivative.
#ifndef CR_OP_H
#define CR_OP_H

#include <stddef.h>
#include <stdint.h>

#include "real.h"

enum { CR_MAX_INPUTS = 3, CR_MAX_ATTRS = 16, CR_ANY = 65535 };

// One tensor as an op sees it: reals, or, where dtype is CR_INT64 or CR_BOOL, ints (of a bool 0 or 1).
typedef struct {
  int32_t ndim, size;
  const int32_t *shape;
  union {
    const real *data;
    const int64_t *ints;
  };
  int16_t dtype, constant;  // constant: it was written as a number
} cr_view;

// One run of elements: inputs with their steps, output, upstream and the gradient added to are contiguous.
typedef struct {
  int32_t n;
  const void *in[CR_MAX_INPUTS];
  int32_t step[CR_MAX_INPUTS];
  void *out;
  const real *g;
  real *into;
  const double *attr;
  const real *rest;  // where operand b came from a number: what that number has beyond b; NULL: b is a tensor
} cr_row;

// One element of an elementwise op, and what it passes on to an operand. The row says only `attr` and `rest`; b is any
// number where there is one operand.
typedef real cr_one(const cr_row *r, real a, real b);
typedef real cr_one_vjp(const cr_row *r, real a, real b, real y, real g);

// One op of the tape, whole: for the ops that are not elementwise.
typedef struct {
  const struct cr_op *op;
  const cr_view *in;
  int32_t inputs;
  int32_t out_ndim, out_size, out_dtype;
  const int32_t *out_shape;
  union {
    real *out;
    int64_t *out_ints;
  };
  const real *g;
  real *into;
  int32_t first;  // of an op that stores: nothing is in `into` yet, not even zeros
  const double *attr;
  int32_t attrs;
  struct cr_random *random;  // the engine's generator; NULL while only the shape is decided
} cr_call;

// The shape that an op's `shape` function decides. The dtype is what .gives says, unless the function changes it.
typedef struct {
  int32_t ndim;
  int32_t size[CR_MAX_DIMS];
  int32_t dtype;
} cr_dims;

// An attribute: kinds are "int" (whole), "float" (a default of NAN: none given), "bool", a choice as "mean|sum|none"
// (passed as the index of the word), "pair" (two ints: of the rows and of the columns of a plane) and, at most once in an
// op, "ints" (a list of int32_t, empty by default). What does not fit its kind is refused before an op sees it.
// CR_REQUIRED in place of a default: it must be given.
typedef struct {
  const char *name, *kind;
  double fallback;
} cr_attr;

#define CR_REQUIRED INFINITY
#define CR_ATTRS(...) \
  (const cr_attr[]) { \
    __VA_ARGS__, {    \
      NULL, NULL, 0   \
    }                 \
  }

// What an operand of a whole op may hold: reals unless said otherwise. A single tensor's number of dtype as a bit.
enum cr_takes {
  CR_TAKES_REAL = 1 << CR_REAL,
  CR_TAKES_INT64 = 1 << CR_INT64,
  CR_TAKES_BOOL = 1 << CR_BOOL,
  CR_TAKES_NUMBERS = 3,
  CR_TAKES_INTS = 6,
  CR_TAKES_ALL = 7
};

// What dtype an op gives: that of operand 0 (for elementwise ops: to which all operands are promoted), always reals,
// int64 or bool, or as a sum: int64 for ints and bools.
enum cr_gives { CR_GIVES_SAME, CR_GIVES_REAL, CR_GIVES_INT64, CR_GIVES_BOOL, CR_GIVES_SUM };

struct cr_strides;

typedef struct cr_op {
  const char *name, *kind, *value, *vjp[CR_MAX_INPUTS], *doc, *torch;
  const cr_attr *attrs;  // CR_ATTRS(...), or NULL
  // PyTorch's name for its backward node, where that is not the op's own in CamelCase with Backward0: words with a bar
  // between them, one for each number that `variant` may give.
  const char *grad_fn;
  uint32_t (*variant)(const cr_call *call);
  int32_t inputs;  // how many operands; CR_ANY: a list of at least one
  int32_t least;   // how many of them must be given; 0: all
  uint8_t takes[CR_MAX_INPUTS], gives;
  // PyTorch's sentence for an operand that is not taken, %t: its type; and that for two of them, if it is another.
  const char *refusal[2];
  uint8_t stores;    // its backward stores the first gradient of an operand instead of adding it
  uint8_t promotes;  // a whole op whose operands are converted to one dtype, as elementwise ones are
  // Elementwise ops: rows, of reals and, where the op has a meaning for them, of ints; of one or two reals also one
  // element. All others: shape (0, or -1 after cr_fail), forward, and backward, which adds the gradient of input `slot`
  // to call->into.
  cr_one *one;
  cr_one_vjp *one_vjp[CR_MAX_INPUTS];
  void (*row)(const cr_row *r);
  void (*row_ints)(const cr_row *r);
  void (*row_vjp[CR_MAX_INPUTS])(const cr_row *r);
  int32_t (*shape)(cr_engine *e, const cr_call *call, cr_dims *out);
  void (*forward)(const cr_call *call);
  void (*backward)(const cr_call *call, int32_t slot);
  // Ops that copy a view of their operand (move.h) say only which.
  int32_t (*view)(cr_engine *e, const cr_call *call, struct cr_strides *v);
} cr_op;

// Constants of the formulas, under C's names for them.
#undef M_LN2
#undef M_LN10
#undef M_2_SQRTPI
#define M_LN2 ((real)0.69314718055994530942)
#define M_LN10 ((real)2.30258509299404568402)
#define M_2_SQRTPI ((real)1.12837916709551257390)

#define CR_IN(T, i) (((const T *)r->in[i])[k * r->step[i]])
// The formula for one element, and the loop over a row of them. Where speed counts more than size (build.sh decides), a
// row has loops of its own for common steps, which become vectors: operands side by side, the second perhaps a single
// element. Rows overlap only where they are the same, so no element waits for another.
#define CR_LOOP(HINT, S0, S1, ...)         \
  {                                        \
    const int32_t step0 = S0, step1 = S1;  \
    (void)step1;                           \
    HINT for (int32_t k = 0; k < n; k++) { \
      __VA_ARGS__;                         \
    }                                      \
  }
#ifdef __OPTIMIZE_SIZE__
#define CR_FORMULA static real
#define CR_NO_VECTORS
#define CR_AB_STEPS(...) CR_LOOP(, r->step[0], r->step[1], __VA_ARGS__)
#define CR_X_STEPS CR_AB_STEPS
#else
#define CR_FORMULA static inline __attribute__((always_inline)) real
#ifdef __clang__
#pragma clang diagnostic ignored "-Wpass-failed"  // a loop that calls a function is left as it is
#define CR_VECTORS _Pragma("clang loop vectorize(assume_safety) interleave(disable) unroll(disable)")
#define CR_NO_VECTORS _Pragma("clang loop vectorize(disable) unroll(disable)")
#else
#define CR_VECTORS _Pragma("GCC ivdep")
#define CR_NO_VECTORS
#endif
#define CR_X_STEPS(...)                                       \
  if (r->step[0] == 1) CR_LOOP(CR_VECTORS, 1, 0, __VA_ARGS__) \
  else CR_LOOP(CR_NO_VECTORS, r->step[0], 0, __VA_ARGS__)
#define CR_AB_STEPS(...)                                                              \
  if (r->step[0] == 1 && r->step[1] == 1) CR_LOOP(CR_VECTORS, 1, 1, __VA_ARGS__)      \
  else if (r->step[0] == 1 && r->step[1] == 0) CR_LOOP(CR_VECTORS, 1, 0, __VA_ARGS__) \
  else CR_LOOP(CR_NO_VECTORS, r->step[0], r->step[1], __VA_ARGS__)
#endif
// A row's operands at k.
#define CR_AT(i) (((const real *)r->in[i])[k * step##i])
#define CR_X_OF() CR_AT(0), 0
#define CR_AB_OF() CR_AT(0), CR_AT(1)
#define CR_VALUE(FN, A, B, KIND, VALUE)                              \
  CR_FORMULA FN##_one(const cr_row *r, const real A, const real B) { \
    (void)r;                                                         \
    (void)A;                                                         \
    (void)B;                                                         \
    return (real)(VALUE);                                            \
  }                                                                  \
  static void FN(const cr_row *r) {                                  \
    real *out = r->out;                                              \
    const int32_t n = r->n;                                          \
    KIND##_STEPS(out[k] = FN##_one(r, KIND##_OF()))                  \
  }
#define CR_VJP(FN, A, B, KIND, VJP)                                                              \
  CR_FORMULA FN##_one(const cr_row *r, const real A, const real B, const real y, const real g) { \
    (void)r;                                                                                     \
    (void)A;                                                                                     \
    (void)B;                                                                                     \
    (void)y;                                                                                     \
    (void)g;                                                                                     \
    return (real)(VJP);                                                                          \
  }                                                                                              \
  static void FN(const cr_row *r) {                                                              \
    const real *y = r->out, *g = r->g;                                                           \
    real *into = r->into;                                                                        \
    const int32_t n = r->n;                                                                      \
    KIND##_STEPS(into[k] += FN##_one(r, KIND##_OF(), y[k], g[k]))                                \
  }
// Rows of other types.
#define CR_ROW_VALUE(FN, FROM, TO, INPUTS, VALUE)      \
  static void FN(const cr_row *r) {                    \
    TO *out = r->out;                                  \
    CR_NO_VECTORS for (int32_t k = 0; k < r->n; k++) { \
      INPUTS(FROM);                                    \
      out[k] = (TO)(VALUE);                            \
    }                                                  \
  }
#define CR_ROW_VJP(FN, INPUTS, VJP)             \
  static void FN(const cr_row *r) {             \
    for (int32_t k = 0; k < r->n; k++) {        \
      INPUTS(real);                             \
      const real y = ((const real *)r->out)[k]; \
      const real g = r->g[k];                   \
      (void)y;                                  \
      (void)g;                                  \
      r->into[k] += (real)(VJP);                \
    }                                           \
  }
#define CR_X(T)            \
  const T x = CR_IN(T, 0); \
  (void)x
#define CR_AB(T)           \
  const T a = CR_IN(T, 0); \
  const T b = CR_IN(T, 1); \
  (void)a;                 \
  (void)b
#define CR_ABC(T)                      \
  const int64_t a = CR_IN(int64_t, 0); \
  const T b = CR_IN(T, 1);             \
  const T c = CR_IN(T, 2);             \
  (void)a;                             \
  (void)b;                             \
  (void)c

// What the WebAssembly leaves out: the sentences and PyTorch's names. The generated header has them from the native
// library, the generated types from the op files.
#ifdef __wasm__
#define CR_UNSHIPPED .doc = NULL, .torch = NULL
#else
#define CR_UNSHIPPED
#endif

#define CR_UNARY_TABLE(NAME, VALUE, VJP, ...)              \
  const cr_op cr_op_##NAME = {.name = #NAME,               \
                              .kind = "unary",             \
                              .value = VALUE,              \
                              .vjp = {VJP},                \
                              .inputs = 1,                 \
                              .one = NAME##_value_one,     \
                              .one_vjp = {NAME##_vjp_one}, \
                              .row = NAME##_value,         \
                              .row_vjp = {NAME##_vjp},     \
                              __VA_ARGS__,                 \
                              CR_UNSHIPPED};
#define CR_BINARY_TABLE(NAME, VALUE, VJP_A, VJP_B, ...)                        \
  const cr_op cr_op_##NAME = {.name = #NAME,                                   \
                              .kind = "binary",                                \
                              .value = VALUE,                                  \
                              .vjp = {VJP_A, VJP_B},                           \
                              .inputs = 2,                                     \
                              .one = NAME##_value_one,                         \
                              .one_vjp = {NAME##_vjp_a_one, NAME##_vjp_b_one}, \
                              .row = NAME##_value,                             \
                              .row_vjp = {NAME##_vjp_a, NAME##_vjp_b},         \
                              __VA_ARGS__,                                     \
                              CR_UNSHIPPED};

// An elementwise op of one input: OP_UNARY(tanh, tanh(x), g * (1 - y * y), .doc = "...", .torch = "torch.tanh").
// Ints are converted to reals for it; with OP_UNARY_ANY the same text is compiled for them, too.
#define OP_UNARY(NAME, VALUE, VJP, ...)        \
  CR_VALUE(NAME##_value, x, none, CR_X, VALUE) \
  CR_VJP(NAME##_vjp, x, none, CR_X, VJP)       \
  CR_UNARY_TABLE(NAME, #VALUE, #VJP, __VA_ARGS__)
#define OP_UNARY_ANY(NAME, VALUE, VJP, ...)                \
  CR_VALUE(NAME##_value, x, none, CR_X, VALUE)             \
  CR_ROW_VALUE(NAME##_ints, int64_t, int64_t, CR_X, VALUE) \
  CR_VJP(NAME##_vjp, x, none, CR_X, VJP)                   \
  CR_UNARY_TABLE(NAME, #VALUE, #VJP, .row_ints = NAME##_ints, __VA_ARGS__)

// An elementwise op of two inputs that broadcast; one derivative for each.
#define OP_BINARY(NAME, VALUE, VJP_A, VJP_B, ...) \
  CR_VALUE(NAME##_value, a, b, CR_AB, VALUE)      \
  CR_VJP(NAME##_vjp_a, a, b, CR_AB, VJP_A)        \
  CR_VJP(NAME##_vjp_b, a, b, CR_AB, VJP_B)        \
  CR_BINARY_TABLE(NAME, #VALUE, #VJP_A, #VJP_B, __VA_ARGS__)
#define OP_BINARY_ANY(NAME, VALUE, VJP_A, VJP_B, ...)       \
  CR_VALUE(NAME##_value, a, b, CR_AB, VALUE)                \
  CR_ROW_VALUE(NAME##_ints, int64_t, int64_t, CR_AB, VALUE) \
  CR_VJP(NAME##_vjp_a, a, b, CR_AB, VJP_A)                  \
  CR_VJP(NAME##_vjp_b, a, b, CR_AB, VJP_B)                  \
  CR_BINARY_TABLE(NAME, #VALUE, #VJP_A, #VJP_B, .row_ints = NAME##_ints, __VA_ARGS__)

// Elementwise questions: they give bools and have no derivative. OP_BINARY_TEST_ANY(lt, a < b, .doc = ...)
#define CR_TEST_TABLE(NAME, KIND, INPUTS, VALUE, ...) \
  const cr_op cr_op_##NAME = {.name = #NAME,          \
                              .kind = KIND,           \
                              .value = VALUE,         \
                              .inputs = INPUTS,       \
                              .gives = CR_GIVES_BOOL, \
                              .row = NAME##_value,    \
                              __VA_ARGS__,            \
                              CR_UNSHIPPED};
#define OP_UNARY_TEST(NAME, VALUE, ...)                  \
  CR_ROW_VALUE(NAME##_value, real, int64_t, CR_X, VALUE) \
  CR_TEST_TABLE(NAME, "unary", 1, #VALUE, __VA_ARGS__)
#define OP_BINARY_TEST(NAME, VALUE, ...)                  \
  CR_ROW_VALUE(NAME##_value, real, int64_t, CR_AB, VALUE) \
  CR_TEST_TABLE(NAME, "binary", 2, #VALUE, __VA_ARGS__)
#define OP_BINARY_TEST_ANY(NAME, VALUE, ...)                \
  CR_ROW_VALUE(NAME##_value, real, int64_t, CR_AB, VALUE)   \
  CR_ROW_VALUE(NAME##_ints, int64_t, int64_t, CR_AB, VALUE) \
  CR_TEST_TABLE(NAME, "binary", 2, #VALUE, .row_ints = NAME##_ints, __VA_ARGS__)

// An elementwise op of a condition (a: bools) and two inputs of one dtype (b, c), all of which broadcast.
#define OP_TERNARY(NAME, VALUE, VJP_B, VJP_C, ...)                           \
  CR_ROW_VALUE(NAME##_value, real, real, CR_ABC, VALUE)                      \
  CR_ROW_VALUE(NAME##_ints, int64_t, int64_t, CR_ABC, VALUE)                 \
  CR_ROW_VJP(NAME##_vjp_b, CR_ABC, VJP_B)                                    \
  CR_ROW_VJP(NAME##_vjp_c, CR_ABC, VJP_C)                                    \
  const cr_op cr_op_##NAME = {.name = #NAME,                                 \
                              .kind = "ternary",                             \
                              .value = #VALUE,                               \
                              .vjp = {NULL, #VJP_B, #VJP_C},                 \
                              .inputs = 3,                                   \
                              .takes = {CR_TAKES_BOOL},                      \
                              .row = NAME##_value,                           \
                              .row_ints = NAME##_ints,                       \
                              .row_vjp = {NULL, NAME##_vjp_b, NAME##_vjp_c}, \
                              __VA_ARGS__,                                   \
                              CR_UNSHIPPED};

// Any other op of N inputs: NAME_shape, NAME_forward and NAME_backward stand above it in its file.
#define OP(NAME, N, KIND, ...)                             \
  const cr_op cr_op_##NAME = {.name = #NAME,               \
                              .kind = KIND,                \
                              .inputs = N,                 \
                              .shape = NAME##_shape,       \
                              .forward = NAME##_forward,   \
                              .backward = NAME##_backward, \
                              __VA_ARGS__,                 \
                              CR_UNSHIPPED};
// The same for one without a derivative, which needs no NAME_backward.
#define OP_CONSTANT(NAME, N, KIND, ...)                  \
  const cr_op cr_op_##NAME = {.name = #NAME,             \
                              .kind = KIND,              \
                              .inputs = N,               \
                              .shape = NAME##_shape,     \
                              .forward = NAME##_forward, \
                              __VA_ARGS__,               \
                              CR_UNSHIPPED};

// --- What op files may call --------------------------------------------------------------------------

// Fails with a sentence of text, numbers (%d), texts (%t; %T: with a capital) and shapes (%s: two arguments, ndim and
// sizes; %z: without brackets), of at most seven arguments. Returns -1. It is no variadic function because calls of those are twice as large.
#define cr_fail(...) CR_FAIL(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0, 0)
#define CR_FAIL(e, code, format, a, b, c, d, f, g, h, ...)                                                          \
  cr_fail_with(e, code, format, (int64_t)(a), (int64_t)(b), (int64_t)(c), (int64_t)(d), (int64_t)(f), (int64_t)(g), \
               (int64_t)(h))
int32_t cr_fail_with(cr_engine *e, int32_t code, const char *format, int64_t a, int64_t b, int64_t c, int64_t d,
                     int64_t f, int64_t g, int64_t h);

// An optional operand; NULL: not given. One that is left out before others that are given is an empty vector.
static inline const cr_view *given(const cr_call *c, int32_t slot) {
  if (slot >= c->inputs) return NULL;
  const cr_view *v = &c->in[slot];
  const int may_be_absent = slot >= c->op->least && slot < c->inputs - 1;
  return may_be_absent && v->ndim == 1 && v->size == 0 ? NULL : v;
}

// Gradient buffers start at -0. Where an op does not add to each element, what it leaves is 0, as in PyTorch.
static inline void add_zeros(const cr_call *c, int32_t slot) {
  for (int32_t k = 0; k < c->in[slot].size; k++) c->into[k] += 0;
}

// For an op that stores, before what only adds.
static inline void start_sums(const cr_call *c, int32_t slot) {
  for (int32_t k = 0; c->first && k < c->in[slot].size; k++) c->into[k] = (real)-0.0;
}

// Towards 0, as C does; what int64 cannot hold becomes its least number, as on the processors that PyTorch runs on.
static inline int64_t int_from(double x) {
  const double end = 9223372036854775808.0;
  return x >= -end && x < end ? (int64_t)x : INT64_MIN;
}

// out = the shape that a and b broadcast to. 0, or -1 after cr_fail with PyTorch's sentence.
int32_t dims_broadcast(cr_engine *e, const cr_view *a, const cr_view *b, cr_dims *out);
// The dims of `all` along which `part` was broadcast, as a bit each.
int32_t dims_expanded(const cr_view *all, const cr_view *part);
// out = the shape of x.
void dims_like(const cr_view *x, cr_dims *out);

// Checks that dims are in range and named once. 0, or -1 after cr_fail.
int32_t cr_check_dims(cr_engine *e, int32_t ndim, const double *dims, int32_t count);
// The (checked) dims that a reduction names, as a bit each; none named means all.
int32_t cr_dim_mask(int32_t ndim, const double *dims, int32_t count);

// into[kept] += sum over the dims in `mask` of from[all], summed in double.
void cr_sum_over(const cr_view *all, int32_t mask, const real *from, real *into);
// into[all] += from[kept] / divisor.
void cr_spread_over(const cr_view *all, int32_t mask, const real *from, real divisor, real *into);

#endif
