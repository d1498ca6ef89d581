// ids.c: parameters end and their ids are used again; an id or a number that names nothing is refused by every
// function, and a call that fails changes nothing.
#include "core.h"

// Ids that name nothing on an engine with one freed parameter and a tape that was reset.
typedef struct {
  cr_id kept, freed, past;
} world;

static world make_world(cr_engine *e) {
  world w = {.kept = weight(e, 1)};
  w.freed = weight(e, 2);
  assert_int_equal(cr_free(e, w.freed), 0);
  for (int32_t i = 0; i < 5; i++) w.past = cr_scalar(e, 3);
  cr_reset(e);
  return w;
}

static void looking_answers_nothing(const cr_engine *e, cr_id bad) {
  assert_int_equal(cr_ndim(e, bad), -1);
  assert_null(cr_shape(e, bad));
  assert_int_equal(cr_size(e, bad), -1);
  assert_null(cr_data((cr_engine *)(uintptr_t)e, bad));
  assert_number(cr_item(e, bad), 0);
  assert_false(cr_requires_grad(e, bad));
  assert_false(cr_is_constant(e, bad));
  assert_false(cr_is_used(e, bad));
  assert_int_equal(cr_op_of(e, bad), -1);
  assert_int_equal(cr_input(e, bad, 0), 0);
  assert_int_equal(cr_attr_count(e, bad), 0);
  assert_null(cr_attrs(e, bad));
  assert_int_equal(cr_version(e, bad), 0);
  assert_int_equal(cr_grad(e, bad), 0);
  assert_null(cr_grad_data(e, bad));
}

#define REFUSED(call)                         \
  do {                                        \
    assert_in_range((call) + 1, 0, 1);        \
    assert_int_equal(cr_error(e), CR_BAD_ID); \
    assert_true(strlen(cr_message(e)) > 10);  \
    cr_tensor(e, -1, NULL, NULL);             \
  } while (0)

static void acting_is_refused(cr_engine *e, cr_id good, cr_id bad) {
  const int32_t mul = op_named("mul");
  REFUSED(cr_unary(e, op_named("exp"), bad));
  REFUSED(cr_unary(e, op_named("sum"), bad));
  REFUSED(cr_binary(e, mul, bad, good));
  REFUSED(cr_binary(e, mul, good, bad));
  REFUSED(cr_binary(e, op_named("matmul"), bad, bad));
  REFUSED(cr_binary_number(e, mul, bad, 1));
  REFUSED(cr_number_binary(e, mul, 1, bad));
  REFUSED(cr_apply(e, mul, 2, (cr_id[]){good, bad}, 0, NULL));
  REFUSED(cr_recall(e, mul, 2, (cr_id[]){bad, good}, 0, NULL));
  REFUSED(cr_assign(e, bad, good, 0));
  REFUSED(cr_assign(e, good, bad, 1));
  REFUSED(cr_fill(e, bad, 1));
  REFUSED(cr_replaced(e, bad, good));
  REFUSED(cr_replaced(e, good, bad));
  REFUSED(cr_backward(e, bad, 0, 0));
  REFUSED(cr_backward_begin(e, bad, 0, 1));
  REFUSED(cr_free(e, bad));
  REFUSED(cr_set_requires_grad(e, bad, 1));
  REFUSED(cr_set_grad(e, bad, 0));
  if (bad) REFUSED(cr_set_grad(e, good, bad));
  if (bad) REFUSED(cr_backward(e, good, bad, 0));
  assert_null(cr_edge(e, bad, 0, CR_LOCAL));
  assert_int_equal(cr_take_fresh(e, bad), 0);
}

static void bad_ids_are_refused(void **state) {
  cr_engine *e = *state;
  const world w = make_world(e);
  const cr_id bad[] = {0, 1, 512, 513, INT32_MAX, INT32_MIN, -1000000, -3, w.freed, w.past};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    looking_answers_nothing(e, bad[i]);
    acting_is_refused(e, w.kept, bad[i]);
  }
  assert_int_equal(cr_tape_nodes(e), 0);
  assert_int_equal(cr_version(e, w.kept), 0);
  assert_int_equal(cr_grad(e, w.kept), 0);
  assert_number(cr_item(e, unary(e, "neg", w.kept)), -1);
}

// The number 2 of x * 2 goes on the tape first: the id that it will have names nothing yet.
static void the_number_of_an_op_is_no_operand_of_it(void **state) {
  cr_engine *e = *state;
  assert_int_equal(cr_binary_number(e, op_named("mul"), 1, 2), 0);
  assert_int_equal(cr_error(e), CR_BAD_ID);
  assert_int_equal(cr_tape_nodes(e), 0);
}

// Positive ids are the tape's: they are no parameters.
static void nodes_are_no_parameters(void **state) {
  cr_engine *e = *state;
  const cr_id x = cr_scalar(e, 1), w = weight(e, 1);
  REFUSED(cr_free(e, x));
  REFUSED(cr_set_grad(e, x, w));
  REFUSED(cr_set_grad(e, w, x));
  REFUSED(cr_set_requires_grad(e, x, 1));
  assert_int_equal(cr_grad(e, x), 0);
  assert_int_equal(cr_take_fresh(e, x), 0);
  assert_int_equal(cr_input(e, x, 0), 0);
}

static void bad_calls_are_refused(void **state) {
  cr_engine *e = *state;
  const cr_id x = weight(e, 1), in[3] = {x, x, x};
  const int32_t mul = op_named("mul"), ops[] = {-1, cr_op_count(), INT32_MAX, INT32_MIN};
  const double attr[300] = {0};
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
    assert_fails(e, cr_unary(e, ops[i], x), CR_BAD_OP, "there is no such op");
    assert_fails(e, cr_binary_number(e, ops[i], x, 1), CR_BAD_OP, "there is no such op");
  }
  assert_fails(e, cr_unary(e, mul, x), CR_BAD_OP, "mul takes 2 operands, but got 1");
  assert_fails(e, cr_binary_number(e, op_named("exp"), x, 1), CR_BAD_OP, "exp takes 1 operands, but got 2");
  assert_fails(e, cr_apply(e, mul, 3, in, 0, NULL), CR_BAD_OP, "mul takes 2 operands, but got 3");
  assert_fails(e, cr_apply(e, mul, -1, in, 0, NULL), CR_BAD_OP, "mul takes 2 operands, but got -1");
  assert_fails(e, cr_apply(e, mul, 2, in, 1, attr), CR_BAD_OP, "mul takes 0 attributes, but got 1");
  assert_fails(e, cr_apply(e, op_named("sum"), 1, in, -1, attr), CR_BAD_OP, "sum takes 1 attributes, but got -1");
  assert_int_equal(cr_tape_nodes(e), 0);
  assert_int_equal(cr_tape_bytes(e), 0);
}

// What a failed call could change: the tape, the gradients, what is used up.
typedef struct {
  int32_t nodes, used;
  size_t bytes;
  cr_id grad;
  double gradient;
} picture;

static picture take_picture(cr_engine *e, cr_id w, cr_id y) {
  return (picture){cr_tape_nodes(e), cr_is_used(e, y), cr_tape_bytes(e), cr_grad(e, w), gradient_of(e, w)};
}

#define CHANGES_NOTHING(call)                       \
  do {                                              \
    const picture before = take_picture(e, w, y);   \
    assert_in_range((call) + 1, 0, 1);              \
    const picture after = take_picture(e, w, y);    \
    assert_int_equal(after.nodes, before.nodes);    \
    assert_int_equal(after.used, before.used);      \
    assert_int_equal(after.bytes, before.bytes);    \
    assert_int_equal(after.grad, before.grad);      \
    assert_number(after.gradient, before.gradient); \
  } while (0)

static void failed_calls_change_nothing(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), y = binary(e, "mul", w, w), z = unary(e, "exp", y);
  const cr_id two = cr_tensor(e, 1, (int32_t[]){2}, NULL), three = cr_tensor(e, 1, (int32_t[]){3}, NULL);
  // Once before any gradient, and once after a backward.
  for (int32_t round = 0; round < 2; round++) {
    CHANGES_NOTHING(binary(e, "mul", two, three));
    CHANGES_NOTHING(cr_binary_number(e, op_named("matmul"), two, 1));
    CHANGES_NOTHING(cr_number_binary(e, op_named("exp"), 1, two));
    CHANGES_NOTHING(cr_binary_number(e, op_named("mul"), 999, 1));
    CHANGES_NOTHING(reduction(e, "sum", two, 0, 1, (int[]){3}));
    CHANGES_NOTHING(cr_tensor(e, 2, (int32_t[]){1, -1}, NULL));
    CHANGES_NOTHING(cr_stub(e, 9, (int32_t[9]){0}, 0));
    CHANGES_NOTHING(cr_assign(e, w, two, 0));
    CHANGES_NOTHING(cr_set_grad(e, w, vector(e, 1, (cr_real[]){1})));
    CHANGES_NOTHING(cr_backward(e, two, 0, 0));
    CHANGES_NOTHING(cr_backward(e, y, three, 0));
    if (round) CHANGES_NOTHING(cr_backward_begin(e, two, 0, 0));
    else assert_int_equal(cr_backward(e, y, 0, 0), 0);
  }
  assert_number(gradient_of(e, w), 4);
  assert_int_equal(cr_backward(e, z, 0, 0), -1);
  assert_number(gradient_of(e, w), 4);
}

static void freed_ids_are_used_again(void **state) {
  cr_engine *e = *state;
  const cr_id a = weight(e, 1), b = weight(e, 2), c = weight(e, 3);
  assert_int_equal(cr_free(e, b), 0);
  assert_int_equal(cr_free(e, b), -1);
  const cr_id d = vector(e, 3, (cr_real[]){4, 5, 6});
  assert_int_equal(d, b);
  assert_numbers(cr_data(e, d), 3, 4, 5, 6);
  assert_number(cr_item(e, a) + cr_item(e, c), 4);
  const size_t bytes = cr_total_bytes(e);
  for (int32_t i = 0; i < 1000; i++) assert_int_equal(cr_free(e, vector(e, 5, (cr_real[5]){0})), 0);
  assert_int_equal(cr_total_bytes(e), bytes);
}

static void gradients_outlive_their_parameter(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3);
  assert_int_equal(cr_backward(e, binary(e, "mul", w, w), 0, 0), 0);
  const cr_id grad = cr_grad(e, w);
  cr_reset(e);
  assert_int_equal(cr_free(e, w), 0);
  assert_number(cr_item(e, grad), 6);
  assert_int_equal(cr_free(e, grad), 0);
}

static void a_freed_gradient_is_not_there_yet(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3);
  assert_int_equal(cr_backward(e, binary(e, "mul", w, w), 0, 0), 0);
  assert_int_equal(cr_free(e, cr_grad(e, w)), 0);
  assert_int_equal(cr_grad(e, w), 0);
  cr_reset(e);
  assert_int_equal(cr_backward(e, binary(e, "mul", w, w), 0, 0), 0);
  assert_number(gradient_of(e, w), 6);
}

// b.grad = a.grad, as PyTorch allows. Freed, it is gone from both, and its id may go to a smaller tensor.
static void a_gradient_may_be_shared(void **state) {
  cr_engine *e = *state;
  const cr_id a = vector(e, 100, (cr_real[100]){1}), b = vector(e, 100, (cr_real[100]){2});
  const cr_id grad = vector(e, 100, (cr_real[100]){0});
  assert_int_equal(cr_set_grad(e, a, grad), 0);
  assert_int_equal(cr_set_grad(e, b, grad), 0);
  assert_int_equal(cr_backward(e, sum_all(e, binary(e, "mul", a, b)), 0, 0), 0);
  assert_number(cr_item(e, grad), 3);
  assert_int_equal(cr_free(e, grad), 0);
  assert_int_equal(cr_grad(e, a), 0);
  assert_int_equal(cr_grad(e, b), 0);
  assert_int_equal(weight(e, 7), grad);
  cr_reset(e);
  assert_int_equal(cr_backward(e, sum_all(e, binary(e, "mul", a, b)), 0, 0), 0);
  assert_number(cr_grad_data(e, a)[0], 2);
  assert_number(cr_grad_data(e, b)[0], 1);
  assert_number(cr_item(e, grad), 7);
}

static void a_parameter_is_not_its_own_gradient(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3);
  assert_fails(e, cr_set_grad(e, w, w), CR_AUTOGRAD, "can't assign Variable as its own grad");
  assert_int_equal(cr_grad(e, w), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(bad_ids_are_refused),
      WITH_ENGINE(the_number_of_an_op_is_no_operand_of_it),
      WITH_ENGINE(nodes_are_no_parameters),
      WITH_ENGINE(bad_calls_are_refused),
      WITH_ENGINE(failed_calls_change_nothing),
      WITH_ENGINE(freed_ids_are_used_again),
      WITH_ENGINE(gradients_outlive_their_parameter),
      WITH_ENGINE(a_freed_gradient_is_not_there_yet),
      WITH_ENGINE(a_gradient_may_be_shared),
      WITH_ENGINE(a_parameter_is_not_its_own_gradient),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
