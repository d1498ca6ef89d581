// tape.c: reverse mode over the tape: fan-out, kinks, accumulation, what backward refuses, and a very deep graph.
#include "core.h"

#define SECOND_TIME                                                                                               \
  "Trying to backward through the graph a second time (or directly access saved tensors after they have already " \
  "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "  \
  "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "   \
  "saved tensors after calling backward."
#define NO_GRAD "element 0 of tensors does not require grad and does not have a grad_fn"
#define NOT_SCALAR "grad can be implicitly created only for scalar outputs"

static void fan_out_adds(void **state) {
  cr_engine *e = *state;
  const cr_id x = weight(e, 3), y = binary(e, "add", binary(e, "mul", x, x), x);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(cr_item(e, y), 12);
  assert_number(gradient_of(e, x), 7);
  const cr_id a = weight(e, 1), b = binary(e, "add", a, a), c = binary(e, "add", b, b);
  assert_int_equal(cr_backward(e, c, 0, 0), 0);
  assert_number(gradient_of(e, a), 4);
  assert_number(gradient_of(e, b), 2);
  assert_number(gradient_of(e, x), 7);
}

static void unary_slope(cr_engine *e, const char *name, double at, double expected) {
  const cr_id x = weight(e, at);
  assert_int_equal(cr_backward(e, unary(e, name, x), 0, 0), 0);
  if (!same_number(gradient_of(e, x), expected)) fail_msg("%s'(%g) is %g", name, at, gradient_of(e, x));
}

static void kinks_are_pytorchs(void **state) {
  cr_engine *e = *state;
  unary_slope(e, "relu", 0, 0);
  unary_slope(e, "relu", -1, 0);
  unary_slope(e, "relu", 1, 1);
  unary_slope(e, "abs", 0, 0);
  unary_slope(e, "abs", -2, -1);
  unary_slope(e, "sqrt", 0, (double)INFINITY);
  unary_slope(e, "log", 0, (double)INFINITY);
  unary_slope(e, "relu", (double)NAN, 1);
}

static void powers_at_zero(void **state) {
  cr_engine *e = *state;
  static const double cases[][4] = {{0, 2, 0, 0}, {0, 1, 1, 0}, {0, 0, 0, 0}, {0, 0.5, (double)INFINITY, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const cr_id a = weight(e, cases[i][0]), b = weight(e, cases[i][1]);
    assert_int_equal(cr_backward(e, binary(e, "pow", a, b), 0, 0), 0);
    assert_number(gradient_of(e, a), cases[i][2]);
    assert_number(gradient_of(e, b), cases[i][3]);
  }
  const cr_id a = weight(e, -3);
  assert_int_equal(cr_backward(e, cr_binary_number(e, op_named("pow"), a, 2), 0, 0), 0);
  assert_number(gradient_of(e, a), -6);
}

static void gradients_accumulate(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2);
  assert_int_equal(cr_grad(e, w), 0);
  assert_null(cr_grad_data(e, w));
  assert_int_equal(cr_backward(e, binary(e, "mul", w, w), 0, 0), 0);
  const cr_id grad = cr_grad(e, w);
  assert_number(gradient_of(e, w), 4);
  assert_int_equal(cr_backward(e, cr_binary_number(e, op_named("mul"), w, 10), 0, 0), 0);
  assert_number(gradient_of(e, w), 14);
  cr_reset(e);
  assert_int_equal(cr_backward(e, unary(e, "neg", w), 0, 0), 0);
  assert_number(gradient_of(e, w), 13);
  assert_int_equal(cr_grad(e, w), grad);
  assert_false(cr_requires_grad(e, grad));
  assert_int_equal(cr_backward(e, w, 0, 0), 0);
  assert_number(gradient_of(e, w), 14);
}

static void second_backward_is_refused(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), y = binary(e, "mul", w, w), one = unary(e, "exp", y), other = unary(e, "neg", y);
  assert_int_equal(cr_backward(e, other, 0, 0), 0);
  assert_true(cr_is_used(e, y) && cr_is_used(e, other) && !cr_is_used(e, one));
  assert_fails(e, cr_backward(e, other, 0, 0), CR_AUTOGRAD, SECOND_TIME);
  assert_fails(e, cr_backward(e, one, 0, 0), CR_AUTOGRAD, SECOND_TIME);
  assert_number(gradient_of(e, w), -4);
}

// PyTorch's ops that save no tensor (add, neg, sum) can be run through again.
static void graphs_that_save_nothing_run_again(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), y = sum_all(e, unary(e, "neg", binary(e, "add", w, w)));
  for (int32_t times = 1; times <= 3; times++) {
    assert_int_equal(cr_backward(e, y, 0, 0), 0);
    assert_number(gradient_of(e, w), -2 * times);
  }
}

static void retained_graphs_run_again(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), y = binary(e, "mul", w, w);
  assert_int_equal(cr_backward(e, y, 0, 1), 0);
  assert_int_equal(cr_backward(e, y, 0, 1), 0);
  assert_false(cr_is_used(e, y));
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(gradient_of(e, w), 12);
  assert_number(gradient_of(e, y), 1);
  assert_fails(e, cr_backward(e, y, 0, 1), CR_AUTOGRAD, SECOND_TIME);
}

static void non_scalars_need_an_upstream(void **state) {
  cr_engine *e = *state;
  const cr_id w = vector(e, 3, (cr_real[]){1, 2, 3}), y = binary(e, "mul", w, w);
  assert_fails(e, cr_backward(e, y, 0, 0), CR_AUTOGRAD, NOT_SCALAR);
  assert_fails(e, cr_backward(e, cr_tensor(e, 1, (int32_t[]){3}, NULL), 0, 0), CR_AUTOGRAD, NO_GRAD);
  assert_fails(e, cr_backward(e, y, cr_scalar(e, 1), 0), CR_AUTOGRAD,
               "Mismatch in shape: grad_output[0] has a shape of torch.Size([]) and output[0] has a shape of "
               "torch.Size([3]).");
  assert_int_equal(cr_grad(e, w), 0);
  const cr_id g = cr_tensor(e, 1, (int32_t[]){3}, (cr_real[]){1, 10, -1});
  assert_int_equal(cr_backward(e, y, g, 1), 0);
  assert_numbers(cr_grad_data(e, w), 3, 2, 40, -6);
  assert_int_equal(cr_backward(e, y, y, 0), 0);
  assert_numbers(cr_grad_data(e, w), 3, 2 + 2, 40 + 16, -6 + 54);
  const cr_id one = vector(e, 1, (cr_real[]){5});
  assert_int_equal(cr_backward(e, unary(e, "neg", one), 0, 0), 0);
  assert_numbers(cr_grad_data(e, one), 1, -1);
}

static void no_grad_records_no_history(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2);
  assert_int_equal(cr_set_grad_enabled(e, 0), 1);
  const cr_id y = binary(e, "mul", w, w), spread = binary(e, "add", cr_tensor(e, 1, (int32_t[]){3}, NULL), w);
  assert_false(cr_requires_grad(e, y) || cr_requires_grad(e, spread) || cr_requires_grad(e, sum_all(e, w)));
  assert_int_equal(cr_set_grad_enabled(e, 1), 0);
  assert_number(cr_item(e, y), 4);
  assert_fails(e, cr_backward(e, y, 0, 0), CR_AUTOGRAD, NO_GRAD);
  const cr_id z = binary(e, "mul", w, y);
  assert_true(cr_requires_grad(e, z));
  assert_int_equal(cr_backward(e, z, 0, 0), 0);
  assert_number(gradient_of(e, w), 4);
  assert_null(cr_grad_data(e, y));
}

static void only_what_requires_grad_receives(void **state) {
  cr_engine *e = *state;
  const cr_real two = 2;
  const cr_id w = weight(e, 3), frozen = cr_param(e, 0, NULL, &two, 0), number = cr_scalar(e, 5);
  assert_true(cr_is_constant(e, number) && !cr_is_constant(e, frozen) && !cr_is_constant(e, w));
  const cr_id y = binary(e, "mul", binary(e, "mul", w, frozen), number);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(gradient_of(e, w), 10);
  assert_int_equal(cr_grad(e, frozen), 0);
  assert_null(cr_grad_data(e, number));
  assert_int_equal(cr_set_requires_grad(e, frozen, 1), 0);
  cr_reset(e);
  assert_int_equal(cr_backward(e, binary(e, "mul", w, frozen), 0, 0), 0);
  assert_number(gradient_of(e, frozen), 3);
}

// PyTorch hands the first contribution on as it is: 0 + -0 would be 0.
static void a_gradient_of_minus_zero_keeps_its_sign(void **state) {
  cr_engine *e = *state;
  const int32_t mul = op_named("mul");
  const cr_id w = weight(e, 1), y = cr_binary_number(e, mul, w, -0.0);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(gradient_of(e, w), -0.0);
  assert_int_equal(cr_backward(e, cr_binary_number(e, mul, w, 0), 0, 0), 0);
  assert_number(gradient_of(e, w), 0.0);
}

static void history_can_be_recalled(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), in[2] = {w, w};
  const cr_id y = cr_recall(e, op_named("mul"), 2, in, 0, NULL);
  *cr_data(e, y) = 4;
  assert_int_equal(cr_backward(e, unary(e, "sqrt", y), 0, 0), 0);
  assert_number(gradient_of(e, w), 1);
}

static void stubs_stop_backward(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), fresh = cr_stub(e, 0, NULL, 0), used = cr_stub(e, 0, NULL, 1);
  assert_true(cr_requires_grad(e, fresh) && !cr_is_used(e, fresh) && cr_is_used(e, used));
  assert_fails(e, cr_backward(e, binary(e, "mul", w, used), 0, 0), CR_AUTOGRAD, SECOND_TIME);
  assert_fails(e, cr_backward(e, binary(e, "add", fresh, w), 0, 0), CR_AUTOGRAD,
               "the history of this tensor is not on the tape: recall it first");
  assert_int_equal(cr_grad(e, w), 0);
}

static void the_tape_can_be_read(void **state) {
  cr_engine *e = *state;
  const cr_id w = vector(e, 2, (cr_real[]){1, 2}), x = cr_scalar(e, 3), y = binary(e, "sub", w, x);
  const cr_id total = reduction(e, "sum", y, 1, 1, (int[]){-1}), mean = unary(e, "mean", y);
  assert_int_equal(cr_op_of(e, y), op_named("sub"));
  assert_int_equal(cr_input(e, y, 0), w);
  assert_int_equal(cr_input(e, y, 1), x);
  assert_int_equal(cr_input(e, y, 2), 0);
  assert_int_equal(cr_attr_count(e, y), 0);
  assert_int_equal(cr_attr_count(e, total), 2);
  assert_true(cr_attrs(e, total)[0] == 1 && cr_attrs(e, total)[1] == -1);
  assert_int_equal(cr_op_of(e, mean), op_named("mean"));
  assert_int_equal(cr_op_of(e, w), -1);
  assert_int_equal(cr_op_of(e, x), -1);
  assert_int_equal(cr_tape_nodes(e), 4);
}

// A million ops: a recursive sweep would need far more stack than there is.
static void a_deep_graph_is_exact(void **state) {
  cr_engine *e = *state;
  enum { ROUNDS = 500000 };
  const int32_t add = op_named("add"), neg = op_named("neg");
  const cr_id w = weight(e, 1);
  cr_id y = w;
  for (int32_t i = 0; i < ROUNDS; i++) y = cr_unary(e, neg, cr_binary(e, add, y, w));
  assert_int_equal(cr_tape_nodes(e), 2 * ROUNDS);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  // y <- -(y + w): the slopes go -2, 1, -2, 1 ...
  assert_number(gradient_of(e, w), 1);
  cr_reset(e);
  drop_gradient(e, w);
  for (y = w; cr_tape_nodes(e) < 2 * ROUNDS;) y = cr_binary(e, add, y, w);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(cr_item(e, y), 2 * ROUNDS + 1);
  assert_number(gradient_of(e, w), 2 * ROUNDS + 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(fan_out_adds),
      WITH_ENGINE(kinks_are_pytorchs),
      WITH_ENGINE(powers_at_zero),
      WITH_ENGINE(gradients_accumulate),
      WITH_ENGINE(second_backward_is_refused),
      WITH_ENGINE(graphs_that_save_nothing_run_again),
      WITH_ENGINE(retained_graphs_run_again),
      WITH_ENGINE(non_scalars_need_an_upstream),
      WITH_ENGINE(no_grad_records_no_history),
      WITH_ENGINE(only_what_requires_grad_receives),
      WITH_ENGINE(a_gradient_of_minus_zero_keeps_its_sign),
      WITH_ENGINE(history_can_be_recalled),
      WITH_ENGINE(stubs_stop_backward),
      WITH_ENGINE(the_tape_can_be_read),
      WITH_ENGINE(a_deep_graph_is_exact),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
