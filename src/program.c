// program.c: records a step as the list of what it called; replay.c runs it again.
#include "program.h"

#include <stdlib.h>
#include <string.h>

#include "engine.h"

#define SIZE_WITH(member) (offsetof(program_step, member) + sizeof((program_step *)0)->member)

static program_step *next_step(cr_engine *e, step_kind kind, size_t bytes) {
  cr_program *p = e->program;
  if (!p || p->failed) return NULL;
  const int32_t words = (int32_t)((bytes + sizeof *p->steps - 1) / sizeof *p->steps);
  if (grow(e, (void **)&p->steps, &p->step_room, p->step_words + words - 1, sizeof *p->steps)) {
    p->failed = CR_NO_MEMORY;
    return NULL;
  }
  p->last = p->step_words;
  p->step_words += words;
  program_step *s = (program_step *)&p->steps[p->last];
  s->kind = (int16_t)kind;
  s->words = (int16_t)words;
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

// Whether the last step filled `into` with -0: it is taken back, and the first that is added is stored instead, which
// gives the same bits.
static int is_first(cr_program *p, const real *into) {
  const program_step *s = (program_step *)&p->steps[p->last];
  const int first = p->step_words && s->kind == STEP_FILL && s->move.to == into && 1 / s->move.value == -INFINITY;
  if (first) p->step_words = p->last;
  return first;
}

static void note_one(cr_engine *e, const cr_op *op, const cr_row *row) {
  program_step *s = next_step(e, STEP_ONE, SIZE_WITH(one));
  if (!s) return;
  s->one.value = op->one;
  s->one.a = row->in[0];
  s->one.b = row->in[op->inputs == 2];
  s->one.rest = row->rest;
  s->one.out = row->out;
}

static void note_edge(cr_engine *e, const cr_op *op, int32_t slot, const cr_row *row) {
  const int first = !e->program->failed && is_first(e->program, row->into);
  const int same = strcmp(op->vjp[slot], "g") == 0;
  program_step *s = same ? next_step(e, first ? STEP_PASS_FIRST : STEP_PASS_MORE, SIZE_WITH(pass))
                         : next_step(e, first ? STEP_EDGE_FIRST : STEP_EDGE_MORE, SIZE_WITH(edge));
  if (!s) return;
  if (same) {
    s->pass.to = row->into;
    s->pass.from = row->g;
    return;
  }
  s->edge.vjp = op->one_vjp[slot];
  s->edge.a = row->in[0];
  s->edge.b = row->in[op->inputs == 2];
  s->edge.rest = row->rest;
  s->edge.y = row->out;
  s->edge.g = row->g;
  s->edge.into = row->into;
}

void note_row(cr_engine *e, const cr_op *op, int32_t slot, cr_kernel kernel, const cr_row *row) {
  if (!e->program) return;
  if (row->n == 1 && op->one && !op->attrs && kernel != op->row_ints) {
    if (slot < 0) note_one(e, op, row);
    else note_edge(e, op, slot, row);
    return;
  }
  program_step *s = next_step(e, STEP_ROW, SIZE_WITH(run));
  if (!s) return;
  s->run.kernel = kernel;
  s->run.row = *row;
}

static program_step *note_call(cr_engine *e, step_kind kind, const cr_op *op, const cr_call *call) {
  if (!e->program) return NULL;
  const cr_view *in = copied(e, call->in, (size_t)call->inputs * sizeof *in);
  program_step *s = next_step(e, kind, SIZE_WITH(whole));
  if (!s) return NULL;
  s->whole.op = op;
  s->whole.call = *call;
  s->whole.call.in = in;
  return s;
}

void note_wide(cr_engine *e, cr_kernel kernel, const cr_call *call) {
  program_step *s = note_call(e, STEP_WIDE, NULL, call);
  if (s) s->whole.kernel = kernel;
}

void note_sum(cr_engine *e, cr_kernel kernel, const cr_call *call, int32_t mask, real *into) {
  program_step *s = note_call(e, STEP_SUM, NULL, call);
  if (!s) return;
  s->whole.kernel = kernel;
  s->whole.mask = mask;
  s->whole.sum = into;
}

void note_check(cr_engine *e, const cr_op *op, const cr_call *call) {
  program_step *s = op->shape ? note_call(e, STEP_CHECK, op, call) : NULL;
  if (s) s->whole.call.random = NULL;  // only the shape is decided
}

void note_forward(cr_engine *e, const cr_op *op, const cr_call *call) {
  note_call(e, STEP_FORWARD, op, call);
}

void note_backward(cr_engine *e, const cr_op *op, const cr_call *call, int32_t slot) {
  program_step *s = note_call(e, STEP_BACKWARD, op, call);
  if (s) s->whole.slot = slot;
}

void note_bools(cr_engine *e, int64_t *ints, int32_t count) {
  program_step *s = next_step(e, STEP_BOOLS, SIZE_WITH(move));
  if (!s) return;
  s->move.to = ints;
  s->move.bytes = (size_t)count;
}

void note_fill(cr_engine *e, real *to, int32_t count, real value) {
  program_step *s = next_step(e, STEP_FILL, SIZE_WITH(move));
  if (!s) return;
  s->move.to = to;
  s->move.bytes = (size_t)count;
  s->move.value = value;
}

void note_copy(cr_engine *e, void *to, const void *from, size_t bytes) {
  program_step *s = next_step(e, STEP_COPY, SIZE_WITH(move));
  if (!s) return;
  s->move.to = to;
  s->move.from = from;
  s->move.bytes = bytes;
}

void note_give(cr_engine *e, cr_id param) {
  if (!e->program) return;
  const node *n = node_of(e, param);
  use_grad(e, param, 1);
  note_use(e, n->in.grad);
  program_step *s = next_step(e, STEP_GIVE, SIZE_WITH(move));
  if (!s) return;
  s->move.to = node_of(e, n->in.grad)->value;
  s->move.from = n->grad;
  s->move.bytes = (size_t)n->size;
}

void note_no_grad(cr_engine *e, cr_id param) {
  if (e->program) use_grad(e, param, 1);
}

void note_set_grad(cr_engine *e, cr_id param, cr_id grad) {
  if (!e->program) return;
  use_grad(e, param, 0);
  note_use(e, grad);
  program_step *s = next_step(e, STEP_SET_GRAD, SIZE_WITH(grad));
  if (!s) return;
  s->grad.param = param;
  s->grad.id = grad;
}

void note_new_grad(cr_engine *e, cr_id param, cr_id grad) {
  cr_program *p = e->program;
  if (!p) return;
  note_set_grad(e, param, grad);
  add_id(e, &p->made, &p->made_room, &p->made_count, grad);
}

// Only the rows of parameters with a gradient: of others nothing is done, and their states are not looked at.
static int32_t note_rows(cr_engine *e, int32_t count, int32_t row, const cr_id *ids, cr_id *rows) {
  int32_t kept = 0;
  for (int32_t i = 0; i < count; i++, ids += row) {
    use_grad(e, *ids, 1);
    if (!node_of(e, *ids)->in.grad) continue;
    for (int32_t k = 1; k < row; k++) note_use(e, ids[k]);
    memcpy(rows + kept++ * row, ids, (size_t)row * sizeof *ids);
  }
  return kept;
}

void note_update(cr_engine *e, cr_update_again *again, cr_update_fits *fits, int32_t rule, int32_t count, int32_t row,
                 const cr_id *ids, int32_t hypers, const double *hyper) {
  cr_program *p = e->program;
  if (!p) return;
  cr_id *rows = copied(e, ids, (size_t)(count * row) * sizeof *ids);
  double *values = copied(e, hyper, (size_t)hypers * sizeof *hyper);
  if (grow(e, (void **)&p->updates, &p->update_room, p->update_count, sizeof *p->updates)) p->failed = CR_NO_MEMORY;
  program_step *s = next_step(e, STEP_UPDATE, SIZE_WITH(update));
  if (!s) return;
  p->updates[p->update_count++] = p->last;
  s->update.again = again;
  s->update.fits = fits;
  s->update.rule = rule;
  s->update.count = note_rows(e, count, row, ids, rows);
  s->update.ids = rows;
  s->update.hyper = values;
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
  free(p->made);
  free(p->updates);
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

cr_id cr_program_made(const cr_program *p, int32_t nth) {
  return p && nth >= 0 && nth < p->made_count ? p->made[nth] : 0;
}

double *cr_program_hyper(cr_program *p, int32_t nth) {
  return p && nth >= 0 && nth < p->update_count ? update_at(p, nth)->update.hyper : NULL;
}
