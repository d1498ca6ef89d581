// operands.c: operands that are left out, which are empty vectors, and operands that only look as if they could be taken.
#include "core.h"

#define ONE_SHAPE "the operands of a loss have one shape, but got [2] and [0]"

static cr_id empty_vector(cr_engine *e) {
  return cr_param(e, 1, (int32_t[]){0}, NULL, 1);
}

// An empty target was taken for a weight that is left out.
static void a_target_is_never_left_out(void **state) {
  cr_engine *e = *state;
  static const char *const losses[] = {"mse_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy",
                                       "binary_cross_entropy_with_logits"};
  const cr_id x = vector(e, 2, (cr_real[]){0.25f, 0.5f}), none = empty_vector(e);
  for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
    assert_fails(e, binary(e, losses[i], x, none), CR_BAD_SHAPE, ONE_SHAPE);
  }
  const cr_id in[] = {x, none, none, x};
  assert_fails(e, cr_apply(e, op_named("binary_cross_entropy_with_logits"), 4, in, 0, NULL), CR_BAD_SHAPE, ONE_SHAPE);
}

static void the_last_operand_is_given(void **state) {
  cr_engine *e = *state;
  const cr_id in[] = {vector(e, 2, (cr_real[]){1, 3}), empty_vector(e), empty_vector(e)};
  assert_fails(
      e, cr_apply(e, op_named("layer_norm"), 3, in, 2, (const double[]){1e-5, 2}), CR_BAD_SHAPE,
      "Expected bias to be of same shape as normalized_shape, but got bias of shape [0] and normalized_shape = "
      "[2]");
}

// No element of its gradient is written: there are none.
static void what_is_left_out_has_an_empty_gradient(void **state) {
  cr_engine *e = *state;
  const int32_t batch[] = {2, 1};
  const cr_real numbers[] = {1, 3};
  const cr_id bias = vector(e, 1, (cr_real[]){0.5f}), left_out = empty_vector(e);
  const cr_id in[] = {cr_param(e, 2, batch, numbers, 1), left_out, bias};
  const cr_id y = cr_apply(e, op_named("batch_norm"), 3, in, 3, (const double[]){1, 0.1, 0});
  assert_numbers(cr_data(e, y), 2, -0.5f, 1.5f);
  assert_int_equal(cr_backward(e, sum_all(e, y), 0, 0), 0);
  assert_number(gradient_of(e, bias), 2);
  assert_int_equal(cr_size(e, cr_grad(e, left_out)), 0);
}

// Its elements would be read at the size of those that the op works on.
static void recalled_operands_are_converted_already(void **state) {
  cr_engine *e = *state;
  const cr_id in[] = {vector(e, 2, (cr_real[]){1, 2}), cr_int_tensor(e, 1, (int32_t[]){2}, NULL, CR_INT64)};
  assert_fails(e, cr_recall(e, op_named("mul"), 2, in, 0, NULL), CR_BAD_DTYPE,
               "mul is recalled with operands of the dtype that it works in");
  assert_int_equal(cr_tape_nodes(e), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(a_target_is_never_left_out),
      WITH_ENGINE(the_last_operand_is_given),
      WITH_ENGINE(what_is_left_out_has_an_empty_gradient),
      WITH_ENGINE(recalled_operands_are_converted_already),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
