// moves.c: ops that only move elements. They are linear with coefficients 0 and 1, so small whole numbers tell exactly:
// the sum of g * y is the sum of x * dx over all operands. And ints go where reals go.
#include "core.h"

enum { OPERANDS = 3 };

// One call: the shape of what is moved (all operands of a list), the attributes, and the ints of an index, which stands
// behind it, or before it.
typedef struct {
  const char *name;
  int32_t ndim, shape[CR_MAX_DIMS], attrs;
  double attr[CR_MAX_DIMS + 2];
  int32_t indices, before, index_ndim, index_shape[2];
  int64_t index[6];
} call;

#define EIGHT \
  { 2, 1, 3, 1, 2, 1, 2, 1 }
static const call calls[] = {
    {.name = "transpose", .ndim = 3, .shape = {2, 3, 4}, .attrs = 2, .attr = {0, -1}},
    {.name = "transpose", .ndim = 0, .attrs = 2, .attr = {0, -1}},
    {.name = "transpose", .ndim = 8, .shape = EIGHT, .attrs = 2, .attr = {-8, 6}},
    {.name = "transpose", .ndim = 2, .shape = {0, 3}, .attrs = 2, .attr = {0, 1}},
    {.name = "permute", .ndim = 4, .shape = {2, 3, 2, 2}, .attrs = 4, .attr = {2, -4, 3, 1}},
    {.name = "permute", .ndim = 8, .shape = EIGHT, .attrs = 8, .attr = {7, 6, 5, 4, 3, 2, 1, 0}},
    {.name = "reshape", .ndim = 2, .shape = {2, 6}, .attrs = 3, .attr = {3, -1, 2}},
    {.name = "reshape", .ndim = 1, .shape = {1}},
    {.name = "flatten", .ndim = 4, .shape = {2, 1, 3, 2}, .attrs = 2, .attr = {1, -2}},
    {.name = "flatten", .ndim = 0},
    {.name = "squeeze", .ndim = 8, .shape = EIGHT},
    {.name = "squeeze", .ndim = 4, .shape = {1, 2, 1, 1}, .attrs = 2, .attr = {-1, 1}},
    {.name = "unsqueeze", .ndim = 2, .shape = {2, 3}, .attrs = 1, .attr = {-2}},
    {.name = "expand", .ndim = 3, .shape = {2, 1, 3}, .attrs = 4, .attr = {2, -1, 4, 3}},
    {.name = "expand", .ndim = 0, .attrs = 2, .attr = {3, 2}},
    {.name = "expand", .ndim = 2, .shape = {1, 3}, .attrs = 2, .attr = {0, 3}},
    {.name = "narrow", .ndim = 3, .shape = {2, 4, 3}, .attrs = 3, .attr = {1, -3, 2}},
    {.name = "narrow", .ndim = 1, .shape = {4}, .attrs = 3, .attr = {0, 4, 0}},
    {.name = "select", .ndim = 3, .shape = {2, 4, 3}, .attrs = 2, .attr = {-2, -1}},
    {.name = "select", .ndim = 1, .shape = {4}, .attrs = 2, .attr = {0, 2}},
    {.name = "slice", .ndim = 2, .shape = {3, 7}, .attrs = 4, .attr = {1, 1, -1, 3}},
    {.name = "slice", .ndim = 2, .shape = {3, 7}, .attrs = 4, .attr = {1, 9, NAN, 2147483647}},
    {.name = "flip", .ndim = 3, .shape = {2, 3, 4}, .attrs = 2, .attr = {-1, 0}},
    {.name = "flip", .ndim = 8, .shape = EIGHT, .attrs = 1, .attr = {2}},
    {.name = "clone", .ndim = 2, .shape = {2, 3}},
    {.name = "tril", .ndim = 3, .shape = {2, 3, 4}, .attrs = 1, .attr = {1}},
    {.name = "triu", .ndim = 3, .shape = {2, 4, 3}, .attrs = 1, .attr = {-1}},
    {.name = "pad", .ndim = 2, .shape = {2, 3}, .attrs = 5, .attr = {0, 2, -1, -1, 1}},
    {.name = "pad", .ndim = 8, .shape = EIGHT, .attrs = 3, .attr = {0, 0, 1}},
    {.name = "cat", .ndim = 3, .shape = {2, 1, 3}, .attrs = 1, .attr = {-2}},
    {.name = "cat", .ndim = 1, .shape = {0}},
    {.name = "stack", .ndim = 2, .shape = {2, 3}, .attrs = 1, .attr = {-1}},
    {.name = "stack", .ndim = 0},
    {.name = "index_select",
     .ndim = 3,
     .shape = {2, 3, 2},
     .attrs = 1,
     .attr = {1},
     .indices = 1,
     .index_ndim = 1,
     .index_shape = {4},
     .index = {2, 0, 2, 1}},
    {.name = "index_select",
     .ndim = 0,
     .attrs = 1,
     .attr = {0},
     .indices = 1,
     .index_ndim = 1,
     .index_shape = {1},
     .index = {0}},
    {.name = "gather",
     .ndim = 2,
     .shape = {3, 3},
     .attrs = 1,
     .attr = {-1},
     .indices = 1,
     .index_ndim = 2,
     .index_shape = {2, 3},
     .index = {2, 0, 2, 1, 1, 1}},
    {.name = "gather",
     .ndim = 0,
     .attrs = 1,
     .attr = {0},
     .indices = 1,
     .index_ndim = 1,
     .index_shape = {2},
     .index = {0, 0}},
    {.name = "index",
     .ndim = 3,
     .shape = {2, 3, 4},
     .attrs = 1,
     .attr = {1},
     .indices = 2,
     .index_ndim = 2,
     .index_shape = {2, 2},
     .index = {-1, 0, 2, -3}},
    {.name = "index", .ndim = 1, .shape = {4}, .attrs = 1, .attr = {0}, .indices = 1, .index_ndim = 0, .index = {-4}},
    {.name = "embedding",
     .ndim = 2,
     .shape = {4, 3},
     .attrs = 1,
     .attr = {NAN},
     .indices = 1,
     .before = 1,
     .index_ndim = 2,
     .index_shape = {2, 2},
     .index = {3, 0, 3, 1}},
};
enum { CALLS = sizeof calls / sizeof *calls };

static int is_list(const call *c) {
  return c->indices == 0 && cr_op_inputs(op_named(c->name)) > OPERANDS;
}

static int32_t operands_of(const call *c) {
  return is_list(c) ? OPERANDS : 1 + c->indices;
}

static int is_index(const call *c, int32_t slot) {
  return c->indices && (slot == 0) == (c->before != 0);
}

// 1, 2, 3 and so on: as reals that require grad, or as ints.
static cr_id counted(cr_engine *e, const call *c, int32_t from, int32_t dtype) {
  if (dtype == CR_INT64) {
    const cr_id id = cr_int_tensor(e, c->ndim, c->shape, NULL, dtype);
    for (int32_t k = 0; k < cr_size(e, id); k++) cr_int_data(e, id)[k] = from + k;
    return id;
  }
  const cr_id id = cr_param(e, c->ndim, c->shape, NULL, 1);
  for (int32_t k = 0; k < cr_size(e, id); k++) cr_data(e, id)[k] = (cr_real)(from + k);
  return id;
}

static cr_id apply(cr_engine *e, const call *c, int32_t dtype, cr_id *in) {
  for (int32_t i = 0; i < operands_of(c); i++) {
    in[i] = is_index(c, i) ? cr_int_tensor(e, c->index_ndim, c->index_shape, c->index, CR_INT64)
                           : counted(e, c, 1 + 100 * i, dtype);
  }
  const cr_id y = cr_apply(e, op_named(c->name), operands_of(c), in, c->attrs, c->attr);
  if (!y) fail_msg("%s: %s", c->name, cr_message(e));
  return y;
}

static double sum_of_products(const cr_real *a, const cr_real *b, int32_t count) {
  double sum = 0;
  for (int32_t k = 0; k < count; k++) sum += (double)a[k] * (double)b[k];
  return sum;
}

static void check_backward(cr_engine *e, const call *c) {
  cr_id in[OPERANDS];
  const cr_id y = apply(e, c, CR_REAL, in);
  const cr_id g = cr_tensor(e, cr_ndim(e, y), cr_shape(e, y), NULL);
  for (int32_t k = 0; k < cr_size(e, g); k++) cr_data(e, g)[k] = (cr_real)(k * 7 % 11 - 5);
  if (cr_backward(e, y, g, 0)) fail_msg("%s: %s", c->name, cr_message(e));
  double sum = 0;
  for (int32_t i = 0; i < operands_of(c); i++) {
    if (!is_index(c, i)) sum += sum_of_products(cr_data(e, in[i]), cr_grad_data(e, in[i]), cr_size(e, in[i]));
  }
  assert_number(sum, sum_of_products(cr_data(e, g), cr_data(e, y), cr_size(e, y)));
}

static void check_ints(cr_engine *e, const call *c) {
  cr_id in[OPERANDS];
  const cr_id reals = apply(e, c, CR_REAL, in), ints = apply(e, c, CR_INT64, in);
  assert_int_equal(cr_dtype_of(e, ints), CR_INT64);
  assert_int_equal(cr_size(e, ints), cr_size(e, reals));
  for (int32_t k = 0; k < cr_size(e, ints); k++) assert_number(cr_int_data(e, ints)[k], cr_data(e, reals)[k]);
}

static void gradients_are_the_reverse(void **state) {
  (void)state;
  for (int32_t i = 0; i < CALLS; i++) {
    cr_engine *e = cr_open();
    check_backward(e, &calls[i]);
    cr_close(e);
  }
}

static void ints_move_as_reals_do(void **state) {
  for (int32_t i = 0; i < CALLS; i++) check_ints(*state, &calls[i]);
}

static int is_called(const char *name) {
  for (int32_t i = 0; i < CALLS; i++) {
    if (strcmp(calls[i].name, name) == 0) return 1;
  }
  return 0;
}

// gradients.c leaves these kinds to this file.
static void every_such_op_is_called(void **state) {
  static const char *const kinds[] = {"view", "move", "join", "pick"};
  (void)state;
  for (int32_t op = 0; op < cr_op_count(); op++) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
      if (strcmp(cr_op_text(op, CR_KIND), kinds[i]) || is_called(cr_op_text(op, CR_NAME))) continue;
      fail_msg("moves.c has no call of %s", cr_op_text(op, CR_NAME));
    }
  }
}

// A row that is left out of training gets no gradient; its index counts from the end, too.
static void padding_is_not_trained(void **state) {
  cr_engine *e = *state;
  const int64_t indices[] = {2, 0, 2};
  const cr_id index = cr_int_tensor(e, 1, (int32_t[]){3}, indices, CR_INT64),
              w = cr_param(e, 2, (int32_t[]){3, 2}, NULL, 1);
  for (int32_t padding = -1; padding <= 2; padding += 3) {
    const cr_id rows = cr_apply(e, op_named("embedding"), 2, (cr_id[]){index, w}, 1, (double[]){padding});
    assert_int_equal(cr_backward(e, sum_all(e, rows), 0, 0), 0);
    assert_numbers(cr_grad_data(e, w), 6, 1, 1, 0, 0, 0, 0);
    drop_gradient(e, w);
  }
}

// No shape is written beyond 8 dims, whatever the sizes.
static void nine_dims_are_refused(void **state) {
  cr_engine *e = *state;
  const cr_id x = cr_tensor(e, 8, (int32_t[]){1, 1, 1, 1, 1, 1, 1, 1}, NULL);
  const char *const sentence = "a tensor has 0 to 8 dimensions, but got 9";
  const double nine[] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, zero = 0;
  const cr_id index = cr_int_tensor(e, 2, (int32_t[]){1, 1}, NULL, CR_INT64);
  assert_fails(e, cr_apply(e, op_named("unsqueeze"), 1, &x, 1, &zero), CR_BAD_SHAPE, sentence);
  assert_fails(e, cr_apply(e, op_named("reshape"), 1, &x, 9, nine), CR_BAD_SHAPE, sentence);
  assert_fails(e, cr_apply(e, op_named("expand"), 1, &x, 9, nine), CR_BAD_SHAPE, sentence);
  assert_fails(e, cr_apply(e, op_named("stack"), 1, &x, 1, &zero), CR_BAD_SHAPE, sentence);
  assert_fails(e, cr_apply(e, op_named("index"), 2, (cr_id[]){x, index}, 1, &zero), CR_BAD_SHAPE, sentence);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gradients_are_the_reverse), WITH_ENGINE(ints_move_as_reals_do),
                                     cmocka_unit_test(every_such_op_is_called), WITH_ENGINE(padding_is_not_trained),
                                     WITH_ENGINE(nine_dims_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
