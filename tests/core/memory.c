// memory.c: memory that runs out at any moment, memory that stays constant, and the budget of the tape.
#include "core.h"

// build.sh links a test that names __wrap_malloc so that every malloc and free of the engine comes here.
void *__real_malloc(size_t bytes);
void __real_free(void *data);
void *__wrap_malloc(size_t bytes);
void __wrap_free(void *data);

enum { HEAD = 16, LIMIT = 1 << 30 };
static int32_t allowed = INT32_MAX;  // allocations until one fails
static int all_after;                // whether those after it fail, too
static size_t live_blocks, live_bytes;

static int is_refused(size_t bytes) {
  allowed--;
  return bytes > LIMIT || allowed == 0 || (all_after && allowed < 0);
}

void *__wrap_malloc(size_t bytes) {
  size_t *block = is_refused(bytes) ? NULL : __real_malloc(HEAD + bytes);
  if (!block) return NULL;
  *block = bytes;
  live_blocks++;
  live_bytes += bytes;
  return (char *)block + HEAD;
}

void __wrap_free(void *data) {
  if (!data) return;
  size_t *block = (size_t *)(void *)((char *)data - HEAD);
  live_blocks--;
  live_bytes -= *block;
  __real_free(block);
}

enum { ROWS = 40, IN = 32, OUT = 16, WEIGHTS = 20, DEEP = 9000 };

typedef struct {
  cr_engine *e;
  cr_id w, b, small[WEIGHTS];
} model;

static cr_id numbers(cr_engine *e, int32_t rows, int32_t columns, int parameter) {
  const int32_t shape[2] = {rows, columns};
  const cr_id id = parameter ? cr_param(e, 2, shape, NULL, 1) : cr_tensor(e, 2, shape, NULL);
  for (int32_t k = 0; id && k < rows * columns; k++) cr_data(e, id)[k] = (cr_real)(k % 11 - 5) / 16;
  return id;
}

// 0, or -1: then those made before the failure stay, and only the others are made by the next call.
static int32_t make_parameters(model *m) {
  if (!m->w) m->w = numbers(m->e, IN, OUT, 1);
  if (!m->w) return -1;
  if (!m->b) m->b = numbers(m->e, 1, OUT, 1);
  if (!m->b) return -1;
  for (int32_t i = 0; i < WEIGHTS; i++) {
    if (!m->small[i]) m->small[i] = numbers(m->e, 1, 1, 1);
    if (!m->small[i]) return -1;
  }
  return 0;
}

// tanh(x w + b) against a column, with broadcasting, plus a long chain; 0 after a failed call, which the next takes.
static cr_id record_loss(const model *m) {
  cr_engine *e = m->e;
  const cr_id x = numbers(e, ROWS, IN, 0), goal = numbers(e, ROWS, 1, 0);
  const cr_id product = x ? binary(e, "matmul", x, m->w) : 0, sum = product ? binary(e, "add", product, m->b) : 0;
  const cr_id error = sum && goal ? binary(e, "sub", unary(e, "tanh", sum), goal) : 0;
  const cr_id square = error ? cr_binary_number(e, op_named("pow"), error, 2) : 0;
  cr_id loss = square ? unary(e, "mean", square) : 0;
  const int32_t add = op_named("add");
  for (int32_t i = 0; loss && i < DEEP; i++) loss = cr_binary(e, add, loss, m->small[i % WEIGHTS]);
  return loss;
}

// Whatever else takes memory: a buffer, an edge, a list of changes.
static int32_t look_around(const model *m) {
  cr_engine *e = m->e;
  if (!cr_scratch(e, 100) || !cr_scratch(e, 5000)) return -1;
  if (!cr_edge(e, 4, 1, CR_LOCAL)) return -1;
  for (int32_t i = 0; i < 20; i++) {
    if (cr_fill(e, 1, i)) return -1;
  }
  return 0;
}

static void drop_gradients(const model *m) {
  if (m->w) drop_gradient(m->e, m->w);
  if (m->b) drop_gradient(m->e, m->b);
  for (int32_t i = 0; i < WEIGHTS && m->small[i]; i++) drop_gradient(m->e, m->small[i]);
}

static void assert_no_gradient(const model *m) {
  assert_int_equal(cr_grad(m->e, m->w), 0);
  assert_int_equal(cr_grad(m->e, m->b), 0);
  for (int32_t i = 0; i < WEIGHTS; i++) assert_int_equal(cr_grad(m->e, m->small[i]), 0);
}

// One training step. 0, or -1 when memory ran out.
static int32_t train(model *m) {
  if (make_parameters(m)) return -1;
  const cr_id loss = record_loss(m);
  if (!loss) return -1;
  assert_no_gradient(m);
  if (cr_backward(m->e, loss, 0, 0)) {
    assert_no_gradient(m);
    return -1;
  }
  return look_around(m);
}

static void assert_trained(const model *m, const cr_real *expected) {
  assert_memory_equal(cr_grad_data(m->e, m->w), expected, IN * OUT * sizeof(cr_real));
  assert_memory_equal(cr_grad_data(m->e, m->b), expected + IN * OUT, OUT * sizeof(cr_real));
  for (int32_t i = 0; i < WEIGHTS; i++) assert_number(gradient_of(m->e, m->small[i]), DEEP / WEIGHTS);
}

static void reference(cr_real *gradients) {
  model m = {.e = cr_open()};
  assert_int_equal(train(&m), 0);
  memcpy(gradients, cr_grad_data(m.e, m.w), IN * OUT * sizeof(cr_real));
  memcpy(gradients + IN * OUT, cr_grad_data(m.e, m.b), OUT * sizeof(cr_real));
  assert_true(gradients[0] != 0 && gradients[IN * OUT] != 0);
  cr_close(m.e);
}

// The nth allocation fails. Then the step is tried again, with or without a reset in between. Whether there was
// an nth; the engine may have done without it.
static int train_short_of_memory(int32_t nth, int reset, const cr_real *expected) {
  allowed = nth;
  model m = {.e = cr_open()};
  if (!m.e) return 1;
  const int failed = train(&m) != 0, refused = allowed < 1;
  allowed = INT32_MAX;
  if (failed) {
    assert_true(refused);
    assert_int_equal(cr_error(m.e), CR_NO_MEMORY);
    assert_non_null(strstr(cr_message(m.e), "out of memory"));
    if (reset) cr_reset(m.e);
    drop_gradients(&m);
    const int32_t again = reset ? train(&m) : make_parameters(&m) || cr_backward(m.e, record_loss(&m), 0, 0);
    assert_int_equal(again, 0);
  }
  assert_trained(&m, expected);
  cr_close(m.e);
  return refused;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  static cr_real expected[(IN + 1) * OUT];
  reference(expected);
  for (int32_t way = 0; way < 4; way++) {
    int32_t nth = 1;
    all_after = way & 1;
    while (train_short_of_memory(nth, way & 2, expected)) nth++;
    print_message("%d allocations failed in turn, %s\n", nth - 1, all_after ? "with all after them" : "alone");
    assert_in_range(nth, 50, 1000);
    assert_int_equal(live_blocks, 0);
  }
  all_after = 0;
}

static void a_tensor_that_does_not_fit(void **state) {
  cr_engine *e = *state;
  const int32_t line = INT32_MAX, square[2] = {40000, 50000};
  assert_int_equal(cr_tensor(e, 1, &line, NULL), 0);
  assert_int_equal(cr_error(e), CR_NO_MEMORY);
  assert_fails(e, cr_param(e, 2, square, NULL, 1), CR_NO_MEMORY,
               "out of memory: no room for a tensor of shape [40000, 50000]");
  const cr_id w = weight(e, 2);
  assert_int_equal(cr_backward(e, binary(e, "mul", w, w), 0, 0), 0);
  assert_number(gradient_of(e, w), 4);
}

// A program's values have memory of their own: where it ends, the number goes with the op that it was for.
static void a_recording_short_of_memory(void **state) {
  cr_engine *e = *state;
  const int32_t mul = op_named("mul"), some = 30;
  const cr_id w = weight(e, 2), wide = cr_param(e, 1, &some, NULL, 1);
  assert_int_equal(cr_program_begin(e), 0);
  assert_true(cr_binary_number(e, mul, w, 3) > 0);
  allowed = all_after = 1;
  // Wide values use it up while there is room for nodes.
  while (unary(e, "neg", wide)) continue;
  int32_t nodes;
  do nodes = cr_tape_nodes(e);
  while (cr_binary_number(e, mul, w, 3));
  const int32_t after = cr_tape_nodes(e), error = cr_error(e);
  const int told = strstr(cr_message(e), "out of memory") != NULL;
  allowed = INT32_MAX;
  all_after = 0;
  assert_int_equal(after, nodes);
  assert_int_equal(error, CR_NO_MEMORY);
  assert_true(told);
  cr_program_free(e, cr_program_end(e));
  cr_reset(e);
  assert_number(cr_item(e, cr_binary_number(e, mul, w, 3)), 6);
}

static void closing_frees_everything(void **state) {
  (void)state;
  model m = {.e = cr_open()};
  assert_int_equal(train(&m), 0);
  // Blocks have small headers that the engine does not count.
  assert_in_range(live_bytes - cr_total_bytes(m.e), 0, live_blocks * 64);
  cr_close(m.e);
  assert_int_equal(live_blocks, 0);
  cr_close(NULL);
}

// The lesson's loss; the gradient of the first 500,000 steps is dropped each time, then it is set to 0.
static void a_million_steps(void **state) {
  cr_engine *e = *state;
  const int32_t mul = op_named("mul"), sub = op_named("sub"), steps = 1000000;
  const cr_id w = weight(e, 1);
  size_t bytes = 0, blocks = 0;
  for (int32_t step = 0; step < steps; step++) {
    const cr_id error = cr_binary_number(e, sub, cr_binary_number(e, mul, w, 2), 4);
    assert_int_equal(cr_backward(e, cr_binary(e, mul, error, error), 0, 0), 0);
    if (step == 3) bytes = cr_total_bytes(e), blocks = live_blocks;
    if (step > 3 && (cr_total_bytes(e) != bytes || live_blocks != blocks)) fail_msg("step %d takes memory", step);
    *cr_data(e, w) -= (cr_real)0.1 * *cr_data(e, cr_grad(e, w));
    cr_reset(e);
    if (step < steps / 2) drop_gradient(e, w);
    else *cr_data(e, cr_grad(e, w)) = 0;
  }
  assert_true(fabs(cr_item(e, w) - 2) < 1e-6);
  assert_in_range(bytes, 1, 1 << 17);
}

static void a_large_step_is_given_back(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 1);
  const int32_t neg = op_named("neg");
  cr_id y = w;
  for (int32_t i = 0; i < 300000; i++) y = cr_unary(e, neg, y);
  assert_in_range(cr_tape_bytes(e), 16 << 20, 64 << 20);
  cr_reset(e);
  assert_int_equal(cr_tape_bytes(e), 0);
  assert_in_range(cr_total_bytes(e), 1, 9 << 20);
  assert_in_range(live_bytes, 1, 9 << 20);
}

// Many small graphs on one tape: the newest is a small part of it.
static void a_full_tape_asks_for_a_reset(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 0);
  const int32_t exp = op_named("exp");
  int32_t resets = 0;
  size_t most = 0;
  cr_set_budget(e, 100000);
  for (int32_t i = 0; i < 100000; i++) {
    cr_id y = cr_unary(e, exp, w);
    if (!y) {
      assert_fails(e, cr_unary(e, exp, w), CR_TAPE_FULL, "the tape has passed its budget: reset it");
      assert_int_equal(cr_binary_number(e, op_named("add"), w, 1), 0);
      assert_int_equal(cr_error(e), CR_TAPE_FULL);
      cr_reset(e);
      resets++;
      y = cr_unary(e, exp, w);
    }
    assert_true(cr_item(e, y) == 1);
    if (cr_tape_bytes(e) > most) most = cr_tape_bytes(e);
  }
  assert_in_range(resets, 10, 1000);
  assert_in_range(most, 100000, 200000);
}

// One graph that grows: the limit doubles until the reset, and no op is refused, with constants or without.
static void a_growing_graph_doubles_the_budget(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 1);
  const int32_t add = op_named("add"), neg = op_named("neg");
  cr_set_budget(e, 1000);
  cr_id y = w;
  for (int32_t i = 0; i < 5000; i++) {
    y = i % 3 ? cr_binary_number(e, add, y, 1) : cr_unary(e, neg, y);
    if (!y) fail_msg("op %d: %s", i, cr_message(e));
  }
  assert_int_equal(cr_backward(e, y, 0, 0), 0);
  assert_number(gradient_of(e, w), -1);
  const size_t reached = cr_tape_bytes(e);
  cr_reset(e);
  while (cr_unary(e, neg, w)) assert_in_range(cr_tape_bytes(e), 1, reached / 4);
  assert_int_equal(cr_error(e), CR_TAPE_FULL);
}

static void buffers_grow(void **state) {
  cr_engine *e = *state;
  char *first = cr_scratch(e, 10);
  assert_non_null(first);
  memset(first, 1, 10);
  assert_ptr_equal(cr_scratch(e, 5), first);
  memset(cr_scratch(e, 100000), 2, 100000);
  assert_null(cr_scratch(e, SIZE_MAX / 4));
  assert_int_equal(cr_error(e), CR_NO_MEMORY);
  assert_non_null(cr_scratch(e, 10));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_allocation_may_fail),     cmocka_unit_test(closing_frees_everything),
      WITH_ENGINE(a_tensor_that_does_not_fit),         WITH_ENGINE(a_million_steps),
      WITH_ENGINE(a_large_step_is_given_back),         WITH_ENGINE(a_full_tape_asks_for_a_reset),
      WITH_ENGINE(a_growing_graph_doubles_the_budget), WITH_ENGINE(buffers_grow),
      WITH_ENGINE(a_recording_short_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
