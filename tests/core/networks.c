// networks.c: the gradients of the ops of networks against central differences, at shapes and attributes that reach
// each of their loops.
#include "differences.h"

enum { INPUTS = 5, ATTRIBUTES = 9 };

// Operands: their ndim, then their sizes. Attributes: none takes the defaults.
typedef struct {
  const char *op;
  int32_t inputs, shape[INPUTS][6], attrs;
  double attr[ATTRIBUTES];
} network;

// Attributes of conv2d: stride, padding, dilation, groups, same. Of poolings: kernel_size, stride, padding, ...
static const network networks[] = {
    {"conv2d", 2, {{4, 1, 1, 3, 3}, {4, 1, 1, 2, 2}}, 0, {0}},
    {"conv2d", 3, {{4, 2, 2, 4, 3}, {4, 3, 2, 3, 2}, {1, 3}}, 8, {1, 1, 1, 0, 1, 1, 1, 0}},
    {"conv2d", 3, {{4, 1, 4, 5, 6}, {4, 4, 2, 2, 3}, {1, 4}}, 8, {2, 1, 1, 2, 2, 1, 2, 0}},
    {"conv2d", 3, {{4, 1, 3, 4, 4}, {4, 3, 1, 3, 3}, {1, 3}}, 8, {1, 3, 1, 1, 1, 1, 3, 0}},
    {"conv2d", 3, {{3, 2, 3, 4}, {4, 2, 2, 2, 4}, {1, 2}}, 8, {1, 1, 0, 0, 1, 1, 1, 1}},
    {"conv2d", 3, {{4, 1, 1, 7, 7}, {4, 2, 1, 2, 2}, {1, 2}}, 0, {0}},
    {"conv2d", 3, {{3, 2, 2, 6}, {3, 2, 2, 3}, {1, 2}}, 8, {1, 2, 0, 1, 1, 1, 1, 0}},
    {"conv2d", 2, {{4, 1, 16, 2, 2}, {4, 1, 16, 3, 3}}, 8, {1, 1, 1, 1, 1, 1, 1, 0}},
    {"max_pool2d", 1, {{4, 2, 2, 4, 5}}, 9, {2, 2, NAN, NAN, 0, 0, 1, 1, 0}},
    {"max_pool2d", 1, {{3, 2, 5, 5}}, 9, {3, 2, 2, 1, 1, 0, 1, 2, 0}},
    {"max_pool2d", 1, {{4, 1, 1, 5, 7}}, 9, {3, 3, 2, 3, 1, 1, 1, 1, 1}},
    {"avg_pool2d", 1, {{4, 2, 2, 4, 5}}, 9, {2, 2, NAN, NAN, 0, 0, 0, 1, NAN}},
    {"avg_pool2d", 1, {{3, 2, 5, 5}}, 9, {3, 3, 2, 1, 1, 1, 1, 0, NAN}},
    {"avg_pool2d", 1, {{4, 1, 1, 5, 7}}, 9, {3, 2, 2, 2, 1, 0, 1, 1, 5}},
    {"adaptive_avg_pool2d", 1, {{4, 1, 2, 5, 4}}, 2, {3, 2}},
    {"adaptive_avg_pool2d", 1, {{3, 2, 2, 3}}, 2, {3, 1}},
    {"layer_norm", 3, {{3, 2, 3, 4}, {1, 4}, {1, 4}}, 2, {1e-5, 4}},
    {"layer_norm", 3, {{3, 2, 3, 4}, {2, 3, 4}, {2, 3, 4}}, 3, {0.1, 3, 4}},
    {"layer_norm", 1, {{2, 4, 3}}, 2, {1e-5, 3}},
    {"batch_norm", 3, {{4, 2, 3, 2, 2}, {1, 3}, {1, 3}}, 3, {1, 0.1, 1e-5}},
    {"batch_norm", 5, {{2, 4, 3}, {1, 3}, {1, 3}, {1, 3}, {1, 3}}, 3, {1, 0.1, 0.1}},
    {"batch_norm", 5, {{3, 2, 3, 2}, {1, 3}, {1, 3}, {1, 3}, {1, 3}}, 3, {0, 0.1, 1e-5}},
    {"mse_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 1, {0}},
    {"mse_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 1, {1}},
    {"mse_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 1, {2}},
    {"smooth_l1_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 2, {0, 0.51}},
    {"smooth_l1_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 2, {2, 1.01}},
    {"huber_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 2, {0, 0.51}},
    {"huber_loss", 2, {{2, 3, 4}, {2, 3, 4}}, 2, {2, 1.01}},
    {"binary_cross_entropy", 2, {{2, 3, 2}, {2, 3, 2}}, 1, {0}},
    {"binary_cross_entropy", 3, {{2, 3, 2}, {2, 3, 2}, {2, 3, 2}}, 1, {2}},
    {"binary_cross_entropy_with_logits", 2, {{2, 3, 2}, {2, 3, 2}}, 1, {0}},
    {"binary_cross_entropy_with_logits", 4, {{2, 3, 2}, {2, 3, 2}, {2, 3, 2}, {2, 3, 2}}, 1, {2}},
    {"nll_loss", 2, {{1, 3}, {0}}, 0, {0}},
    {"nll_loss", 3, {{2, 4, 3}, {1, 4}, {1, 3}}, 3, {0, 1, 0}},
    {"nll_loss", 3, {{4, 2, 3, 2, 2}, {3, 2, 2, 2}, {1, 3}}, 3, {2, -100, 0.3}},
    {"nll_loss", 3, {{3, 2, 3, 4}, {2, 2, 4}, {1, 3}}, 3, {0, 2, 0.3}},
};

static int has_labels(const network *n, int32_t slot) {
  return slot == 1 && strcmp(n->op, "nll_loss") == 0;
}

// Classes 0, 1, 2, over and over.
static cr_id labels(cr_engine *e, int32_t ndim, const int32_t *size) {
  const cr_id id = cr_int_tensor(e, ndim, size, NULL, CR_INT64);
  for (int32_t k = 0; k < cr_size(e, id); k++) cr_int_data(e, id)[k] = k % 3;
  return id;
}

// Elements in (0.1, 0.9), at least 0.008 apart, and, but for two operands that are probabilities, of both signs.
static cr_id operand(cr_engine *e, const network *n, int32_t slot, int32_t *nth) {
  const int32_t ndim = n->shape[slot][0], *size = n->shape[slot] + 1;
  if (has_labels(n, slot)) return labels(e, ndim, size);
  const int positive = strcmp(n->op, "binary_cross_entropy") == 0 || slot == 4;
  const cr_id id = cr_param(e, ndim, size, NULL, 1);
  for (int32_t k = 0; k < cr_size(e, id); k++, ++*nth) {
    const double size_of = 0.1 + 0.8 * (*nth * 37 % 97) / 97;
    cr_data(e, id)[k] = (cr_real)(positive || *nth % 3 ? size_of : -size_of);
  }
  return id;
}

static int has_vjp(int32_t op, int32_t slot) {
  return slot < 3 && cr_op_text(op, CR_VJP_0 + slot) != NULL;
}

static void check(const network *n, result *r) {
  cr_engine *e = cr_open();
  cr_id in[INPUTS];
  int32_t nth = 0;
  for (int32_t i = 0; i < n->inputs; i++) in[i] = operand(e, n, i, &nth);
  const op_call call = {.op = op_named(n->op), .inputs = n->inputs, .attrs = n->attrs, .in = in, .attr = n->attr};
  backward_from(e, &call);
  for (int32_t i = 0; i < n->inputs; i++) {
    if (has_vjp(call.op, i)) compare_slot(e, &call, i, r);
  }
  cr_close(e);
}

static void gradients_equal_differences(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
    result r = {0};
    check(&networks[i], &r);
    assert_true(r.derivatives > 0);
    print_message("%-32s %4d derivatives, worst error %.1e\n", networks[i].op, r.derivatives, r.worst);
  }
}

static int is_listed(const char *name) {
  for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
    if (strcmp(networks[i].op, name) == 0) return 1;
  }
  return 0;
}

static void every_op_of_these_kinds_is_checked(void **state) {
  static const char *const kinds[] = {"convolution", "pooling", "normalization", "loss"};
  (void)state;
  for (int32_t op = 0; op < cr_op_count(); op++) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
      const char *name = cr_op_text(op, CR_NAME);
      if (strcmp(kinds[i], cr_op_text(op, CR_KIND)) == 0 && !is_listed(name)) fail_msg("%s is not in `networks`", name);
    }
  }
}

// It would have as many rows as their padding adds, for which there is no room.
static void a_convolution_along_one_dim_has_no_rows(void **state) {
  cr_engine *e = *state;
  const cr_real x[] = {1, 2, 3}, ones[] = {1, 1};
  const cr_id in[] = {cr_param(e, 2, (int32_t[]){1, 3}, x, 1), cr_param(e, 3, (int32_t[]){1, 1, 2}, ones, 1)};
  const cr_id y = cr_apply(e, op_named("conv2d"), 2, in, 8, (const double[]){2, 1, 50, 0, 3, 1, 1, 0});
  assert_shape(e, y, 1, 2);
  assert_numbers(cr_data(e, y), 2, 3, 5);
  assert_int_equal(cr_backward(e, sum_all(e, y), 0, 0), 0);
  assert_numbers(cr_grad_data(e, in[0]), 3, 1, 2, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gradients_equal_differences),
                                     cmocka_unit_test(every_op_of_these_kinds_is_checked),
                                     WITH_ENGINE(a_convolution_along_one_dim_has_no_rows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
