// inplace.c: values changed in place: backward that needs the old one is refused in PyTorch's words, no other is.
#include "core.h"

#ifdef CR_DOUBLE
#define TYPE "Double"
#else
#define TYPE "Float"
#endif
#define CHANGED(of, version, expected)                                                                              \
  "one of the variables needed for gradient computation has been modified by an inplace operation: [torch." TYPE    \
  "Tensor " of " is at version " version "; expected version " expected " instead. Hint: enable anomaly detection " \
  "to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, "        \
  "check_nan=False)."

static void an_assigned_leaf_is_refused(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3), y = binary(e, "mul", w, w);
  assert_int_equal(cr_assign(e, w, cr_scalar(e, 5), 0), 0);
  assert_int_equal(cr_version(e, w), 1);
  assert_number(cr_item(e, w), 5);
  assert_fails(e, cr_backward(e, y, 0, 0), CR_INPLACE, CHANGED("[]]", "1", "0"));
  assert_int_equal(cr_grad(e, w), 0);
  cr_reset(e);
  assert_int_equal(cr_backward(e, binary(e, "mul", w, w), 0, 0), 0);
  assert_number(gradient_of(e, w), 10);
}

static void a_filled_leaf_is_refused(void **state) {
  cr_engine *e = *state;
  const cr_id w = cr_param(e, 2, (int32_t[]){2, 3}, NULL, 1);
  assert_int_equal(cr_fill(e, w, 1), 0);
  const cr_id loss = sum_all(e, binary(e, "mul", w, w));
  assert_int_equal(cr_fill(e, w, 2), 0);
  assert_int_equal(cr_fill(e, w, 7), 0);
  assert_numbers(cr_data(e, w), 6, 7, 7, 7, 7, 7, 7);
  assert_fails(e, cr_backward(e, loss, 0, 0), CR_INPLACE, CHANGED("[2, 3]]", "3", "1"));
  assert_int_equal(cr_grad(e, w), 0);
}

// Each reader expects the version that it saw.
static void only_later_changes_count(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3);
  const cr_id early = binary(e, "mul", w, w);
  assert_int_equal(cr_fill(e, w, 4), 0);
  const cr_id late = binary(e, "mul", w, w);
  assert_int_equal(cr_backward(e, late, 0, 0), 0);
  assert_number(gradient_of(e, w), 8);
  assert_fails(e, cr_backward(e, early, 0, 0), CR_INPLACE, CHANGED("[]]", "1", "0"));
  assert_number(gradient_of(e, w), 8);
}

// y.add_(1) after y = exp(w), whose derivative reads y.
static void a_replaced_result_is_refused(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 0), y = unary(e, "exp", w), by = cr_binary_number(e, op_named("add"), y, 1);
  assert_int_equal(cr_replaced(e, y, by), 0);
  assert_int_equal(cr_version(e, by), 1);
  assert_int_equal(cr_backward(e, by, 0, 0), -1);
  assert_int_equal(cr_error(e), CR_INPLACE);
  assert_non_null(strstr(cr_message(e), "[torch." TYPE "Tensor []], which is output 0 of "));
  assert_non_null(strstr(cr_message(e), ", is at version 1; expected version 0 instead."));
  assert_int_equal(cr_grad(e, w), 0);
}

static void a_replaced_operand_is_refused(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), y = unary(e, "neg", w), z = binary(e, "mul", y, y);
  const cr_id by = cr_binary_number(e, op_named("add"), y, 1);
  assert_int_equal(cr_replaced(e, y, by), 0);
  assert_int_equal(cr_backward(e, z, 0, 0), -1);
  assert_int_equal(cr_error(e), CR_INPLACE);
  assert_int_equal(cr_backward(e, by, 0, 0), 0);
  assert_number(gradient_of(e, w), -1);
}

// The derivative of add reads nothing; that of w * x for w reads x only.
static void changes_that_no_derivative_reads_are_fine(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3), x = cr_scalar(e, 2), y = binary(e, "mul", w, x), z = binary(e, "add", y, w);
  assert_int_equal(cr_fill(e, w, 100), 0);
  assert_int_equal(cr_fill(e, y, 100), 0);
  assert_int_equal(cr_backward(e, z, 0, 0), 0);
  assert_number(gradient_of(e, w), 3);
}

// PyTorch's .data: the derivative is taken with the new value, for better or worse.
static void a_silent_change_is_not_noticed(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3), y = binary(e, "mul", w, w);
  assert_int_equal(cr_assign(e, w, cr_scalar(e, 5), 1), 0);
  assert_int_equal(cr_version(e, w), 0);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(gradient_of(e, w), 10);
}

static void assigning_needs_the_same_shape(void **state) {
  cr_engine *e = *state;
  const cr_id w = vector(e, 2, (cr_real[]){1, 2}), x = cr_tensor(e, 2, (int32_t[]){2, 2}, NULL);
  assert_fails(e, cr_assign(e, w, x, 0), CR_BAD_SHAPE,
               "output with shape [2] doesn't match the broadcast shape [2, 2]");
  assert_int_equal(cr_version(e, w), 0);
  assert_numbers(cr_data(e, w), 2, 1, 2);
  assert_int_equal(cr_assign(e, w, w, 0), 0);
  assert_numbers(cr_data(e, w), 2, 1, 2);
}

// SGD as the lesson writes it: w -= lr * grad on the tape of the next step.
static void an_update_between_steps_is_fine(void **state) {
  cr_engine *e = *state;
  const int32_t mul = op_named("mul"), sub = op_named("sub");
  const cr_id w = weight(e, 1);
  for (int32_t step = 0; step < 2; step++) {
    const cr_id error = cr_binary_number(e, sub, cr_binary_number(e, mul, w, 2), 4);
    assert_int_equal(cr_backward(e, cr_binary(e, mul, error, error), 0, 0), 0);
    cr_set_grad_enabled(e, 0);
    const cr_id next = cr_binary(e, sub, w, cr_binary_number(e, mul, cr_grad(e, w), 0.1));
    assert_int_equal(cr_assign(e, w, next, 0), 0);
    assert_int_equal(cr_fill(e, cr_grad(e, w), 0), 0);
    cr_set_grad_enabled(e, 1);
    cr_reset(e);
  }
  assert_true(fabs(cr_item(e, w) - 1.96) < 1e-6);
  assert_int_equal(cr_version(e, w), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(an_assigned_leaf_is_refused),     WITH_ENGINE(a_filled_leaf_is_refused),
      WITH_ENGINE(only_later_changes_count),        WITH_ENGINE(a_replaced_result_is_refused),
      WITH_ENGINE(a_replaced_operand_is_refused),   WITH_ENGINE(changes_that_no_derivative_reads_are_fine),
      WITH_ENGINE(a_silent_change_is_not_noticed),  WITH_ENGINE(assigning_needs_the_same_shape),
      WITH_ENGINE(an_update_between_steps_is_fine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
