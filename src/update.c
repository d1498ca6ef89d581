// update.c: an optimiser's step: one call for all parameters, whose state stays in the engine.
#include "update.h"

#include "engine.h"

// One parameter's part of the call.
typedef struct {
  const cr_rule *rule;
  const double *hyper;
  node *n;
  cr_id *ids;  // of the parameter, then of its states
} part;

static int32_t state_total(const cr_rule *rule) {
  return rule->counts + rule->state_count;
}

static int is_count(const part *p, int32_t k) {
  return p->rule->counts && k == 0;
}

// The states that the hyperparameters ask for. The count of steps comes first.
static void wanted_states(const part *p, cr_state *state) {
  state[0] = (cr_state){1, 0};
  p->rule->wants(p->hyper, state + p->rule->counts);
}

static int32_t check_state(cr_engine *e, const part *p, int32_t k) {
  const cr_id id = p->ids[1 + k];
  const node *n = id ? node_or_fail(e, id < 0 ? id : 0) : NULL;
  if (!n) return id ? -1 : 0;
  if (n->dtype == CR_REAL && (is_count(p, k) ? n->size == 1 : same_shape(n, p->n))) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "state %d of %t: its shape %s does not fit the parameter's, %s", k, p->rule->name,
                 (int32_t)n->ndim, n->shape, (int32_t)p->n->ndim, p->n->shape);
}

static int32_t check_states(cr_engine *e, const part *p) {
  for (int32_t k = 0; k < state_total(p->rule); k++) {
    if (check_state(e, p, k)) return -1;
  }
  return 0;
}

// Makes the states that are missing, marked as empty until their first step.
static int32_t make_states(cr_engine *e, const part *p) {
  cr_state state[CR_MAX_STATES + 1];
  wanted_states(p, state);
  for (int32_t k = 0; k < state_total(p->rule); k++) {
    if (!state[k].wanted || p->ids[1 + k]) continue;
    const cr_id id = cr_param(e, is_count(p, k) ? 0 : p->n->ndim, p->n->shape, NULL, 0);
    if (!id) return -1;
    node *made = node_of(e, id);
    fill(made->value, made->size, (real)state[k].start);
    made->flags |= NODE_EMPTY;
    p->ids[1 + k] = id;
  }
  return 0;
}

static int32_t note_change(cr_engine *e, const part *p) {
  return cr_changed(e, p->ids[0]);
}

static int32_t unmake_states(cr_engine *e, const part *p) {
  for (int32_t k = 1; k <= state_total(p->rule); k++) {
    if (!p->ids[k] || !(node_of(e, p->ids[k])->flags & NODE_EMPTY)) continue;
    cr_free(e, p->ids[k]);
    p->ids[k] = 0;
  }
  return 0;
}

static int32_t run(cr_engine *e, const part *p) {
  const cr_rule *rule = p->rule;
  cr_step s = {.n = p->n->size, .hyper = p->hyper, .w = p->n->value, .g = node_of(e, p->n->in.grad)->value};
  cr_state state[CR_MAX_STATES + 1];
  wanted_states(p, state);
  for (int32_t k = 0; k < state_total(rule); k++) {
    node *n = state[k].wanted ? node_of(e, p->ids[1 + k]) : NULL;
    if (!n) continue;
    if (is_count(p, k)) s.step = (double)(n->value[0] += 1);
    else s.state[k - rule->counts] = n->value;
    s.first |= n->flags & NODE_EMPTY;
    n->flags = (uint8_t)((n->flags & ~NODE_EMPTY) | NODE_FRESH);
  }
  p->n->flags |= NODE_FRESH;
  rule->run(&s);
  return 0;
}

// Visits every parameter that has a gradient. 0, or -1 as soon as one fails.
static int32_t each(cr_engine *e, part *p, int32_t count, cr_id *ids, int32_t (*visit)(cr_engine *, const part *)) {
  for (int32_t i = 0; i < count; i++) {
    p->ids = ids + i * (1 + state_total(p->rule));
    p->n = node_or_fail(e, p->ids[0] < 0 ? p->ids[0] : 0);
    if (!p->n || (p->n->in.grad && visit(e, p))) return -1;
  }
  return 0;
}

static int32_t update_again(cr_engine *e, int32_t rule, int32_t count, cr_id *ids, const double *hyper) {
  part p = {.rule = rule_at(rule), .hyper = hyper};
  return each(e, &p, count, ids, run);
}

static int32_t update_fits(int32_t rule, int32_t count, const cr_id *ids, const double *hyper) {
  const part p = {.rule = rule_at(rule), .hyper = hyper};
  const int32_t states = state_total(p.rule);
  cr_state state[CR_MAX_STATES + 1];
  int32_t fits = 1;
  wanted_states(&p, state);
  for (int32_t k = 0; k < count * states; k++)
    fits &= !state[k % states].wanted || ids[k / states * (1 + states) + 1 + k % states];
  return fits;
}

int32_t cr_update(cr_engine *e, int32_t rule, int32_t count, cr_id *ids, int32_t hypers, const double *hyper) {
  part p = {.rule = rule_at(rule), .hyper = hyper};
  if (!p.rule) return cr_fail(e, CR_BAD_OP, "there is no such rule of updates");
  if (hypers != p.rule->hyper_count) {
    return cr_fail(e, CR_BAD_OP, "%t takes %d hyperparameters, but got %d", p.rule->name, p.rule->hyper_count, hypers);
  }
  if (each(e, &p, count, ids, check_states)) return -1;
  if (reserve_mutations(e, count)) return -1;
  if (each(e, &p, count, ids, make_states)) {
    each(e, &p, count, ids, unmake_states);
    return -1;
  }
  if (each(e, &p, count, ids, note_change) || each(e, &p, count, ids, run)) return -1;
  note_update(e, update_again, update_fits, rule, count, 1 + state_total(p.rule), ids, hypers, hyper);
  return 0;
}
