// shapes.c: broadcasting in both directions, empty tensors, scalars, reductions, and shapes that do not fit.
#include "core.h"

static int32_t place(const int32_t *at, int32_t ndim, const cr_engine *e, cr_id id) {
  int32_t offset = 0;
  const int32_t own = cr_ndim(e, id), *shape = cr_shape(e, id);
  for (int32_t d = 0; d < own; d++) offset = offset * shape[d] + (shape[d] == 1 ? 0 : at[d + ndim - own]);
  return offset;
}

// Moves to the next element in row-major order; 0 after the last.
static int next_place(int32_t *at, int32_t ndim, const int32_t *shape) {
  for (int32_t d = ndim - 1; d >= 0; d--) {
    if (++at[d] < shape[d]) return 1;
    at[d] = 0;
  }
  return 0;
}

// a * b and its gradients, element by element by the definition of broadcasting. Small whole numbers: exact.
static void check_broadcast(cr_engine *e, cr_id a, cr_id b) {
  const cr_id y = binary(e, "mul", a, b);
  assert_true(y > 0);
  cr_real *da = calloc((size_t)cr_size(e, a) + 1, sizeof *da), *db = calloc((size_t)cr_size(e, b) + 1, sizeof *db);
  const cr_id g = cr_tensor(e, cr_ndim(e, y), cr_shape(e, y), NULL);
  int32_t at[CR_MAX_DIMS] = {0}, k = 0;
  const int32_t ndim = cr_ndim(e, y);
  if (cr_size(e, y)) {
    do {
      const int32_t i = place(at, ndim, e, a), j = place(at, ndim, e, b);
      cr_data(e, g)[k] = (cr_real)(1 + k % 3);
      assert_number(cr_data(e, y)[k], cr_data(e, a)[i] * cr_data(e, b)[j]);
      da[i] += cr_data(e, g)[k] * cr_data(e, b)[j];
      db[j] += cr_data(e, g)[k++] * cr_data(e, a)[i];
    } while (next_place(at, ndim, cr_shape(e, y)));
  }
  assert_int_equal(k, cr_size(e, y));
  assert_int_equal(cr_backward(e, y, g, 0), 0);
  for (k = 0; k < cr_size(e, a); k++) assert_number(cr_grad_data(e, a)[k], da[k]);
  for (k = 0; k < cr_size(e, b); k++) assert_number(cr_grad_data(e, b)[k], db[k]);
  free(da);
  free(db);
}

static cr_id counting(cr_engine *e, int32_t ndim, const int32_t *shape) {
  const cr_id id = cr_param(e, ndim, shape, NULL, 1);
  assert_true(id < 0);
  for (int32_t k = 0; k < cr_size(e, id); k++) cr_data(e, id)[k] = (cr_real)(k % 7 - 3);
  return id;
}

// Every pair of shapes of 0 to 3 dims, each 1 or full.
static void every_broadcast_of_three_dims(void **state) {
  cr_engine *e = *state;
  static const int32_t full[] = {2, 3, 2};
  for (int32_t pair = 0; pair < 16 * 16; pair++) {
    cr_id id[2];
    for (int32_t i = 0; i < 2; i++) {
      const int32_t code = pair >> 4 * i & 15, ndim = code == 15 ? 0 : code < 8 ? 3 : code < 12 ? 2 : 1;
      int32_t shape[3];
      for (int32_t d = 0; d < ndim; d++) shape[d] = code >> d & 1 ? 1 : full[3 - ndim + d];
      id[i] = counting(e, ndim, shape);
    }
    check_broadcast(e, id[0], id[1]);
    cr_reset(e);
  }
}

static void eight_dims(void **state) {
  cr_engine *e = *state;
  const cr_id whole = counting(e, 8, (int32_t[]){2, 1, 2, 3, 1, 2, 1, 2});
  const cr_id part = counting(e, 6, (int32_t[]){2, 1, 2, 1, 2, 1});
  const cr_id line = counting(e, 1, (int32_t[]){2}), crossed = counting(e, 8, (int32_t[]){1, 2, 1, 3, 2, 1, 2, 1});
  const cr_id all[] = {whole, part, line, crossed};
  for (int32_t i = 0; i < 16; i++) {
    if (i / 4 == i % 4) continue;
    for (int32_t k = 0; k < 4; k++) drop_gradient(e, all[k]);
    check_broadcast(e, all[i / 4], all[i % 4]);
  }
  assert_shape(e, binary(e, "add", whole, crossed), 2, 2, 2, 3, 2, 2, 2, 2);
}

static void broadcasts_that_do_not_fit(void **state) {
  cr_engine *e = *state;
  const cr_id a = counting(e, 2, (int32_t[]){2, 3}), b = counting(e, 1, (int32_t[]){2});
  const cr_id c = counting(e, 3, (int32_t[]){4, 1, 3}), d = counting(e, 3, (int32_t[]){3, 1, 1});
  assert_fails(e, binary(e, "add", a, b), CR_BAD_SHAPE,
               "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1");
  assert_fails(e, binary(e, "pow", b, a), CR_BAD_SHAPE,
               "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1");
  assert_fails(e, binary(e, "mul", c, d), CR_BAD_SHAPE,
               "The size of tensor a (4) must match the size of tensor b (3) at non-singleton dimension 0");
  const cr_id none = cr_tensor(e, 1, (int32_t[]){0}, NULL);
  assert_fails(e, binary(e, "mul", none, b), CR_BAD_SHAPE,
               "The size of tensor a (0) must match the size of tensor b (2) at non-singleton dimension 0");
}

static void empty_tensors(void **state) {
  cr_engine *e = *state;
  const cr_id none = counting(e, 2, (int32_t[]){0, 3}), line = counting(e, 2, (int32_t[]){1, 3}), one = weight(e, 2);
  check_broadcast(e, none, line);
  check_broadcast(e, one, none);
  assert_numbers(cr_grad_data(e, line), 3, 0, 0, 0);
  assert_number(gradient_of(e, one), 0);
  assert_shape(e, binary(e, "add", none, one), 0, 3);
  const cr_id total = sum_all(e, unary(e, "exp", none));
  assert_number(cr_item(e, total), 0);
  assert_int_equal(cr_backward(e, total, 0, 0), 0);
  assert_number(cr_item(e, unary(e, "mean", none)), (double)NAN);
  const cr_id columns = reduction(e, "sum", none, 0, 1, (int[]){0});
  assert_shape(e, columns, 3);
  assert_numbers(cr_data(e, columns), 3, 0, 0, 0);
  assert_int_equal(cr_size(e, reduction(e, "mean", none, 1, 1, (int[]){1})), 0);
}

static void matmul_of_empty_matrices(void **state) {
  cr_engine *e = *state;
  const cr_id a = counting(e, 2, (int32_t[]){2, 0}), b = counting(e, 2, (int32_t[]){0, 3});
  const cr_id y = binary(e, "matmul", a, b);
  assert_shape(e, y, 2, 3);
  assert_numbers(cr_data(e, y), 6, 0, 0, 0, 0, 0, 0);
  assert_int_equal(cr_backward(e, sum_all(e, y), 0, 0), 0);
  assert_int_equal(cr_size(e, cr_grad(e, a)), 0);
  assert_int_equal(cr_size(e, binary(e, "matmul", b, counting(e, 2, (int32_t[]){3, 2}))), 0);
}

static void scalars(void **state) {
  cr_engine *e = *state;
  const cr_id x = weight(e, 3), y = unary(e, "neg", x);
  assert_int_equal(cr_ndim(e, y), 0);
  assert_int_equal(cr_size(e, y), 1);
  assert_int_equal(cr_ndim(e, reduction(e, "sum", x, 1, 1, (int[]){-1})), 0);
  assert_number(cr_item(e, reduction(e, "mean", x, 0, 1, (int[]){0})), 3);
  assert_shape(e, binary(e, "mul", x, counting(e, 2, (int32_t[]){1, 1})), 1, 1);
}

static void reductions(void **state) {
  cr_engine *e = *state;
  const cr_id x = counting(e, 3, (int32_t[]){2, 2, 2});
  for (int32_t k = 0; k < 8; k++) cr_data(e, x)[k] = (cr_real)(1 << k);
  assert_number(cr_item(e, sum_all(e, x)), 255);
  assert_number(cr_item(e, unary(e, "mean", x)), 255 / 8.0);
  assert_numbers(cr_data(e, reduction(e, "sum", x, 0, 1, (int[]){0})), 4, 17, 34, 68, 136);
  assert_numbers(cr_data(e, reduction(e, "sum", x, 0, 1, (int[]){1})), 4, 5, 10, 80, 160);
  assert_numbers(cr_data(e, reduction(e, "sum", x, 0, 1, (int[]){-1})), 4, 3, 12, 48, 192);
  assert_numbers(cr_data(e, reduction(e, "sum", x, 0, 2, (int[]){0, -1})), 2, 51, 204);
  assert_numbers(cr_data(e, reduction(e, "mean", x, 0, 2, (int[]){2, 1})), 2, 3.75, 60);
  assert_shape(e, reduction(e, "sum", x, 1, 1, (int[]){1}), 2, 1, 2);
  assert_shape(e, reduction(e, "sum", x, 1, 2, (int[]){0, 2}), 1, 2, 1);
  assert_shape(e, reduction(e, "mean", x, 1, 0, NULL), 1, 1, 1);
  assert_shape(e, reduction(e, "mean", x, 0, 2, (int[]){-3, 1}), 2);
  assert_int_equal(cr_ndim(e, reduction(e, "sum", x, 0, 3, (int[]){2, 0, 1})), 0);
}

static void dims_that_do_not_fit(void **state) {
  cr_engine *e = *state;
  const cr_id x = counting(e, 2, (int32_t[]){2, 3}), scalar = weight(e, 1);
  assert_fails(e, reduction(e, "sum", x, 0, 1, (int[]){2}), CR_BAD_DIM,
               "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
  assert_fails(e, reduction(e, "mean", x, 0, 1, (int[]){-3}), CR_BAD_DIM,
               "Dimension out of range (expected to be in range of [-2, 1], but got -3)");
  assert_fails(e, reduction(e, "sum", scalar, 0, 1, (int[]){1}), CR_BAD_DIM,
               "Dimension out of range (expected to be in range of [-1, 0], but got 1)");
  assert_fails(e, reduction(e, "sum", x, 0, 2, (int[]){1, -1}), CR_BAD_DIM,
               "dim 1 appears multiple times in the list of dims");
  assert_fails(e, reduction(e, "sum", x, 0, 9, (int[]){0, 0, 0, 0, 0, 0, 0, 0, 0}), CR_BAD_DIM,
               "dim 0 appears multiple times in the list of dims");
  static const double odd[][2] = {{0, 0.5}, {0, (double)NAN}, {0, (double)INFINITY}, {0, 1e300}, {0, -1e10}};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    assert_int_equal(cr_apply(e, op_named("sum"), 1, &x, 2, odd[i]), 0);
    assert_int_equal(cr_error(e), CR_BAD_VALUE);
  }
}

static void attributes_that_do_not_fit(void **state) {
  cr_engine *e = *state;
  const cr_id x = counting(e, 2, (int32_t[]){2, 3});
  assert_fails(e, cr_apply(e, op_named("sum"), 1, &x, 2, (double[]){0, 0.5}), CR_BAD_VALUE,
               "sum(): dim must be a whole number from -2147483647 to 2147483647");
  assert_fails(e, cr_apply(e, op_named("sum"), 1, &x, 1, (double[]){2}), CR_BAD_VALUE,
               "sum(): keepdim must be a whole number from 0 to 1");
  assert_fails(e, cr_apply(e, op_named("to"), 1, &x, 1, (double[]){3}), CR_BAD_VALUE,
               "to(): dtype must be a whole number from 0 to 2");
  assert_fails(e, cr_apply(e, op_named("to"), 1, &x, 1, (double[]){-1}), CR_BAD_VALUE,
               "to(): dtype must be a whole number from 0 to 2");
  assert_fails(e, cr_apply(e, op_named("cumsum"), 1, &x, 1, (double[]){0x1p63}), CR_BAD_VALUE,
               "cumsum(): dim must be a whole number from -9223372036854775807 to 9223372036854775807");
}

static void matmul_that_does_not_fit(void **state) {
  cr_engine *e = *state;
  const cr_id a = counting(e, 2, (int32_t[]){2, 3}), one = weight(e, 1), line = counting(e, 1, (int32_t[]){2});
  assert_fails(e, binary(e, "matmul", a, a), CR_BAD_SHAPE,
               "mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
  assert_fails(e, binary(e, "matmul", a, one), CR_BAD_SHAPE,
               "both arguments to matmul need to be at least 1D, but they are 2D and 0D");
  assert_fails(e, binary(e, "matmul", a, line), CR_BAD_SHAPE, "size mismatch, got input (2), mat (2x3), vec (2)");
  const cr_id left = cr_tensor(e, 4, (int32_t[]){50000, 1, 1, 2}, NULL);
  const cr_id right = cr_tensor(e, 4, (int32_t[]){1, 50000, 2, 1}, NULL);
  assert_fails(e, binary(e, "matmul", left, right), CR_NO_MEMORY,
               "out of memory: no room for a tensor of shape [50000, 50000, 1, 1]");
}

// Checked before anything is read or allocated.
static void shapes_that_cannot_be(void **state) {
  cr_engine *e = *state;
  static const struct {
    int32_t ndim, shape[9], code;
  } cases[] = {
      {9, {1, 1, 1, 1, 1, 1, 1, 1, 1}, CR_BAD_SHAPE},
      {-1, {0}, CR_BAD_SHAPE},
      {INT32_MAX, {0}, CR_BAD_SHAPE},
      {INT32_MIN, {0}, CR_BAD_SHAPE},
      {2, {2, -3}, CR_BAD_SHAPE},
      {2, {0, -1}, CR_BAD_SHAPE},
      {1, {INT32_MIN}, CR_BAD_SHAPE},
      {2, {65536, 32768}, CR_NO_MEMORY},
      {2, {INT32_MAX, INT32_MAX}, CR_NO_MEMORY},
      {4, {65536, 65536, 65536, 65536}, CR_NO_MEMORY},
      {8, {INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, 2}, CR_NO_MEMORY},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(cr_tensor(e, cases[i].ndim, cases[i].shape, NULL), 0);
    assert_int_equal(cr_error(e), cases[i].code);
    assert_int_equal(cr_param(e, cases[i].ndim, cases[i].shape, NULL, 1), 0);
    assert_int_equal(cr_error(e), cases[i].code);
    assert_int_equal(cr_stub(e, cases[i].ndim, cases[i].shape, 0), 0);
    assert_int_equal(cr_error(e), cases[i].code);
  }
  assert_fails(e, cr_tensor(e, 2, (int32_t[]){2, -3}, NULL), CR_BAD_SHAPE,
               "Trying to create tensor with negative dimension -3: [2, -3]");
  assert_int_equal(cr_tape_nodes(e), 0);
}

// Two lines of 65536 that would become a square of 2^32.
static void results_too_large_for_their_type(void **state) {
  cr_engine *e = *state;
  const cr_id column = counting(e, 2, (int32_t[]){65536, 1}), row = counting(e, 2, (int32_t[]){1, 65536});
  assert_int_equal(binary(e, "mul", column, row), 0);
  assert_int_equal(cr_error(e), CR_NO_MEMORY);
  assert_int_equal(binary(e, "matmul", column, row), 0);
  assert_int_equal(cr_error(e), CR_NO_MEMORY);
  assert_int_equal(cr_tape_nodes(e), 0);
  assert_number(cr_item(e, sum_all(e, row)), cr_item(e, sum_all(e, column)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(every_broadcast_of_three_dims),
      WITH_ENGINE(eight_dims),
      WITH_ENGINE(broadcasts_that_do_not_fit),
      WITH_ENGINE(empty_tensors),
      WITH_ENGINE(matmul_of_empty_matrices),
      WITH_ENGINE(scalars),
      WITH_ENGINE(reductions),
      WITH_ENGINE(dims_that_do_not_fit),
      WITH_ENGINE(attributes_that_do_not_fit),
      WITH_ENGINE(matmul_that_does_not_fit),
      WITH_ENGINE(shapes_that_cannot_be),
      WITH_ENGINE(results_too_large_for_their_type),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
