// gradients.c: the gradient of every op of the table against central differences; a new op is checked without a
// word here. What a kind of ops needs (shapes, attributes) stands in the table `kinds`.
#include "core.h"

// Five-point differences: the error is h^4 f'''''/30 and the rounding of f over h. Figures of the double build
// are the check; floats, with their seven digits, only tell that the same formula was compiled for them.
#ifdef CR_DOUBLE
static const double STEP = 0x1p-12, TOLERANCE = 1e-6;
#else
static const double STEP = 0x1p-8, TOLERANCE = 2e-4;
#endif

enum { INPUTS = 3, ATTRIBUTES = 6, LARGEST = 24 };

// One call of an op to be checked: which shapes, how the inputs are scaled (the sign is the sign of all).
typedef struct {
  int32_t op, inputs, attrs;
  int32_t ndim[INPUTS], shape[INPUTS][CR_MAX_DIMS];
  double scale[INPUTS], attr[ATTRIBUTES];
} trial;

typedef struct {
  double worst;
  int32_t derivatives;
} result;

// Elements in (0.27, 1.73), no two alike: away from ties and, at full and at half size, from kinks and poles at 0, 0.5,
// 1 and pi / 2. Those of later operands are a little larger, so that no quotient is near an integer.
static cr_real element(const trial *t, int32_t slot, int32_t nth) {
  return (cr_real)(t->scale[slot] * (5.5 + nth * 5 % 23) / 20 * (1 + slot * 0.125));
}

static int is_condition(const trial *t, int32_t slot) {
  return slot == 0 && strcmp(cr_op_text(t->op, CR_KIND), "ternary") == 0;
}

// Bools that alternate.
static cr_id condition(cr_engine *e, const trial *t) {
  int64_t bools[LARGEST];
  for (int32_t k = 0; k < LARGEST; k++) bools[k] = k % 2;
  return cr_int_tensor(e, t->ndim[0], t->shape[0], bools, CR_BOOL);
}

// Makes the inputs. Each but a condition is a parameter, so that it can be changed for the differences.
static void make_inputs(cr_engine *e, const trial *t, cr_id *in) {
  for (int32_t i = 0, nth = 0; i < t->inputs; i++) {
    if (is_condition(t, i)) {
      in[i] = condition(e, t);
      continue;
    }
    in[i] = cr_param(e, t->ndim[i], t->shape[i], NULL, 1);
    assert_true(in[i] < 0);
    for (int32_t k = 0; k < cr_size(e, in[i]); k++, nth++) cr_data(e, in[i])[k] = element(t, i, nth);
    assert_in_range(nth, 1, LARGEST - 1);
  }
}

static cr_id apply(cr_engine *e, const trial *t, const cr_id *in) {
  const cr_id y = cr_apply(e, t->op, t->inputs, in, t->attrs, t->attr);
  if (!y) fail_msg("%s: %s", cr_op_text(t->op, CR_NAME), cr_message(e));
  return y;
}

// Upstream gradients: different for each element, and of both signs.
static double upstream(int32_t k) {
  return (k % 2 ? -1 : 1) * (1 + k % 5) / 4.0;
}

// The number that is differentiated: sum of upstream * y.
static double total(cr_engine *e, const trial *t, const cr_id *in) {
  const cr_id y = apply(e, t, in);
  double sum = 0;
  for (int32_t k = 0; k < cr_size(e, y); k++) sum += upstream(k) * (double)cr_data(e, y)[k];
  return sum;
}

static double slope(cr_engine *e, const trial *t, const cr_id *in, cr_real *at) {
  static const double weights[] = {1, -8, 0, 8, -1};
  const cr_real here = *at;
  double sum = 0;
  cr_set_grad_enabled(e, 0);
  for (int32_t i = 0; i < 5; i++) {
    *at = here + (cr_real)((i - 2) * STEP);
    if (weights[i] != 0) sum += weights[i] * total(e, t, in);
  }
  cr_set_grad_enabled(e, 1);
  *at = here;
  return sum / (12 * STEP);
}

static void backward(cr_engine *e, const trial *t, const cr_id *in) {
  const cr_id y = apply(e, t, in);
  const cr_id g = cr_tensor(e, cr_ndim(e, y), cr_shape(e, y), NULL);
  for (int32_t k = 0; k < cr_size(e, g); k++) cr_data(e, g)[k] = (cr_real)upstream(k);
  if (cr_backward(e, y, g, 0)) fail_msg("%s: %s", cr_op_text(t->op, CR_NAME), cr_message(e));
}

static void compare(cr_engine *e, const trial *t, const cr_id *in, result *r) {
  for (int32_t i = 0; i < t->inputs; i++) {
    for (int32_t k = 0; k < (is_condition(t, i) ? 0 : cr_size(e, in[i])); k++) {
      const double numeric = slope(e, t, in, cr_data(e, in[i]) + k), exact = (double)cr_grad_data(e, in[i])[k];
      const double error = fabs(exact - numeric) / fmax(1, fabs(numeric));
      if (!(error < TOLERANCE)) {
        fail_msg("%s: d/d(input %d)[%d] is %.9g by backward, but %.9g by differences", cr_op_text(t->op, CR_NAME), i, k,
                 exact, numeric);
      }
      r->worst = fmax(r->worst, error);
      r->derivatives++;
    }
  }
}

static int all_finite(cr_engine *e, cr_id id) {
  for (int32_t k = 0; k < cr_size(e, id); k++) {
    if (!isfinite((double)cr_data(e, id)[k])) return 0;
  }
  return 1;
}

// Whether the op is defined at these inputs (log and sqrt of negative ones are not) and, if so, right.
static int check(const trial *t, result *r) {
  cr_engine *e = cr_open();
  cr_id in[INPUTS];
  make_inputs(e, t, in);
  const int defined = all_finite(e, apply(e, t, in));
  if (defined) {
    backward(e, t, in);
    compare(e, t, in, r);
  }
  cr_close(e);
  return defined;
}

// Every combination of signs, at full and at half size (for ops that end at 1); one must be in the op's domain.
static void check_signs(trial *t, result *r) {
  int defined = 0;
  for (int32_t signs = 0; signs < 1 << (t->inputs + 1); signs++) {
    const double size = signs & 1 ? 0.5 : 1;
    for (int32_t i = 0; i < t->inputs; i++) t->scale[i] = signs >> (i + 1) & 1 ? -size : size;
    defined += check(t, r);
  }
  if (!defined) {
    fail_msg("%s has no finite value where the gradient check looks, in (0.13, 1.73) and (-1.73, -0.13)",
             cr_op_text(t->op, CR_NAME));
  }
}

static void set_shape(trial *t, int32_t slot, int32_t ndim, const int32_t *shape) {
  t->ndim[slot] = ndim;
  for (int32_t d = 0; d < ndim; d++) t->shape[slot][d] = shape[d];
}

// Shapes that broadcast with one another, whichever comes first.
static const struct {
  int32_t ndim, shape[3];
} fitting[] = {{0, {0}}, {1, {3}}, {1, {1}}, {2, {2, 3}}, {2, {2, 1}}, {2, {1, 3}}, {3, {2, 2, 1}}, {3, {1, 1, 3}}};
enum { FITTING = sizeof fitting / sizeof *fitting };

// The defaults of all attributes, then twice that of each (of a choice, another word): a derivative that forgets one is
// wrong there.
static void check_attributes(trial *t, result *r) {
  check_signs(t, r);
  for (const char *kind; (kind = cr_op_attr_kind(t->op, t->attrs)); t->attrs++) {
    if (t->attrs == ATTRIBUTES || strcmp(kind, "ints") == 0) {
      fail_msg("%s has attributes that the gradient check cannot choose for a %s op", cr_op_text(t->op, CR_NAME),
               cr_op_text(t->op, CR_KIND));
    };
    const double fallback = cr_op_attr_default(t->op, t->attrs);
    const int is_choice = strcmp(kind, "bool") == 0 || strchr(kind, '|');
    t->attr[t->attrs] = is_choice ? fallback == 0 : 2 * fallback;
  }
  if (t->attrs) check_signs(t, r);
}

static void check_unary(int32_t op, result *r) {
  for (int32_t i = 0; i < FITTING; i++) {
    trial t = {.op = op, .inputs = 1};
    set_shape(&t, 0, fitting[i].ndim, fitting[i].shape);
    check_attributes(&t, r);
  }
}

// To reals: ints have no derivative.
static void check_conversion(int32_t op, result *r) {
  for (int32_t i = 0; i < FITTING; i++) {
    trial t = {.op = op, .inputs = 1};
    set_shape(&t, 0, fitting[i].ndim, fitting[i].shape);
    check_signs(&t, r);
  }
}

static void check_binary(int32_t op, result *r) {
  for (int32_t i = 0; i < FITTING * FITTING; i++) {
    const int32_t a = i / FITTING, b = i % FITTING;
    trial t = {.op = op, .inputs = 2};
    set_shape(&t, 0, fitting[a].ndim, fitting[a].shape);
    set_shape(&t, 1, fitting[b].ndim, fitting[b].shape);
    check_attributes(&t, r);
  }
}

static void check_ternary(int32_t op, result *r) {
  for (int32_t i = 0; i < FITTING * FITTING * FITTING; i++) {
    trial t = {.op = op, .inputs = 3};
    for (int32_t slot = 0, rest = i; slot < 3; slot++, rest /= FITTING) {
      set_shape(&t, slot, fitting[rest % FITTING].ndim, fitting[rest % FITTING].shape);
    }
    check_attributes(&t, r);
  }
}

// Whether the op takes these operands and attributes and has a finite value there (the variance of a scalar has none).
static int accepts(const trial *t) {
  cr_engine *e = cr_open();
  cr_id in[INPUTS];
  for (int32_t i = 0; i < t->inputs; i++) in[i] = cr_tensor(e, t->ndim[i], t->shape[i], NULL);
  const cr_id y = cr_apply(e, t->op, t->inputs, in, t->attrs, t->attr);
  const int fits = y && all_finite(e, y);
  cr_close(e);
  return fits;
}

// The attributes before the list of dims, the last of which is keepdim: their defaults, numbers scaled.
static void set_singles(trial *t, double scale, int keepdim) {
  t->attrs = 0;
  for (int32_t k = 0; cr_op_attr_name(t->op, k); k++) {
    const char *kind = cr_op_attr_kind(t->op, k);
    if (strcmp(kind, "float") == 0) t->attr[t->attrs++] = scale * cr_op_attr_default(t->op, k);
    if (strcmp(kind, "bool") == 0) t->attr[t->attrs++] = keepdim;
  }
}

// No attributes (all dims), then every choice of dims of a 3-d tensor, from both ends, with and without keepdim, and
// for orders and corrections two numbers. Some ops take only some of these.
static void check_reduction(int32_t op, result *r) {
  trial t = {.op = op, .inputs = 1}, scalar = t;
  set_shape(&t, 0, 3, (int32_t[]){2, 3, 2});
  if (accepts(&t)) check_signs(&t, r);
  if (accepts(&scalar)) check_signs(&scalar, r);
  for (int32_t choice = 0; choice < 64; choice++) {
    set_singles(&t, choice & 32 ? 1.5 : 1, choice & 1);
    for (int32_t d = 0; d < 3; d++) {
      if (choice >> (d + 2) & 1) t.attr[t.attrs++] = choice & 2 ? d - 3 : d;
    }
    if (accepts(&t)) check_signs(&t, r);
  }
}

// Each dim, from both ends.
static void check_along(int32_t op, result *r) {
  trial t = {.op = op, .inputs = 1, .attrs = 1};
  set_shape(&t, 0, 3, (int32_t[]){2, 3, 2});
  for (int32_t dim = -3; dim < 3; dim++) {
    t.attr[0] = dim;
    check_signs(&t, r);
  }
}

// Vectors, matrices and batches of them, of which an op takes some.
static const struct {
  int32_t a_ndim, a[4], b_ndim, b[4];
} factors[] = {{1, {3}, 1, {3}},
               {1, {3}, 1, {4}},
               {1, {3}, 2, {3, 2}},
               {1, {2}, 3, {2, 2, 3}},
               {2, {1, 1}, 2, {1, 1}},
               {2, {2, 3}, 1, {3}},
               {2, {2, 3}, 2, {3, 2}},
               {2, {3, 2}, 2, {2, 4}},
               {2, {1, 4}, 2, {4, 3}},
               {2, {4, 1}, 2, {1, 2}},
               {2, {2, 2}, 3, {2, 2, 3}},
               {3, {2, 2, 3}, 1, {3}},
               {3, {2, 3, 2}, 2, {2, 3}},
               {3, {2, 2, 2}, 3, {2, 2, 3}},
               {3, {2, 2, 3}, 3, {1, 3, 2}},
               {3, {1, 2, 2}, 3, {3, 2, 2}},
               {4, {2, 1, 2, 2}, 4, {1, 3, 2, 1}},
               {4, {2, 2, 1, 2}, 3, {2, 2, 1}}};

static void check_product(int32_t op, result *r) {
  for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
    trial t = {.op = op, .inputs = 2};
    set_shape(&t, 0, factors[i].a_ndim, factors[i].a);
    set_shape(&t, 1, factors[i].b_ndim, factors[i].b);
    if (accepts(&t)) check_signs(&t, r);
  }
}

// Samples by a weight [outputs, inputs], plus a bias that is there or not.
static void check_layer(int32_t op, result *r) {
  for (size_t i = 0; i < 2 * sizeof factors / sizeof *factors; i++) {
    trial t = {.op = op, .inputs = i % 2 ? 3 : 2};
    const int32_t inputs = factors[i / 2].a[factors[i / 2].a_ndim - 1];
    set_shape(&t, 0, factors[i / 2].a_ndim, factors[i / 2].a);
    set_shape(&t, 1, 2, (int32_t[]){2, inputs});
    set_shape(&t, 2, 1, (int32_t[]){2});
    if (accepts(&t)) check_signs(&t, r);
  }
}

static const struct {
  const char *name;
  int32_t inputs;
  void (*check)(int32_t op, result *r);
} kinds[] = {{"unary", 1, check_unary},           {"binary", 2, check_binary},       {"ternary", 3, check_ternary},
             {"conversion", 1, check_conversion}, {"reduction", 1, check_reduction}, {"along", 1, check_along},
             {"product", 2, check_product},       {"layer", 3, check_layer}};

// Kinds that moves.c and networks.c check.
static const char *const elsewhere[] = {"view",        "move",    "join",          "pick",
                                        "convolution", "pooling", "normalization", "loss"};

static int is_elsewhere(const char *kind) {
  for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
    if (strcmp(elsewhere[i], kind) == 0) return 1;
  }
  return 0;
}

static result check_op(int32_t op) {
  result r = {0};
  const char *kind = cr_op_text(op, CR_KIND);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(kinds[i].name, kind) == 0 && kinds[i].inputs == cr_op_inputs(op)) kinds[i].check(op, &r);
  }
  if (!r.derivatives) {
    fail_msg("%s is a %s op of %d inputs, for which the gradient check knows no shapes: add a function that makes some "
             "to `kinds` in gradients.c",
             cr_op_text(op, CR_NAME), kind, cr_op_inputs(op));
  }
  return r;
}

static void gradients_equal_differences(void **state) {
  (void)state;
  double worst = 0;
  int32_t without = 0;
  for (int32_t op = 0; op < cr_op_count(); op++) {
    const char *name = cr_op_text(op, CR_NAME);
    if (!cr_op_text(op, CR_VJP_0) && !cr_op_text(op, CR_VJP_1)) {
      without++;
      continue;
    }
    if (is_elsewhere(cr_op_text(op, CR_KIND))) continue;
    const result r = check_op(op);
    print_message("%-10s %6d derivatives, worst error %.1e\n", name, r.derivatives, r.worst);
    worst = fmax(worst, r.worst);
  }
  print_message("all %d ops (%d without derivative), %s: worst error %.1e, allowed %.0e\n", cr_op_count(), without,
                sizeof(cr_real) == 8 ? "double" : "float", worst, TOLERANCE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gradients_equal_differences)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
