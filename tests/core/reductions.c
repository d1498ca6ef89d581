// reductions.c: sums over every choice of dims, exact, with their gradients; reductions of tensors without elements.
#include "core.h"

enum { NDIM = 4 };

// Where element k of a tensor goes when the dims in `mask` are summed.
static int32_t kept_at(const int32_t *shape, int32_t mask, int32_t k) {
  int32_t at = 0, step = 1;
  for (int32_t d = NDIM - 1; d >= 0; k /= shape[d--]) {
    if (mask >> d & 1) continue;
    at += k % shape[d] * step;
    step *= shape[d];
  }
  return at;
}

static cr_id counted(cr_engine *e, const int32_t *shape) {
  const cr_id x = cr_param(e, NDIM, shape, NULL, 1);
  for (int32_t k = 0; k < cr_size(e, x); k++) cr_data(e, x)[k] = (cr_real)(k * 7 % 23 - 11);
  return x;
}

static void check_sum(const int32_t *shape, int32_t mask) {
  int32_t dims[NDIM], count = 0;
  for (int32_t d = 0; d < NDIM; d++) {
    if (mask >> d & 1) dims[count++] = d;
  }
  cr_engine *e = cr_open();
  const cr_id x = counted(e, shape), y = reduction(e, "sum", x, 0, count, dims);
  const int32_t size = cr_size(e, x), kept = cr_size(e, y);
  double *sums = calloc((size_t)kept, sizeof *sums);
  for (int32_t k = 0; k < size; k++) sums[kept_at(shape, mask, k)] += (double)cr_data(e, x)[k];
  for (int32_t k = 0; k < kept; k++) assert_number(cr_data(e, y)[k], sums[k]);
  const cr_id g = cr_tensor(e, cr_ndim(e, y), cr_shape(e, y), NULL);
  for (int32_t k = 0; k < kept; k++) cr_data(e, g)[k] = (cr_real)(k + 1);
  assert_int_equal(cr_backward(e, y, g, 0), 0);
  for (int32_t k = 0; k < size; k++) assert_number(cr_grad_data(e, x)[k], kept_at(shape, mask, k) + 1);
  free(sums);
  cr_close(e);
}

static void sums_are_exact_over_every_choice_of_dims(void **state) {
  (void)state;
  static const int32_t sizes[] = {1, 2, 9, 17};
  for (int32_t choice = 0; choice < 256; choice++) {
    const int32_t shape[] = {sizes[choice & 3], sizes[choice >> 2 & 3], sizes[choice >> 4 & 3], sizes[choice >> 6]};
    for (int32_t mask = 1; mask < 16; mask++) check_sum(shape, mask);
  }
}

// A float would stop growing at 2^24.
static void long_sums_are_rounded_once(void **state) {
  cr_engine *e = *state;
  const cr_id x = cr_tensor(e, 2, (int32_t[]){1000000, 3}, NULL);
  for (int32_t k = 0; k < 3000000; k++) cr_data(e, x)[k] = (cr_real)(k % 3 ? 33.1 : 0.1);
  double sums[2] = {0};
  for (int32_t k = 0; k < 2000000; k++) sums[k % 2] += (double)(cr_real)(k % 2 ? 33.1 : 0.1);
  assert_true(fabs((double)cr_data(e, reduction(e, "sum", x, 0, 1, (int[]){0}))[0] / sums[0] - 1) < 1e-7);
  assert_true(fabs(cr_item(e, sum_all(e, x)) / (sums[0] + 2 * sums[1]) - 1) < 1e-7);
}

// (0, 3) along its first dim: three lines without elements. As in PyTorch.
static void reductions_of_nothing(void **state) {
  cr_engine *e = *state;
  const cr_id none = cr_tensor(e, 2, (int32_t[]){0, 3}, NULL);
  static const struct {
    const char *op;
    double value;
    int32_t singles;
  } cases[] = {{"sum", 0, 1},   {"prod", 1, 1}, {"logsumexp", -INFINITY, 1}, {"mean", NAN, 1}, {"var", NAN, 2},
               {"std", NAN, 2}, {"norm", 0, 2}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const double attr[] = {cases[i].singles == 2 ? 2 : 0, 0, 0};
    const cr_id y = cr_apply(e, op_named(cases[i].op), 1, &none, cases[i].singles + 1, attr);
    assert_shape(e, y, 3);
    for (int32_t k = 0; k < 3; k++) assert_number(cr_data(e, y)[k], cases[i].value);
  }
  static const char *const extremes[] = {"amax", "amin", "max", "min", "argmax", "argmin"};
  for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
    assert_shape(e, reduction(e, extremes[i], none, 0, 1, (int[]){1}), 0);
    assert_int_equal(reduction(e, extremes[i], none, 0, 1, (int[]){0}), 0);
  }
}

// How many elements are not 0; its derivative is 0.
static void norm_of_order_0(void **state) {
  cr_engine *e = *state;
  const cr_id x = vector(e, 4, (cr_real[]){0, -2, 3, (cr_real)NAN});
  const cr_id y = cr_apply(e, op_named("norm"), 1, &x, 2, (double[]){0, 0});
  assert_number(cr_item(e, y), 3);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_numbers(cr_grad_data(e, x), 4, 0, 0, 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sums_are_exact_over_every_choice_of_dims),
                                     WITH_ENGINE(long_sums_are_rounded_once), WITH_ENGINE(reductions_of_nothing),
                                     WITH_ENGINE(norm_of_order_0)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
