// replay.c: runs a recorded program: no tape, no ids, no decisions.
#include <string.h>

#include "engine.h"
#include "program.h"

static int32_t check_values(cr_engine *e, const program_step *s) {
  const cr_call *call = &s->whole.call;
  cr_dims dims = {.dtype = call->out_dtype};
  if (s->whole.op->shape(e, call, &dims)) return -1;
  int same = dims.ndim == call->out_ndim;
  for (int32_t d = 0; same && d < dims.ndim; d++) same = dims.size[d] == call->out_shape[d];
  if (same) return 0;
  return cr_fail(e, CR_BAD_SHAPE,
                 "%t(): the shape of the result depends on values that have changed: it cannot be run again",
                 s->whole.op->name);
}

static void run_sum(const program_step *s) {
  const cr_call *c = &s->whole.call;
  const cr_view all = {.ndim = c->out_ndim, .size = c->out_size, .shape = c->out_shape};
  if (s->whole.kernel) {
    fill(c->into, c->out_size, (real)-0.0);
    elementwise_run(c, s->whole.kernel);
  }
  cr_sum_over(&all, s->whole.mask, s->whole.kernel ? c->into : c->g, s->whole.sum);
}

static void run_give(const program_step *s) {
  real *sum = s->move.to;
  const real *more = s->move.from;
  for (size_t k = 0; k < s->move.bytes; k++) sum[k] += more[k];
}

static void run_bools(const program_step *s) {
  int64_t *ints = s->move.to;
  for (size_t k = 0; k < s->move.bytes; k++) ints[k] = ints[k] != 0;
}

// Of a row, formulas without attributes look at nothing but `rest`.
static inline real value_at(const program_step *s) {
  cr_row row;
  row.attr = NULL;
  row.rest = s->one.rest;
  return s->one.value(&row, *s->one.a, *s->one.b);
}

static inline real passed_on(const program_step *s) {
  cr_row row;
  row.attr = NULL;
  row.rest = s->edge.rest;
  return s->edge.vjp(&row, *s->edge.a, *s->edge.b, *s->edge.y, *s->edge.g);
}

static inline int32_t run_step(cr_engine *e, const program_step *s) {
  switch (s->kind) {
  case STEP_ONE:
    return *s->one.out = value_at(s), 0;
  case STEP_EDGE_FIRST:
    return *s->edge.into = passed_on(s), 0;
  case STEP_EDGE_MORE:
    return *s->edge.into += passed_on(s), 0;
  case STEP_PASS_FIRST:
    return *s->pass.to = *s->pass.from, 0;
  case STEP_PASS_MORE:
    return *s->pass.to += *s->pass.from, 0;
  case STEP_ROW:
    return s->run.kernel(&s->run.row), 0;
  case STEP_WIDE:
    return elementwise_run(&s->whole.call, s->whole.kernel), 0;
  case STEP_SUM:
    return run_sum(s), 0;
  case STEP_CHECK:
    return check_values(e, s);
  case STEP_FORWARD:
    return s->whole.op->forward(&s->whole.call), 0;
  case STEP_BACKWARD:
    return s->whole.op->backward(&s->whole.call, s->whole.slot), 0;
  case STEP_BOOLS:
    return run_bools(s), 0;
  case STEP_FILL:
    return fill(s->move.to, (int32_t)s->move.bytes, s->move.value), 0;
  case STEP_COPY:
    return memmove(s->move.to, s->move.from, s->move.bytes), 0;
  case STEP_GIVE:
    return run_give(s), 0;
  case STEP_SET_GRAD:
    return cr_set_grad(e, s->grad.param, s->grad.id);
  default:
    return s->update.again(e, s->update.rule, s->update.count, s->update.ids, s->update.hyper);
  }
}

int32_t cr_program_fits(const cr_engine *e, const cr_program *p) {
  int fits = 1;
  for (int32_t k = 0; fits && k < p->param_count; k++) {
    const program_param *u = &p->params[k];
    fits = !u->matters || node_of(e, u->param)->in.grad == u->grad;
  }
  for (int32_t k = 0; fits && k < p->update_count; k++) {
    const program_step *s = update_at(p, k);
    fits = s->update.fits(s->update.rule, s->update.count, s->update.ids, s->update.hyper);
  }
  return fits;
}

int32_t cr_program_run(cr_engine *e, cr_program *p) {
  if (e->program) return cr_fail(e, CR_BAD_OP, "a program does not run while another is recorded");
  if (!cr_program_fits(e, p)) return 1;
  for (int32_t k = 0; k < p->changed_count; k++) {
    if (cr_changed(e, p->changed[k])) return -1;
  }
  for (int32_t at = 0, words; at < p->step_words; at += words) {
    const program_step *s = (const program_step *)(p->steps + at);
    words = s->words;
    if (run_step(e, s)) return -1;
  }
  return 0;
}
