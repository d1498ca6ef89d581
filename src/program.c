// program.c: records a step as the list of what it called, and runs it again: no tape, no ids, no decisions.
#include "program.h"

#include <stdlib.h>
#include <string.h>

#include "engine.h"

static program_step *next_step(cr_engine *e, step_kind kind) {
  cr_program *p = e->program;
  if (!p || p->failed) return NULL;
  if (grow(e, (void **)&p->steps, &p->step_room, p->step_count, sizeof *p->steps)) {
    p->failed = CR_NO_MEMORY;
    return NULL;
  }
  program_step *s = &p->steps[p->step_count++];
  *s = (program_step){.kind = kind};
  return s;
}

// A copy on the tape, which is the program's memory; NULL when there is no room.
static void *copied(cr_engine *e, const void *from, size_t bytes) {
  void *to = arena_take(&e->tape, bytes);
  if (to) memcpy(to, from, bytes);
  else e->program->failed = CR_NO_MEMORY;
  return to;
}

static void add_id(cr_engine *e, cr_id **ids, int32_t *room, int32_t *count, cr_id id) {
  for (int32_t k = 0; k < *count; k++) {
    if ((*ids)[k] == id) return;
  }
  if (grow(e, (void **)ids, room, *count, sizeof id)) e->program->failed = CR_NO_MEMORY;
  else (*ids)[(*count)++] = id;
}

void note_use(cr_engine *e, cr_id id) {
  cr_program *p = e->program;
  if (!p || id >= 0) return;
  const int32_t before = p->held_count;
  add_id(e, &p->held, &p->held_room, &p->held_count, id);
  if (p->held_count > before) node_of(e, id)->number++;
}

// The first use of a parameter's gradient decides whether the one that is there matters.
static void use_grad(cr_engine *e, cr_id param, int32_t matters) {
  cr_program *p = e->program;
  for (int32_t k = 0; k < p->param_count; k++) {
    if (p->params[k].param == param) return;
  }
  if (grow(e, (void **)&p->params, &p->param_room, p->param_count, sizeof *p->params)) {
    p->failed = CR_NO_MEMORY;
    return;
  }
  p->params[p->param_count++] = (program_param){param, node_of(e, param)->in.grad, matters};
  note_use(e, param);
}

void note_row(cr_engine *e, cr_kernel kernel, const cr_row *row) {
  program_step *s = next_step(e, STEP_ROW);
  if (!s) return;
  s->kernel = kernel;
  s->row = *row;
}

static program_step *note_call(cr_engine *e, step_kind kind, const cr_op *op, const cr_call *call) {
  if (!e->program) return NULL;
  const cr_view *in = copied(e, call->in, (size_t)call->inputs * sizeof *in);
  program_step *s = next_step(e, kind);
  if (!s) return NULL;
  s->op = op;
  s->call = *call;
  s->call.in = in;
  return s;
}

void note_wide(cr_engine *e, cr_kernel kernel, const cr_call *call) {
  program_step *s = note_call(e, STEP_WIDE, NULL, call);
  if (s) s->wide = kernel;
}

void note_sum(cr_engine *e, cr_kernel kernel, const cr_call *call, int32_t mask, real *into) {
  program_step *s = note_call(e, STEP_SUM, NULL, call);
  if (!s) return;
  s->wide = kernel;
  s->mask = mask;
  s->sum = into;
}

void note_forward(cr_engine *e, const cr_op *op, const cr_call *call) {
  int looks = !op->backward;  // at values, before it computes: indices, or what its shape depends on
  for (int32_t i = 0; i < call->inputs; i++) looks |= call->in[i].dtype != CR_REAL;
  if (looks) note_call(e, STEP_CHECK, op, call);
  note_call(e, STEP_FORWARD, op, call);
}

void note_backward(cr_engine *e, const cr_op *op, const cr_call *call, int32_t slot) {
  program_step *s = note_call(e, STEP_BACKWARD, op, call);
  if (s) s->slot = slot;
}

void note_bools(cr_engine *e, int64_t *ints, int32_t count) {
  program_step *s = next_step(e, STEP_BOOLS);
  if (!s) return;
  s->to = ints;
  s->bytes = (size_t)count;
}

void note_fill(cr_engine *e, real *to, int32_t count, real value) {
  program_step *s = next_step(e, STEP_FILL);
  if (!s) return;
  s->to = to;
  s->bytes = (size_t)count;
  s->value = value;
}

void note_copy(cr_engine *e, void *to, const void *from, size_t bytes) {
  program_step *s = next_step(e, STEP_COPY);
  if (!s) return;
  s->to = to;
  s->from = from;
  s->bytes = bytes;
}

void note_give(cr_engine *e, cr_id param) {
  if (!e->program) return;
  const node *n = node_of(e, param);
  use_grad(e, param, 1);
  note_use(e, n->in.grad);
  program_step *s = next_step(e, STEP_GIVE);
  if (!s) return;
  s->to = node_of(e, n->in.grad)->value;
  s->from = n->grad;
  s->bytes = (size_t)n->size;
}

void note_no_grad(cr_engine *e, cr_id param) {
  if (e->program) use_grad(e, param, 1);
}

void note_set_grad(cr_engine *e, cr_id param, cr_id grad) {
  if (!e->program) return;
  use_grad(e, param, 0);
  note_use(e, grad);
  program_step *s = next_step(e, STEP_SET_GRAD);
  if (!s) return;
  s->param = param;
  s->grad = grad;
}

void note_update(cr_engine *e, cr_update_again *again, int32_t rule, int32_t count, int32_t row, const cr_id *ids,
                 int32_t hypers, const double *hyper) {
  if (!e->program) return;
  for (int32_t k = 0; k < count * row; k += row) {
    use_grad(e, ids[k], 1);
    // Without a gradient nothing is done, and the states are not looked at.
    for (int32_t i = 1; i < row && node_of(e, ids[k])->in.grad; i++) note_use(e, ids[k + i]);
  }
  cr_id *all = copied(e, ids, (size_t)(count * row) * sizeof *ids);
  double *values = copied(e, hyper, (size_t)hypers * sizeof *hyper);
  program_step *s = next_step(e, STEP_UPDATE);
  if (!s) return;
  s->again = again;
  s->rule = rule;
  s->count = count;
  s->ids = all;
  s->hyper = values;
}

void note_changed(cr_engine *e, cr_id param) {
  cr_program *p = e->program;
  if (!p || param > 0) return;
  note_use(e, param);
  add_id(e, &p->changed, &p->changed_room, &p->changed_count, param);
}

void note_failure(cr_engine *e, int32_t code) {
  if (e->program && !e->program->failed) e->program->failed = code;
}

int32_t cr_program_begin(cr_engine *e) {
  if (e->program || e->count) return cr_fail(e, CR_BAD_OP, "a program begins on an empty tape, and not within another");
  e->program = malloc(sizeof *e->program);
  if (!e->program) return fail_memory(e);
  *e->program = (cr_program){0};
  return 0;
}

// Parameters that the program reads are operands on its tape.
static void hold_operands(cr_engine *e) {
  for (int32_t i = 0; i < e->params_used; i++) {
    if (e->params[i] && e->params[i]->flags & NODE_TAPED) note_use(e, -1 - i);
  }
}

void cr_program_free(cr_engine *e, cr_program *p) {
  if (!p) return;
  for (int32_t k = 0; k < p->held_count; k++) node_of(e, p->held[k])->number--;
  arena_free(&p->memory);
  free(p->steps);
  free(p->params);
  free(p->held);
  free(p->changed);
  free(p);
}

void program_drop(cr_engine *e) {
  cr_program_free(e, e->program);
  e->program = NULL;
}

cr_program *cr_program_end(cr_engine *e) {
  cr_program *p = e->program;
  if (!p) return NULL;
  hold_operands(e);
  e->program = NULL;
  if (p->failed) {
    if (p->failed == CR_NO_MEMORY) fail_memory(e);
    else
      cr_fail(e, CR_BAD_OP,
              "a failed call, a reset, or a tensor given values of another dtype: that cannot be run again");
    cr_program_free(e, p);
    return NULL;
  }
  p->memory = e->tape;
  e->tape = (arena){0};
  cr_reset(e);
  return p;
}

cr_id cr_program_changed(const cr_program *p, int32_t nth) {
  return p && nth >= 0 && nth < p->changed_count ? p->changed[nth] : 0;
}

double *cr_program_hyper(cr_program *p, int32_t nth) {
  for (int32_t k = 0; p && k < p->step_count; k++) {
    if (p->steps[k].kind == STEP_UPDATE && nth-- == 0) return p->steps[k].hyper;
  }
  return NULL;
}

static int32_t check_values(cr_engine *e, const program_step *s) {
  cr_dims dims = {.dtype = s->call.out_dtype};
  cr_call call = s->call;
  call.random = NULL;
  if (s->op->shape(e, &call, &dims)) return -1;
  int same = dims.ndim == call.out_ndim;
  for (int32_t d = 0; same && d < dims.ndim; d++) same = dims.size[d] == call.out_shape[d];
  if (same) return 0;
  return cr_fail(e, CR_BAD_SHAPE,
                 "%t(): the shape of the result depends on values that have changed: it cannot be run again",
                 s->op->name);
}

static void run_sum(const program_step *s) {
  const cr_call *c = &s->call;
  const cr_view all = {.ndim = c->out_ndim, .size = c->out_size, .shape = c->out_shape};
  if (s->wide) {
    fill(c->into, c->out_size, (real)-0.0);
    elementwise_run(c, s->wide);
  }
  cr_sum_over(&all, s->mask, s->wide ? c->into : c->g, s->sum);
}

static void run_give(const program_step *s) {
  real *sum = s->to;
  const real *more = s->from;
  for (size_t k = 0; k < s->bytes; k++) sum[k] += more[k];
}

static void run_bools(const program_step *s) {
  int64_t *ints = s->to;
  for (size_t k = 0; k < s->bytes; k++) ints[k] = ints[k] != 0;
}

static int32_t run_step(cr_engine *e, const program_step *s) {
  switch (s->kind) {
  case STEP_WIDE:
    return elementwise_run(&s->call, s->wide), 0;
  case STEP_SUM:
    return run_sum(s), 0;
  case STEP_CHECK:
    return check_values(e, s);
  case STEP_FORWARD:
    return s->op->forward(&s->call), 0;
  case STEP_BACKWARD:
    return s->op->backward(&s->call, s->slot), 0;
  case STEP_BOOLS:
    return run_bools(s), 0;
  case STEP_FILL:
    return fill(s->to, (int32_t)s->bytes, s->value), 0;
  case STEP_COPY:
    return memmove(s->to, s->from, s->bytes), 0;
  case STEP_GIVE:
    return run_give(s), 0;
  case STEP_SET_GRAD:
    return cr_set_grad(e, s->param, s->grad);
  default:
    return s->again(e, s->rule, s->count, s->ids, s->hyper);
  }
}

int32_t cr_program_run(cr_engine *e, cr_program *p) {
  if (e->program) return cr_fail(e, CR_BAD_OP, "a program does not run while another is recorded");
  for (int32_t k = 0; k < p->param_count; k++) {
    const program_param *u = &p->params[k];
    if (u->matters && node_of(e, u->param)->in.grad != u->grad) return 1;
  }
  for (int32_t k = 0; k < p->changed_count; k++) {
    if (cr_changed(e, p->changed[k])) return -1;
  }
  for (const program_step *s = p->steps, *end = s + p->step_count; s < end; s++) {
    if (s->kind == STEP_ROW) s->kernel(&s->row);
    else if (run_step(e, s)) return -1;
  }
  return 0;
}
