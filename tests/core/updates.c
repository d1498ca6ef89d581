// updates.c: the optimisers' rules against PyTorch's numbers after five steps, and what a call refuses. The package's
// tests train whole networks beside PyTorch (tests/oracle/optim.json).
#include "core.h"

enum { STEPS = 5, SIZE = 3, WIDTH = 5 };

typedef struct {
  const char *rule;
  double hyper[8], floats[SIZE], doubles[SIZE];
} trial;

static const cr_real START[SIZE] = {1, -2, 0.75};
static const double GRADS[STEPS][SIZE] = {
    {0.5, -1.25, 3}, {1.5, 0.125, -2}, {-0.75, 2.5, 0}, {0.1, -0.3, 0.7}, {4, 1e-3, -0.6}};

// The defaults of each rule, then everything at once.
static const trial TRIALS[] = {
    {"sgd",
     {0.1, 0, 0, 0, 0, 0},
     {0x1.dc28f6p-2, -0x1.0dc5d6p+1, 0x1.47ae14p-1},
     {0x1.dc28f5c28f5c0p-2, -0x1.0dc5d63886596p+1, 0x1.47ae147ae147bp-1}},
    {"sgd",
     {0.1, 0.9, 0.3, 0.05, 0, 0},
     {0x1.e58992p-3, -0x1.daae78p+0, -0x1.2bdb1cp-4},
     {0x1.e58997eee3709p-3, -0x1.daae76209cde6p+0, -0x1.2bdb273f24b6cp-4}},
    {"sgd",
     {0.1, 0.9, 0, 0.05, 1, 1},
     {0x1.233c9ap+1, -0x1.95596cp+0, 0x1.519da0p+0},
     {0x1.233c9a19ccc0ap+1, -0x1.95596c8f54bddp+0, 0x1.519d9fe98c522p+0}},
    {"adam",
     {0.01, 0.9, 0.999, 1e-08, 0, 0, 0, 0},
     {0x1.ef7548p-1, -0x1.fdf8bcp+0, 0x1.782258p-1},
     {0x1.ef75481c6db93p-1, -0x1.fdf8bb3d89e1ap+0, 0x1.78225891d1226p-1}},
    {"adam",
     {0.01, 0.4, 0.95, 0.001, 0.1, 1, 0, 0},
     {0x1.ee19bep-1, -0x1.feaaa0p+0, 0x1.7b7a4cp-1},
     {0x1.ee19bf5b28688p-1, -0x1.feaaa057c6bf2p+0, 0x1.7b7a4d47a0fd5p-1}},
    {"adam",
     {0.01, 0.9, 0.999, 1e-08, 0.1, 0, 1, 1},
     {0x1.06f938p+0, -0x1.ff7614p+0, 0x1.85ecc6p-1},
     {0x1.06f936e584ff4p+0, -0x1.ff7611cd7bc5bp+0, 0x1.85ecc1eea0481p-1}},
    {"rmsprop",
     {0.01, 0.99, 1e-08, 0, 0, 0, 0},
     {0x1.804af4p-1, -0x1.fd2422p+0, 0x1.67d080p-1},
     {0x1.804af2908c035p-1, -0x1.fd24234ca89e6p+0, 0x1.67d08055a817dp-1}},
    {"rmsprop",
     {0.01, 0.9, 0.001, 0.1, 0.5, 1, 1},
     {0x1.20a296p+0, -0x1.fdcd16p+0, 0x1.8f5eccp-1},
     {0x1.20a295b1d92c6p+0, -0x1.fdcd13603d0fdp+0, 0x1.8f5ecbeb2b4b9p-1}},
    {"rmsprop",
     {0.01, 0.3, 1e-08, 0, 0, 1, 0},
     {0x1.debf7cp-1, -0x1.ff6446p+0, 0x1.7a196cp-1},
     {0x1.debf7c6984c33p-1, -0x1.ff644472269bep+0, 0x1.7a196c865be4dp-1}},
    {"adagrad",
     {0.1, 0, 0, 0, 1e-10, 0},
     {0x1.805ab8p-1, -0x1.fd1a02p+0, 0x1.67b27cp-1},
     {0x1.805ab7bde5f94p-1, -0x1.fd1a00bac630fp+0, 0x1.67b27d8e98c67p-1}},
    {"adagrad",
     {0.1, 0.1, 0.1, 0.5, 0.001, 1},
     {0x1.2715e8p+0, -0x1.fb8d3cp+0, 0x1.965044p-1},
     {0x1.2715e77ed61f7p+0, -0x1.fb8d3c9dcad59p+0, 0x1.96504435c9912p-1}},
};

static int32_t count_hypers(int32_t rule) {
  int32_t count = 0;
  while (cr_rule_hyper_name(rule, count)) count++;
  return count;
}

static void set_gradient(cr_engine *e, cr_id w, const double *values) {
  cr_real data[SIZE];
  for (int32_t k = 0; k < SIZE; k++) data[k] = (cr_real)values[k];
  drop_gradient(e, w);
  assert_int_equal(cr_set_grad(e, w, cr_param(e, 1, (int32_t[]){SIZE}, data, 0)), 0);
}

static int32_t update(cr_engine *e, const trial *t, cr_id *ids) {
  const int32_t rule = cr_rule_find(t->rule);
  return cr_update(e, rule, 1, ids, count_hypers(rule), t->hyper);
}

// In units of the last place.
static double distance(double is, double should) {
  int exponent;
  frexp(should, &exponent);
  return fabs(is - should) / ldexp(1, exponent - (sizeof(cr_real) == 8 ? 53 : 24));
}

// Gradient descent of floats to the bit. PyTorch's sqrt of floats (Intel's vector library) is not always the nearest
// float; its doubles are fused, ours are not.
static void rules_give_the_numbers_of_pytorch(void **state) {
  cr_engine *e = *state;
  for (size_t i = 0; i < sizeof TRIALS / sizeof *TRIALS; i++) {
    const trial *t = &TRIALS[i];
    cr_id ids[WIDTH] = {vector(e, SIZE, START)};
    for (int32_t step = 0; step < STEPS; step++) {
      set_gradient(e, ids[0], GRADS[step]);
      assert_int_equal(update(e, t, ids), 0);
    }
    const int doubles = sizeof(cr_real) == 8;
    const double *should = doubles ? t->doubles : t->floats;
    const double allowed = doubles ? 4 : strcmp(t->rule, "sgd") ? 2 : 0;
    for (int32_t k = 0; k < SIZE; k++) {
      const double is = (double)cr_data(e, ids[0])[k], off = distance(is, should[k]);
      if (off > allowed) fail_msg("%zu, %s: w[%d] is %a, should be %a (%g ulp)", i, t->rule, k, is, should[k], off);
    }
  }
}

static void steps_are_counted_where_there_is_a_gradient(void **state) {
  cr_engine *e = *state;
  const trial *t = &TRIALS[3];
  const int32_t rule = cr_rule_find("adam");
  cr_id ids[2][WIDTH] = {{vector(e, SIZE, START)}, {vector(e, SIZE, START)}};
  set_gradient(e, ids[0][0], GRADS[0]);
  for (int32_t step = 0; step < 3; step++) assert_int_equal(cr_update(e, rule, 2, ids[0], 8, t->hyper), 0);
  assert_string_equal(cr_rule_state_name(rule, 0), "step");
  assert_number(cr_item(e, ids[0][1]), 3);
  assert_int_equal(cr_ndim(e, ids[0][1]), 0);
  for (int32_t k = 1; k < WIDTH; k++) assert_int_equal(ids[1][k], 0);
  assert_memory_equal(cr_data(e, ids[1][0]), START, sizeof START);
  assert_int_equal(cr_version(e, ids[0][0]), 3);
  assert_int_equal(cr_version(e, ids[1][0]), 0);
}

static void states_that_are_not_asked_for_are_not_made(void **state) {
  cr_engine *e = *state;
  cr_id ids[WIDTH] = {vector(e, SIZE, START)};
  set_gradient(e, ids[0], GRADS[0]);
  assert_int_equal(update(e, &TRIALS[0], ids), 0);
  assert_int_equal(ids[1], 0);
  assert_int_equal(update(e, &TRIALS[1], ids), 0);
  assert_true(ids[1] < 0);
}

// Momentum that is asked for later has no buffer yet.
static void a_program_does_not_run_without_the_states_that_it_needs(void **state) {
  cr_engine *e = *state;
  const cr_id w = weight(e, 3);
  const double hyper[] = {0.5, 0, 0, 0, 0, 0};
  cr_id ids[WIDTH] = {w};
  assert_int_equal(cr_program_begin(e), 0);
  assert_int_equal(cr_set_grad(e, w, 0), 0);
  assert_int_equal(cr_backward(e, cr_binary_number(e, op_named("mul"), w, 2), 0, 0), 0);
  assert_int_equal(cr_update(e, cr_rule_find("sgd"), 1, ids, 6, hyper), 0);
  cr_program *program = cr_program_end(e);
  assert_int_equal(cr_program_run(e, program), 0);
  assert_number(cr_item(e, w), 1);
  cr_program_hyper(program, 0)[1] = 0.9;
  assert_int_equal(cr_program_fits(e, program), 0);
  assert_int_equal(cr_program_run(e, program), 1);
  assert_number(cr_item(e, w), 1);
  assert_null(cr_program_hyper(program, 1));
  cr_program_free(e, program);
}

// A backward that needs the value before the step is refused.
static void a_step_is_a_change_in_place(void **state) {
  cr_engine *e = *state;
  cr_id ids[WIDTH] = {weight(e, 3)};
  const cr_id y = binary(e, "mul", ids[0], ids[0]);
  assert_int_equal(cr_backward(e, y, 0, 1), 0);
  assert_int_equal(update(e, &TRIALS[0], ids), 0);
  assert_int_equal(cr_backward(e, y, 0, 1), -1);
  assert_int_equal(cr_error(e), CR_INPLACE);
}

static void what_does_not_fit_is_refused(void **state) {
  cr_engine *e = *state;
  const cr_id w = vector(e, SIZE, START);
  set_gradient(e, w, GRADS[0]);
  cr_id ids[WIDTH] = {w, 0, weight(e, 1)};
  assert_fails(e, cr_update(e, 99, 1, ids, 0, NULL), CR_BAD_OP, "there is no such rule of updates");
  assert_fails(e, cr_update(e, cr_rule_find("sgd"), 1, ids, 2, TRIALS[0].hyper), CR_BAD_OP,
               "sgd takes 6 hyperparameters, but got 2");
  assert_fails(e, update(e, &TRIALS[3], ids), CR_BAD_SHAPE,
               "state 1 of adam: its shape [] does not fit the parameter's, [3]");
  ids[2] = 77;
  assert_int_equal(update(e, &TRIALS[3], ids), -1);
  assert_int_equal(cr_error(e), CR_BAD_ID);
  ids[0] = unary(e, "neg", w);
  assert_int_equal(update(e, &TRIALS[3], ids), -1);
  assert_int_equal(cr_error(e), CR_BAD_ID);
  assert_memory_equal(cr_data(e, w), START, sizeof START);
  assert_int_equal(cr_rule_find("none"), -1);
  assert_null(cr_rule_text(-1, CR_RULE_NAME));
  assert_null(cr_rule_hyper_name(0, -1));
}

static void texts(void **state) {
  (void)state;
  const int32_t sgd = cr_rule_find("sgd"), adagrad = cr_rule_find("adagrad");
  assert_string_equal(cr_rule_text(sgd, CR_RULE_ONCE), "gain = 1 - dampening; ");
  assert_non_null(strstr(cr_rule_text(sgd, CR_RULE_EACH), "w = w - lr * g"));
  assert_string_equal(cr_rule_text(adagrad, CR_RULE_TORCH), "torch.optim.Adagrad");
  assert_string_equal(cr_rule_hyper_name(adagrad, 3), "initial_accumulator_value");
  assert_string_equal(cr_rule_hyper_kind(sgd, 4), "bool");
  assert_number(cr_rule_hyper_default(adagrad, 4), 1e-10);
  assert_null(cr_rule_hyper_name(sgd, 6));
  assert_string_equal(cr_rule_state_name(sgd, 0), "momentum_buffer");
  assert_null(cr_rule_state_name(sgd, 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_ENGINE(rules_give_the_numbers_of_pytorch),
      WITH_ENGINE(steps_are_counted_where_there_is_a_gradient),
      WITH_ENGINE(states_that_are_not_asked_for_are_not_made),
      WITH_ENGINE(a_program_does_not_run_without_the_states_that_it_needs),
      WITH_ENGINE(a_step_is_a_change_in_place),
      WITH_ENGINE(what_does_not_fit_is_refused),
      WITH_ENGINE(texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
