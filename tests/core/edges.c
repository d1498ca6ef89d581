// edges.c: backward one edge at a time, and what each edge carries.
#include "core.h"

// The lesson: loss = (w x - y)^2 with w 1, x 2, y 4.
typedef struct {
  cr_id w, product, error, loss;
} lesson;

static lesson record_lesson(cr_engine *e, cr_id w) {
  lesson l = {.w = w};
  l.product = binary(e, "mul", w, cr_scalar(e, 2));
  l.error = binary(e, "sub", l.product, cr_scalar(e, 4));
  l.loss = binary(e, "mul", l.error, l.error);
  return l;
}

static void assert_edge(cr_engine *e, cr_id node, int32_t slot, double local, double contribution, double accumulated) {
  assert_int_equal(cr_edge_node(e), node);
  assert_int_equal(cr_edge_slot(e), slot);
  assert_numbers(cr_edge(e, node, slot, CR_LOCAL), 1, (cr_real)local);
  assert_numbers(cr_edge(e, node, slot, CR_CONTRIBUTION), 1, (cr_real)contribution);
  assert_numbers(cr_edge(e, node, slot, CR_ACCUMULATED), 1, (cr_real)accumulated);
}

static void the_lesson_edge_by_edge(void **state) {
  cr_engine *e = *state;
  const lesson l = record_lesson(e, weight(e, 1));
  assert_null(cr_edge(e, l.product, 0, CR_CONTRIBUTION));
  assert_null(cr_edge(e, l.product, 0, CR_ACCUMULATED));
  assert_numbers(cr_edge(e, l.product, 0, CR_LOCAL), 1, 2);
  assert_int_equal(cr_backward_begin(e, l.loss, 0, 0), 0);
  assert_int_equal(cr_backward_step(e), 1);
  assert_edge(e, l.loss, 0, -2, -2, -2);
  assert_int_equal(cr_backward_step(e), 1);
  assert_edge(e, l.loss, 1, -2, -2, -4);
  assert_int_equal(cr_backward_step(e), 1);
  assert_edge(e, l.error, 0, 1, -4, -4);
  assert_int_equal(cr_backward_step(e), 1);
  assert_edge(e, l.product, 0, 2, -8, -8);
  assert_int_equal(cr_grad(e, l.w), 0);
  assert_int_equal(cr_backward_step(e), 0);
  assert_number(gradient_of(e, l.w), -8);
  assert_fails(e, cr_backward_step(e), CR_AUTOGRAD, "no backward is running: begin one first");
}

// Accumulated starts from what the parameter's gradient was, during the sweep and after it.
static void a_gradient_from_before_is_counted(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3);
  assert_int_equal(cr_backward(e, cr_binary_number(e, op_named("mul"), w, 100), 0, 0), 0);
  const cr_id y = binary(e, "mul", w, w);
  assert_int_equal(cr_backward_begin(e, y, 0, 0), 0);
  assert_int_equal(cr_backward_step(e), 1);
  assert_edge(e, y, 0, 3, 3, 103);
  assert_number(gradient_of(e, w), 100);
  assert_int_equal(cr_backward_step(e), 1);
  assert_edge(e, y, 1, 3, 3, 106);
  assert_int_equal(cr_backward_step(e), 0);
  assert_number(gradient_of(e, w), 106);
  assert_edge(e, y, 1, 3, 3, 106);
}

// A column of weights that broadcasts over a matrix: the local derivative is summed over what it was spread to.
static void edges_have_the_operands_shape(void **state) {
  cr_engine *e = *state;
  const cr_id column = cr_param(e, 2, (int32_t[]){2, 1}, (cr_real[]){10, 20}, 1);
  const cr_id matrix = cr_tensor(e, 2, (int32_t[]){2, 3}, (cr_real[]){1, 2, 3, 4, 5, 6});
  const cr_id y = binary(e, "mul", matrix, column), loss = sum_all(e, binary(e, "mul", y, y));
  assert_int_equal(cr_backward(e, loss, 0, 0), 0);
  assert_numbers(cr_edge(e, y, 1, CR_LOCAL), 2, 6, 15);
  assert_numbers(cr_edge(e, y, 1, CR_CONTRIBUTION), 2, 2 * 10 * 14, 2 * 20 * 77);
  assert_numbers(cr_edge(e, y, 1, CR_ACCUMULATED), 2, 280, 3080);
  assert_null(cr_edge(e, y, 0, CR_ACCUMULATED));
  assert_numbers(cr_edge(e, loss, 0, CR_LOCAL), 6, 1, 1, 1, 1, 1, 1);
}

// A graph with fan-out, broadcasting, reductions and two parameters.
static cr_id record_net(cr_engine *e, cr_id w, cr_id b) {
  const cr_id x = cr_tensor(e, 2, (int32_t[]){3, 2}, (cr_real[]){1, -2, (cr_real)0.5, 3, -1, 2});
  const cr_id h = unary(e, "tanh", binary(e, "add", binary(e, "matmul", x, w), b));
  const cr_id rows = reduction(e, "mean", binary(e, "mul", h, unary(e, "exp", h)), 1, 1, (int[]){-1});
  return sum_all(e, binary(e, "div", rows, binary(e, "add", b, rows)));
}

static void stepping_is_backward(void **state) {
  cr_engine *e = *state;
  cr_id w[2], b[2];
  for (int32_t i = 0; i < 2; i++) {
    w[i] = cr_param(e, 2, (int32_t[]){2, 2}, (cr_real[]){(cr_real)0.3, -1, 2, (cr_real)0.7}, 1);
    b[i] = vector(e, 2, (cr_real[]){(cr_real)-0.4, (cr_real)1.2});
    const cr_id loss = record_net(e, w[i], b[i]);
    if (i == 0) {
      assert_int_equal(cr_backward(e, loss, 0, 0), 0);
      continue;
    }
    assert_int_equal(cr_backward_begin(e, loss, 0, 0), 0);
    int32_t edges = 0, walked;
    while ((walked = cr_backward_step(e)) > 0) edges++;
    assert_int_equal(walked, 0);
    // sum 1, div 2, add 2, mean 1, mul 2, exp 1, tanh 1, add 2, matmul 1
    assert_int_equal(edges, 13);
  }
  assert_memory_equal(cr_grad_data(e, w[0]), cr_grad_data(e, w[1]), 4 * sizeof(cr_real));
  assert_memory_equal(cr_grad_data(e, b[0]), cr_grad_data(e, b[1]), 2 * sizeof(cr_real));
}

// Looking at an edge between two steps changes nothing.
static void looking_changes_nothing(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3), y = unary(e, "exp", binary(e, "mul", w, w));
  assert_int_equal(cr_backward_begin(e, y, 0, 0), 0);
  const size_t bytes = cr_tape_bytes(e);
  for (int32_t part = CR_LOCAL; part <= CR_ACCUMULATED; part++) cr_edge(e, y, 0, part);
  assert_int_equal(cr_tape_bytes(e), bytes);
  while (cr_backward_step(e) > 0) {
    for (int32_t part = CR_LOCAL; part <= CR_ACCUMULATED; part++) {
      assert_non_null(cr_edge(e, cr_edge_node(e), cr_edge_slot(e), part));
    }
  }
  assert_number(gradient_of(e, w), (cr_real)cr_item(e, y) * 3 * 2);
}

static void what_is_no_edge_is_null(void **state) {
  cr_engine *e = *state;
  const lesson l = record_lesson(e, weight(e, 1));
  assert_null(cr_edge(e, l.loss, 2, CR_LOCAL));
  assert_null(cr_edge(e, l.loss, -1, CR_LOCAL));
  assert_null(cr_edge(e, l.w, 0, CR_LOCAL));
  assert_null(cr_edge(e, 999, 0, CR_LOCAL));
  assert_null(cr_edge(e, l.loss, 0, 3));
  assert_null(cr_edge(e, l.loss, 0, -1));
  assert_int_equal(cr_backward(e, l.loss, 0, 0), 0);
  assert_null(cr_edge(e, l.loss, 0, 3));
  assert_null(cr_edge(e, l.loss, 0, -1));
}

// In a list of operands, reals and indices, only the reals receive.
static void no_edge_leads_to_an_index(void **state) {
  cr_engine *e = *state;
  const cr_id x = vector(e, 3, (cr_real[]){1, 2, 4});
  const cr_id at = cr_int_tensor(e, 1, (int32_t[]){1}, (int64_t[]){2}, CR_INT64);
  const cr_id y = cr_apply(e, op_named("index"), 2, (cr_id[]){x, at}, 1, (double[]){0});
  assert_int_equal(cr_backward(e, sum_all(e, y), 0, 0), 0);
  assert_numbers(cr_edge(e, y, 0, CR_CONTRIBUTION), 3, 0, 0, 1);
  for (int32_t part = CR_LOCAL; part <= CR_ACCUMULATED; part++) assert_null(cr_edge(e, y, 1, part));
}

// The step that failed fails again: it is not passed over.
static void a_failed_step_stays_failed(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 2), y = binary(e, "mul", w, w);
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_int_equal(cr_backward_begin(e, y, 0, 0), 0);
  for (int32_t times = 0; times < 3; times++) {
    assert_int_equal(cr_backward_step(e), -1);
    assert_int_equal(cr_error(e), CR_AUTOGRAD);
  }
  assert_number(gradient_of(e, w), 4);
}

static void reset_ends_a_sweep(void **state) {
  cr_engine *e = *state;
  const lesson l = record_lesson(e, weight(e, 1));
  assert_int_equal(cr_backward_begin(e, l.loss, 0, 0), 0);
  assert_int_equal(cr_backward_step(e), 1);
  cr_reset(e);
  assert_int_equal(cr_backward_step(e), -1);
  assert_int_equal(cr_grad(e, l.w), 0);
  assert_int_equal(cr_backward(e, record_lesson(e, l.w).loss, 0, 0), 0);
  assert_number(gradient_of(e, l.w), -8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(the_lesson_edge_by_edge),       WITH_ENGINE(a_gradient_from_before_is_counted),
      WITH_ENGINE(edges_have_the_operands_shape), WITH_ENGINE(stepping_is_backward),
      WITH_ENGINE(looking_changes_nothing),       WITH_ENGINE(what_is_no_edge_is_null),
      WITH_ENGINE(a_failed_step_stays_failed),    WITH_ENGINE(reset_ends_a_sweep),
      WITH_ENGINE(no_edge_leads_to_an_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
