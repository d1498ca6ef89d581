// products.c: matrix products of every size around the tiles' edges, exact, with both gradients; and their rounding.
#include "core.h"

static const int32_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 17},
                     depths[] = {0, 1, 2, 5, 63, 64, 65, 130, 512, 515, 1030};
enum { SIZES = sizeof sizes / sizeof *sizes, DEPTHS = sizeof depths / sizeof *depths };

// Small whole numbers, so that every sum of their products is exact, in any order.
static cr_real whole(int32_t k) {
  return (cr_real)(k * 7 % 11 - 5);
}

static cr_id whole_matrix(cr_engine *e, int32_t rows, int32_t columns, int32_t from) {
  const cr_id id = cr_param(e, 2, (int32_t[]){rows, columns}, NULL, 1);
  for (int32_t k = 0; k < rows * columns; k++) cr_data(e, id)[k] = whole(k + from);
  return id;
}

// A matrix by its steps along rows and columns.
typedef struct {
  const cr_real *data;
  int32_t row, column;
} steps;

static void assert_product(const cr_real *c, int32_t m, int32_t k, int32_t n, steps a, steps b) {
  for (int32_t i = 0; i < m; i++) {
    for (int32_t j = 0; j < n; j++) {
      double sum = 0;
      for (int32_t l = 0; l < k; l++) {
        sum += (double)a.data[i * a.row + l * a.column] * (double)b.data[l * b.row + j * b.column];
      }
      const double got = c ? (double)c[i * n + j] : 0;
      if (got != sum) fail_msg("%dx%d by %dx%d: [%d, %d] is %g, but should be %g", m, k, k, n, i, j, got, sum);
    }
  }
}

static void check_product(int32_t m, int32_t k, int32_t n) {
  cr_engine *e = cr_open();
  const cr_id a = whole_matrix(e, m, k, 0), b = whole_matrix(e, k, n, 3), g = whole_matrix(e, m, n, 5);
  const cr_id c = binary(e, "matmul", a, b);
  assert_shape(e, c, m, n);
  assert_int_equal(cr_backward(e, c, g, 0), 0);
  const steps da = {cr_data(e, a), k, 1}, db = {cr_data(e, b), n, 1}, dg = {cr_data(e, g), n, 1};
  assert_product(cr_data(e, c), m, k, n, da, db);
  assert_product(cr_grad_data(e, a), m, n, k, dg, (steps){db.data, 1, n});
  assert_product(cr_grad_data(e, b), k, m, n, (steps){da.data, 1, k}, dg);
  cr_close(e);
}

static void products_are_exact_at_every_size(void **state) {
  (void)state;
  for (int32_t i = 0; i < SIZES * SIZES * DEPTHS; i++) {
    check_product(sizes[i % SIZES], depths[i / SIZES / SIZES], sizes[i / SIZES % SIZES]);
  }
}

// Gradients add to what is there.
static void gradients_accumulate(void **state) {
  (void)state;
  cr_engine *e = cr_open();
  const cr_id a = whole_matrix(e, 5, 70, 0), b = whole_matrix(e, 70, 9, 1);
  for (int32_t pass = 1; pass <= 2; pass++) {
    const cr_id once = cr_tensor(e, 2, (int32_t[]){5, 9}, NULL);
    for (int32_t k = 0; k < 45; k++) cr_data(e, once)[k] = 1;
    assert_int_equal(cr_backward(e, binary(e, "matmul", a, b), once, 0), 0);
    double sum = 0;
    for (int32_t j = 0; j < 9; j++) sum += (double)cr_data(e, b)[3 * 9 + j];
    assert_number(cr_grad_data(e, a)[2 * 70 + 3], pass * sum);
  }
  cr_close(e);
}

// Shapes without elements, and sums without terms, which are 0. All of these are as in PyTorch.
static const struct {
  const char *op;
  int32_t a_ndim, a[4], b_ndim, b[4], ndim, shape[4];
} empty[] = {{"matmul", 2, {0, 3}, 2, {3, 2}, 2, {0, 2}},
             {"matmul", 2, {2, 0}, 2, {0, 3}, 2, {2, 3}},
             {"matmul", 2, {0, 0}, 1, {0}, 1, {0}},
             {"matmul", 1, {0}, 2, {0, 3}, 1, {3}},
             {"matmul", 3, {0, 2, 3}, 3, {0, 3, 4}, 3, {0, 2, 4}},
             {"matmul", 3, {0, 2, 3}, 2, {3, 4}, 3, {0, 2, 4}},
             {"matmul", 3, {5, 2, 0}, 2, {0, 3}, 3, {5, 2, 3}},
             {"matmul", 2, {2, 3}, 3, {0, 3, 4}, 3, {0, 2, 4}},
             {"matmul", 4, {2, 1, 2, 3}, 4, {1, 0, 3, 1}, 4, {2, 0, 2, 1}},
             {"mm", 2, {0, 3}, 2, {3, 0}, 2, {0, 0}},
             {"mv", 2, {0, 3}, 1, {3}, 1, {0}},
             {"bmm", 3, {0, 3, 4}, 3, {0, 4, 2}, 3, {0, 3, 2}},
             {"bmm", 3, {2, 3, 0}, 3, {2, 0, 1}, 3, {2, 3, 1}},
             {"outer", 1, {0}, 1, {2}, 2, {0, 2}},
             {"outer", 1, {3}, 1, {0}, 2, {3, 0}}};

static void empty_products(void **state) {
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
    const cr_id a = cr_param(*state, empty[i].a_ndim, empty[i].a, NULL, 1);
    const cr_id b = cr_param(*state, empty[i].b_ndim, empty[i].b, NULL, 1);
    const cr_id c = binary(*state, empty[i].op, a, b);
    if (!c) fail_msg("%s: %s", empty[i].op, cr_message(*state));
    assert_int_equal(cr_ndim(*state, c), empty[i].ndim);
    assert_memory_equal(cr_shape(*state, c), empty[i].shape, (size_t)empty[i].ndim * sizeof(int32_t));
    for (int32_t k = 0; k < cr_size(*state, c); k++) assert_number(cr_data(*state, c)[k], 0);
    assert_int_equal(cr_backward(*state, sum_all(*state, c), 0, 0), 0);
    for (int32_t k = 0; k < cr_size(*state, b); k++) assert_number(fabs((double)cr_grad_data(*state, b)[k]), 0);
    cr_reset(*state);
  }
}

// Factors in (0.5, 1.5), which no power of two divides.
static double factor(int32_t k) {
  return 0.5 + (double)((uint32_t)k * 2654435769u) / 4294967296.0;
}

// How far sums of k products are off at worst, relative to the sum in double.
static double rounding(int32_t m, int32_t k, int32_t n) {
  cr_engine *e = cr_open();
  const cr_id a = cr_param(e, 2, (int32_t[]){m, k}, NULL, 0), b = cr_param(e, 2, (int32_t[]){k, n}, NULL, 0);
  for (int32_t l = 0; l < m * k; l++) cr_data(e, a)[l] = (cr_real)factor(l);
  for (int32_t l = 0; l < k * n; l++) cr_data(e, b)[l] = (cr_real)factor(l + 77);
  const cr_id c = binary(e, "matmul", a, b);
  double worst = 0;
  for (int32_t at = 0; at < m * n; at++) {
    long double sum = 0;
    for (int32_t l = 0; l < k; l++) {
      sum += (long double)cr_data(e, a)[at / n * k + l] * (long double)cr_data(e, b)[l * n + at % n];
    }
    worst = fmax(worst, fabs((double)((long double)cr_data(e, c)[at] / sum - 1)));
  }
  cr_close(e);
  return worst;
}

// Half of what the package promises against PyTorch (1e-6), whose own sums round, too.
static void long_sums_round_little(void **state) {
  (void)state;
  const double unit = sizeof(cr_real) == 8 ? 0x1p-52 : 0x1p-23, allowed = 5e-7 * unit / 0x1p-23;
  static const int32_t shapes[][3] = {{16, 10000, 16}, {1, 10000, 1}, {1, 10000, 8}, {8, 10000, 1}, {3, 100000, 5}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    const int32_t *s = shapes[i];
    const double worst = rounding(s[0], s[1], s[2]);
    print_message("%dx%d by %dx%d: off by %.1e at worst\n", s[0], s[1], s[1], s[2], worst);
    if (worst > allowed) fail_msg("off by %g, allowed %g", worst, allowed);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(products_are_exact_at_every_size),
                                     cmocka_unit_test(gradients_accumulate), WITH_ENGINE(empty_products),
                                     cmocka_unit_test(long_sums_round_little)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
