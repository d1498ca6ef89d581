// calls.c: the calls of the C API that the fuzzer makes, one at a time.
#include <string.h>

#include "engine.h"
#include "fuzz.h"

static void make_leaf(run *r) {
  int32_t shape[MOST_DIMS];
  const int32_t ndim = any_shape(r, shape), way = below(r, 8);
  cr_id id = 0;
  if (way < 3) MAY_FAIL(r, id = cr_param(r->e, ndim, shape, NULL, way > 0), !id);
  else if (way < 5) MAY_FAIL(r, id = cr_tensor(r->e, ndim, shape, NULL), !id);
  else if (way < 7) MAY_FAIL(r, id = cr_int_tensor(r->e, ndim, shape, NULL, below(r, 16) ? way - 4 : byte(r)), !id);
  else MAY_FAIL(r, id = cr_stub(r->e, ndim, shape, below(r, 2)), !id);
  check_tensor(r, id);
  if (id) fill_new(r, id);
}

static void make_scalar(run *r) {
  cr_id id;
  MAY_FAIL(r, id = cr_scalar(r->e, any_number(r)), !id);
}

static void apply_any(run *r) {
  cr_id in[MOST_INPUTS + 1], id;
  double attr[MOST_ATTRS];
  const int32_t op = any_op(r), inputs = any_inputs(r, op, in), attrs = any_attributes(r, op, attr);
  MAY_FAIL(r, id = cr_apply(r->e, op, inputs, in, attrs, attrs ? attr : NULL), !id);
  check_tensor(r, id);
}

static void apply_plain(run *r) {
  const int32_t op = any_op(r), way = below(r, 4);
  const cr_id a = any_id(r), b = any_id(r);
  cr_id id;
  if (way == 0) MAY_FAIL(r, id = cr_unary(r->e, op, a), !id);
  else if (way == 1) MAY_FAIL(r, id = cr_binary(r->e, op, a, b), !id);
  else if (way == 2) MAY_FAIL(r, id = cr_binary_number(r->e, op, a, any_number(r)), !id);
  else MAY_FAIL(r, id = cr_number_binary(r->e, op, any_number(r), b), !id);
  check_tensor(r, id);
}

static void recall(run *r) {
  cr_id in[MOST_INPUTS + 1], id;
  double attr[MOST_ATTRS];
  const int32_t op = any_op(r), inputs = any_inputs(r, op, in), attrs = any_attributes(r, op, attr);
  MAY_FAIL(r, id = cr_recall(r->e, op, inputs, in, attrs, attrs ? attr : NULL), !id);
  if (!id) return;
  for (int32_t k = 0; k < cr_size(r->e, id); k++) {
    if (cr_data(r->e, id)) cr_data(r->e, id)[k] = (cr_real)k / 2;
    else cr_int_data(r->e, id)[k] = k & 1;
  }
}

static void change_in_place(run *r) {
  const cr_id a = any_id(r), b = any_id(r);
  const int32_t way = below(r, 5);
  int32_t done;
  if (way == 0) MAY_FAIL(r, done = cr_assign(r->e, a, b, below(r, 2)), done < 0);
  else if (way == 1) MAY_FAIL(r, done = cr_fill(r->e, a, any_number(r)), done < 0);
  else if (way == 2) MAY_FAIL(r, done = cr_replaced(r->e, a, b), done < 0);
  else if (way == 3) MAY_FAIL(r, done = cr_changed(r->e, a), done < 0);
  else MAY_FAIL(r, done = cr_binary_into(r->e, any_op(r), a, b), done < 0);
}

static void go_backward(run *r) {
  const cr_id id = any_id(r), g = below(r, 3) ? 0 : any_id(r);
  int32_t done;
  MAY_FAIL_ON_ITS_WAY(r, done = cr_backward(r->e, id, g, below(r, 2)), done < 0);
}

static void begin_backward(run *r) {
  const cr_id id = any_id(r), g = below(r, 3) ? 0 : any_id(r);
  int32_t done;
  MAY_FAIL_ON_ITS_WAY(r, done = cr_backward_begin(r->e, id, g, below(r, 2)), done < 0);
}

static void step_backward(run *r) {
  for (int32_t steps = below(r, 20), done = 1; done > 0 && steps > 0; steps--) {
    MAY_FAIL_ON_ITS_WAY(r, done = cr_backward_step(r->e), done < 0);
    if (done > 0) require(cr_input(r->e, cr_edge_node(r->e), cr_edge_slot(r->e)) != 0, "an edge has two ends");
  }
}

// Up to a tensor, whose gradient may then be written.
static void go_backward_to(run *r) {
  const cr_id id = any_id(r);
  int32_t done;
  MAY_FAIL_ON_ITS_WAY(r, done = cr_backward_to(r->e, id), done < 0);
  cr_real *grad = cr_sweep_grad(r->e, id);
  if (done == 0 && grad && cr_size(r->e, id)) grad[0] = (cr_real)any_number(r);
  if (below(r, 2)) MAY_FAIL_ON_ITS_WAY(r, done = cr_backward_drop(r->e), done < 0);
}

// Reading an edge changes nothing, whether it can be read or not.
static void read_edge(run *r) {
  const cr_id id = below(r, 2) ? any_id(r) : cr_edge_node(r->e);
  const int32_t slot = below(r, 5) - 1, part = below(r, 4);
  before(r, false);
  const uint64_t state = state_of(r->e, false);
  const cr_real *edge = cr_edge(r->e, id, slot, part);
  fail_allocation(0, false);
  require(state_of(r->e, false) == state, "reading an edge changes nothing");
  if (edge) touch(edge, (size_t)cr_size(r->e, cr_input(r->e, id, slot)) * sizeof *edge);
}

static void set_parameter(run *r) {
  const cr_id a = any_parameter(r), b = below(r, 3) ? any_parameter(r) : 0;
  const int32_t way = below(r, 4);
  int32_t done = 0;
  if (way == 0) MAY_FAIL(r, done = cr_set_grad(r->e, a, b), done < 0);
  else if (way == 1) MAY_FAIL(r, done = cr_set_requires_grad(r->e, a, below(r, 2)), done < 0);
  else if (way == 2) MAY_FAIL(r, done = cr_free(r->e, a), done < 0);
  else cr_take_fresh(r->e, a);
}

static void read_page(run *r) {
  const cr_id first = any_id(r);
  const void *page;
  MAY_FAIL(r, page = cr_page(r->e, first, below(r, 5), any_size(r)), !page);
  if (page) touch(page, cr_page_bytes(r->e));
  require(cr_unspent(r->e) <= cr_tape_nodes(r->e) && cr_changed_nodes(r->e) >= 0, "counts are counts");
}

static void look(run *r) {
  const int32_t op = any_op(r), field = below(r, 12) - 1, rule = below(r, cr_rule_count() + 2) - 1;
  const char *texts[] = {cr_op_text(op, field), cr_rule_text(rule, field), cr_rule_hyper_kind(rule, field)};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) touch(texts[k], texts[k] ? strlen(texts[k]) : 0);
  const char *name = cr_op_text(op, CR_NAME);
  require(!name || cr_op_find(name) == op, "an op is found by its name");
  cr_op_attr_default(op, field);
  cr_item(r->e, any_id(r));
  require(cr_total_bytes(r->e) >= cr_tape_bytes(r->e), "the tape is a part of the whole");
  touch(cr_random_state(r->e), (size_t)cr_random_bytes());
}

// An optimiser's step of some parameters, whose states are new or, mostly, any tensors.
void update(run *r) {
  enum { ROWS = 3, ROW = 6, HYPERS = 10 };
  cr_id ids[ROWS * ROW], asked[ROWS * ROW];
  double hyper[HYPERS];
  int32_t rule = below(r, cr_rule_count() + 1), row = 1, hypers = 0, done;
  const int32_t count = below(r, ROWS + 1), states = below(r, 3);
  while (cr_rule_state_name(rule, row - 1)) row++;
  for (int32_t k = 0; k < count * row; k++) {
    ids[k] = k % row == 0 || (states > 0 && below(r, 4)) ? any_parameter(r) : 0;
  }
  for (; cr_rule_hyper_name(rule, hypers); hypers++) {
    hyper[hypers] = below(r, 3) ? cr_rule_hyper_default(rule, hypers) : any_number(r);
  }
  if (below(r, 16) == 0) hypers++, hyper[hypers - 1] = 0;
  memcpy(asked, ids, sizeof ids);
  MAY_FAIL(r, done = cr_update(r->e, rule, count, ids, hypers, hyper), done < 0);
  require(done == 0 || memcmp(asked, ids, (size_t)(count * row) * sizeof *ids) == 0, "a failed update leaves the ids");
}

// Begins, ends, runs and frees recordings of what the other calls do in between.
static void use_program(run *r) {
  cr_program **program = &r->programs[below(r, PROGRAMS)], *made;
  const int32_t way = below(r, 4);
  int32_t done;
  if (way == 0) {
    if (below(r, 8)) cr_reset(r->e);
    MAY_FAIL(r, done = cr_program_begin(r->e), done < 0);
  } else if (way == 1) {
    before(r, true);
    made = cr_program_end(r->e);
    fail_allocation(0, false);
    if (made) {
      cr_program_free(r->e, *program);
      *program = made;
    }
  } else if (way == 2 && *program) {
    double *hyper = cr_program_hyper(*program, below(r, 3));
    if (hyper) hyper[below(r, 2)] = any_number(r);
    cr_program_run(r->e, *program);
    touch(&(cr_id){cr_program_changed(*program, below(r, 4))}, sizeof(cr_id));
  } else if (*program) {
    cr_program_free(r->e, *program);
    *program = NULL;
  }
}

static void set_engine(run *r) {
  const int32_t way = below(r, 5);
  if (way == 0) cr_reset(r->e);
  else if (way == 1) cr_set_grad_enabled(r->e, below(r, 4));
  else if (way == 2) cr_set_budget(r->e, (size_t)byte(r) << below(r, 24));
  else if (way == 3) cr_seed(r->e, byte(r));
  else {
    const size_t bytes = below(r, 8) ? (size_t)byte(r) : SIZE_MAX - byte(r);
    void *scratch;
    MAY_FAIL(r, scratch = cr_scratch(r->e, bytes), !scratch);
    if (scratch) memset(scratch, 7, bytes);
  }
}

static void fit(run *r) {
  apply_fitting(r);
}

static void (*const calls[])(run *) = {
    make_leaf,     make_leaf,     make_scalar, apply_any, apply_any,       apply_any,   apply_any,      apply_plain,
    apply_plain,   apply_plain,   recall,      read_edge, change_in_place, go_backward, go_backward,    begin_backward,
    step_backward, set_parameter, set_engine,  update,    use_program,     read_page,   go_backward_to, look,
    run_step,      fit,           fit,
};

int32_t call_kinds(void) {
  return (int32_t)(sizeof calls / sizeof *calls);
}

void make_call(run *r, int32_t kind) {
  calls[kind](r);
}
