// update.h: what a file of src/update sees. A rule is one optimiser's step for one element, written once, as C: w is the
// parameter, g its gradient, then its state and its hyperparameters by PyTorch's names. The macro compiles the text and
// keeps it to be shown. Where PyTorch rounds, the text rounds: elements are reals, scalars are doubles (with a real's
// value), and so an assignment and an argument of the functions below is what one of PyTorch's operations is. On any
// processor with fused multiply-adds (AVX2, say) PyTorch's w - lr * g is rounded once, as here.
#ifndef CR_UPDATE_H
#define CR_UPDATE_H

#include "op.h"

// Assigning is rounding.
#pragma GCC diagnostic ignored "-Wfloat-conversion"

enum { CR_MAX_STATES = 3, CR_MAX_HYPERS = 8 };

// One step of one parameter.
typedef struct {
  int32_t n, first;  // elements; whether this is its first step
  double step;       // how often it has been updated, with this one
  const double *hyper;
  real *w;
  const real *g;
  real *state[CR_MAX_STATES];  // NULL where the hyperparameters do not ask for it
} cr_step;

typedef struct {
  int32_t wanted;
  double start;
} cr_state;

typedef struct cr_rule {
  const char *name, *once, *each, *doc, *torch;
  const cr_attr *hypers;
  const char *const *states;
  int32_t hyper_count, state_count;
  int32_t counts;                                       // whether it needs to know how many steps a parameter has made
  void (*wants)(const double *hyper, cr_state *state);  // which states there are, and what each element starts at
  void (*run)(const cr_step *s);
} cr_rule;

const cr_rule *rule_at(int32_t rule);

static inline double power(double base, double times) {
  double product = 1;
  for (uint64_t rest = (uint64_t)int_from(times); rest; rest >>= 1, base *= base) product *= rest & 1 ? base : 1;
  return product;
}

// As torch.lerp: a + weight * (b - a), from the nearer end.
static inline real lerp(real a, real b, double weight) {
  const real way = b - a;
  return weight < 0.5 ? a + weight * way : b - way * (double)(real)(1 - weight);
}

// As torch.addcmul and torch.addcdiv: y + value * a * b and y + value * a / b.
static inline real addcmul(real y, double value, real a, real b) {
  const real scaled = value * a;
  return y + (double)scaled * b;
}
static inline real addcdiv(real y, double value, real a, real b) {
  const real scaled = value * a, ratio = scaled / b;
  return y + ratio;
}

// --- UPDATE(NAME, HYPERS, STATES, ONCE, EACH, .doc = ..., .torch = ...) ----------------------------------------------
// HYPERS(X): X(name, kind, default). STATES(X): X(name, condition, start). ONCE(X): X(name, value) is computed from the
// hyperparameters and, with `.counts = 1`, `step` in double, once per parameter.

#define CR_HYPER_ENTRY(NAME, KIND, FALLBACK) {#NAME, KIND, FALLBACK},
#define CR_HYPER_EXACT(NAME, KIND, FALLBACK) \
  const double NAME = *h++;                  \
  (void)NAME;
#define CR_HYPER_KEEP(NAME, KIND, FALLBACK) *to++ = (real)NAME;
#define CR_HYPER_TAKE(NAME, KIND, FALLBACK) CR_ONCE_TAKE(NAME, )
#define CR_ONCE_TEXT(NAME, VALUE) #NAME " = " #VALUE "; "
#define CR_ONCE_KEEP(NAME, VALUE) *to++ = (real)(VALUE);
#define CR_ONCE_TAKE(NAME, VALUE) \
  const double NAME = *from++;    \
  (void)NAME;
#define CR_STATE_NAME(NAME, WANTED, START) #NAME,
#define CR_ONE(...) +1
#define CR_STATE_WANTED(NAME, WANTED, START) *state++ = (cr_state){WANTED, START};
#define CR_STATE_PLACE(NAME, WANTED, START) real *const NAME##_place = *place++;
#define CR_STATE_TAKE(NAME, WANTED, START) real NAME = NAME##_place ? NAME##_place[k] : 0;
#define CR_STATE_KEEP(NAME, WANTED, START) \
  if (NAME##_place) NAME##_place[k] = NAME;

// What the WebAssembly leaves out (as in op.h): nothing there shows a rule.
#ifdef __wasm__
#define CR_RULE_UNSHIPPED CR_UNSHIPPED, .once = NULL, .each = NULL
#else
#define CR_RULE_UNSHIPPED
#endif

#define UPDATE(NAME, HYPERS, STATES, ONCE, EACH, ...)                                                 \
  static void NAME##_wants(const double *h, cr_state *state) {                                        \
    HYPERS(CR_HYPER_EXACT)                                                                            \
    STATES(CR_STATE_WANTED)                                                                           \
    (void)state;                                                                                      \
  }                                                                                                   \
  static void NAME##_run(const cr_step *s) {                                                          \
    real scalars[CR_MAX_HYPERS * 2];                                                                  \
    {                                                                                                 \
      const double *h = s->hyper, step = s->step;                                                     \
      real *to = scalars;                                                                             \
      (void)step;                                                                                     \
      HYPERS(CR_HYPER_EXACT)                                                                          \
      HYPERS(CR_HYPER_KEEP)                                                                           \
      ONCE(CR_ONCE_KEEP)                                                                              \
    }                                                                                                 \
    const real *from = scalars;                                                                       \
    const int32_t first = s->first;                                                                   \
    real *const *place = s->state;                                                                    \
    (void)first;                                                                                      \
    HYPERS(CR_HYPER_TAKE)                                                                             \
    ONCE(CR_ONCE_TAKE)                                                                                \
    STATES(CR_STATE_PLACE)                                                                            \
    for (int32_t k = 0; k < s->n; k++) {                                                              \
      real w = s->w[k], g = s->g[k];                                                                  \
      STATES(CR_STATE_TAKE)                                                                           \
      EACH;                                                                                           \
      s->w[k] = w;                                                                                    \
      STATES(CR_STATE_KEEP)                                                                           \
    }                                                                                                 \
  }                                                                                                   \
  const cr_rule cr_rule_##NAME = {.name = #NAME,                                                      \
                                  .once = "" ONCE(CR_ONCE_TEXT),                                      \
                                  .each = #EACH,                                                      \
                                  .hypers = (const cr_attr[]){HYPERS(CR_HYPER_ENTRY){NULL, NULL, 0}}, \
                                  .states = (const char *const[]){STATES(CR_STATE_NAME) NULL},        \
                                  .hyper_count = HYPERS(CR_ONE),                                      \
                                  .state_count = 0 STATES(CR_ONE),                                    \
                                  .wants = NAME##_wants,                                              \
                                  .run = NAME##_run,                                                  \
                                  __VA_ARGS__,                                                        \
                                  CR_RULE_UNSHIPPED};

#endif
