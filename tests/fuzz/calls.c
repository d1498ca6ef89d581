// calls.c: the calls of the C API that the fuzzer makes, and what must hold after each.
#include <string.h>

#include "engine.h"
#include "fuzz.h"

// --- What must hold ----------------------------------------------------------------------------------

static uint64_t state_before;

// Call this before each call: it forgets the last failure, notes the state and, sometimes, lets memory run out.
static void before(run *r, bool sweeps) {
  r->e->code = CR_OK;
  r->e->message[0] = '\0';
  state_before = state_of(r->e, sweeps);
  const int32_t fails = below(r, 24);
  if (fails == 0) fail_allocation(1 + below(r, 6), below(r, 2));
}

static void after(run *r, bool failed, bool sweeps) {
  fail_allocation(0, false);
  const int32_t code = cr_error(r->e);
  if (!failed) return;
  require(code > CR_OK && code <= CR_OUT_OF_RANGE, "a failed call has a code");
  require(cr_message(r->e)[0] != '\0', "a failed call has a sentence");
  require(memchr(cr_message(r->e), '\0', SENTENCE) != NULL, "a sentence ends");
  require(state_of(r->e, sweeps) == state_before, "a failed call changes nothing");
}

#define MAY_FAIL(r, call, failed) \
  do {                            \
    before(r, false);             \
    call;                         \
    after(r, failed, false);      \
  } while (0)
#define MAY_FAIL_ON_ITS_WAY(r, call, failed) \
  do {                                       \
    before(r, true);                         \
    call;                                    \
    after(r, failed, true);                  \
  } while (0)

// The dims of a new tensor make its size, and its elements can be read; with `made`, it is the newest.
static void check_tensor(const run *r, cr_id id) {
  if (!id) return;
  int64_t count = 1;
  for (int32_t d = 0; d < cr_ndim(r->e, id); d++) count *= cr_shape(r->e, id)[d];
  require(count == cr_size(r->e, id), "sizes make the count");
  require(id < 0 || id == cr_tape_nodes(r->e), "a result is the newest node");
  const int32_t dtype = cr_dtype_of(r->e, id);
  require(dtype == CR_REAL || !cr_requires_grad(r->e, id), "only reals require grad");
  if (dtype != CR_BOOL) return;
  for (int32_t k = 0; k < count; k++) require(cr_int_data(r->e, id)[k] >> 1 == 0, "a bool is 0 or 1");
}

static void fill_new(run *r, cr_id id) {
  const int32_t first = byte(r), every = 1 + below(r, 5), dtype = cr_dtype_of(r->e, id);
  const double odd = any_number(r);
  for (int32_t k = 0; k < cr_size(r->e, id); k++) {
    const int32_t small = (first + k * 37) % 11 - 4;
    const double number = k % every ? small / 4.0 : odd;
    if (dtype == CR_REAL) cr_data(r->e, id)[k] = (cr_real)number;
    else cr_int_data(r->e, id)[k] = dtype == CR_BOOL ? small & 1 : k % every ? small : int_from(odd);
  }
}

// --- Calls -------------------------------------------------------------------------------------------

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

// Reading an edge changes nothing, whether it can be read or not.
static void read_edge(run *r) {
  const cr_id id = below(r, 2) ? any_id(r) : cr_edge_node(r->e);
  const int32_t slot = below(r, 5) - 1, part = below(r, 4);
  before(r, false);
  const cr_real *edge = cr_edge(r->e, id, slot, part);
  fail_allocation(0, false);
  require(state_of(r->e, false) == state_before, "reading an edge changes nothing");
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

// An optimiser's step of some parameters, whose states are new or, mostly, any tensors.
static void update(run *r) {
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
    if (hyper) hyper[0] = any_number(r);
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

static void (*const calls[])(run *) = {
    make_leaf,     make_leaf,     make_scalar, apply_any, apply_any,       apply_any,   apply_any,   apply_plain,
    apply_plain,   apply_plain,   recall,      read_edge, change_in_place, go_backward, go_backward, begin_backward,
    step_backward, set_parameter, set_engine,  update,    use_program,     read_page,
};

int32_t call_kinds(void) {
  return (int32_t)(sizeof calls / sizeof *calls);
}

void make_call(run *r, int32_t kind) {
  calls[kind](r);
}
