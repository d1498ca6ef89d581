// record.c: records ops on the tape and computes them.
#include <string.h>

#include "engine.h"

// What is known of an op before it is pushed.
typedef struct {
  const cr_op *op;
  cr_call call;
  cr_dims dims;
  double attr[CR_MAX_ATTRS];
  uint8_t flags;
} recording;

// Marks the newest node's history and counts it: one reverse sweep, as in backward.
static int32_t history_of_newest(cr_engine *e) {
  enum { SEEN = NODE_TAPED };  // means nothing on the tape
  int32_t count = 0;
  node_of(e, e->count)->flags |= SEEN;
  for (cr_id id = e->count; id > 0; id--) {
    node *n = node_of(e, id);
    if (!(n->flags & SEEN)) continue;
    n->flags &= (uint8_t)~SEEN;
    count++;
    for (int32_t i = 0; n->op && i < n->inputs; i++) {
      if (node_inputs(n)[i] > 0) node_of(e, node_inputs(n)[i])->flags |= SEEN;
    }
  }
  return count;
}

static int32_t check_budget(cr_engine *e) {
  if (!e->limit || e->tape.used <= e->limit || !e->count) return 0;
  if (history_of_newest(e) <= e->count / 2) {
    return cr_fail(e, CR_TAPE_FULL, "the tape has passed its budget: reset it");
  }
  e->limit = e->limit > SIZE_MAX / 2 ? SIZE_MAX : e->limit * 2;
  return 0;
}

// A parameter that becomes an operand.
static void mark(node *n, cr_id id) {
  if (id < 0) n->flags |= NODE_FRESH | NODE_TAPED;
}

static int32_t take_inputs(cr_engine *e, int32_t inputs, const cr_id *in, recording *r) {
  if (!r->op) return cr_fail(e, CR_BAD_OP, "there is no such op");
  if (inputs != r->op->inputs) {
    return cr_fail(e, CR_BAD_OP, "%t takes %d operands, but got %d", r->op->name, r->op->inputs, inputs);
  }
  for (int32_t i = 0; i < inputs; i++) {
    node *n = node_or_fail(e, in[i]);
    if (!n) return -1;
    mark(n, in[i]);
    r->flags |= n->flags & NODE_GRAD;
    r->call.in[i] = node_view(n);
  }
  if (!e->grad_enabled || !r->op->vjp[0]) r->flags = 0;
  return 0;
}

// Single attributes first, then the list. Fills in the defaults when none is given.
static int32_t take_attrs(cr_engine *e, int32_t attrs, const double *attr, recording *r) {
  int32_t singles = 0, list = 0;
  for (const cr_attr *a = r->op->attrs; a && a->name; a++) {
    if (strcmp(a->kind, "ints") == 0) list = 1;
    else r->attr[singles++] = a->fallback;
  }
  if (attrs && (attrs < singles || (attrs > singles && !list) || attrs > UINT16_MAX)) {
    return cr_fail(e, CR_BAD_OP, "%t takes %d attributes, but got %d", r->op->name, singles, attrs);
  }
  r->call.attr = attrs ? attr : r->attr;
  r->call.attrs = attrs ? attrs : singles;
  return 0;
}

static int32_t decide_shape(cr_engine *e, recording *r) {
  const cr_view *in = r->call.in;
  if (r->op->shape) return r->op->shape(e, &r->call, &r->dims);
  if (r->op->inputs == 2) return dims_broadcast(e, &in[0], &in[1], &r->dims);
  r->dims.ndim = in[0].ndim;
  for (int32_t d = 0; d < in[0].ndim; d++) r->dims.size[d] = in[0].shape[d];
  return 0;
}

// Copies operands and attributes to the tape. 0, or -1 after cr_fail.
static int32_t keep_call(cr_engine *e, node *n, const cr_id *in, const recording *r) {
  const size_t many = r->op->inputs > 2 ? (size_t)r->op->inputs * sizeof *in : 0;
  const size_t attrs = (size_t)r->call.attrs * sizeof(double);
  if (attrs && !(n->attr = arena_take(&e->tape, attrs))) goto full;
  if (many && !(n->in.many = arena_take(&e->tape, many))) goto full;
  if (attrs) memcpy(n->attr, r->call.attr, attrs);
  for (int32_t i = 0; i < r->op->inputs; i++) (many ? n->in.many : n->in.two)[i] = in[i];
  n->op = r->op;
  n->inputs = (uint8_t)r->op->inputs;
  n->attrs = (uint16_t)r->call.attrs;
  n->flags = r->flags;
  return 0;
full:
  return fail_memory(e);
}

void call_of(const cr_engine *e, const node *n, cr_call *call) {
  *call = (cr_call){.out_size = n->size, .out = n->value, .attr = n->attr, .attrs = n->attrs};
  for (int32_t i = 0; i < n->inputs; i++) call->in[i] = node_view(node_of(e, node_inputs(n)[i]));
}

static cr_id push(cr_engine *e, const cr_id *in, const recording *r) {
  const arena_mark before = arena_here(&e->tape);
  cr_id id = 0;
  node *n = node_push(e, &r->dims, &id);
  if (!n) return 0;
  if (keep_call(e, n, in, r) == 0) return id;
  e->count--;
  arena_back(&e->tape, before);
  return 0;
}

// The operand whose shape the result has, since the other has the same shape or only one element; NULL: neither.
static const node *shape_giver(const node *a, const node *b) {
  if (b->size == 1 && b->ndim <= a->ndim) return a;
  if (a->size == 1 && a->ndim <= b->ndim) return b;
  return same_shape(a, b) ? a : NULL;
}

// The common case: elementwise, no attributes, and a shape that needs no deciding. 0: not that case, or no room;
// then the general way decides, or fails.
static cr_id record_plain(cr_engine *e, const cr_op *op, const cr_id *in) {
  node *a = node_at(e, in[0]), *b = a && op->inputs == 2 ? node_at(e, in[1]) : a;
  const node *like = b && op->row && op->inputs <= 2 && !op->attrs ? shape_giver(a, b) : NULL;
  if (!like) return 0;
  const arena_mark before = arena_here(&e->tape);
  node *n = node_next(e);
  real *value = n ? arena_take(&e->tape, (size_t)like->size * sizeof(real)) : NULL;
  if (!value) {
    arena_back(&e->tape, before);
    return 0;
  }
  mark(a, in[0]);
  if (op->inputs == 2) mark(b, in[1]);
  *n = (node){.op = op, .value = value, .shape = like->shape, .size = like->size, .ndim = like->ndim};
  n->in.two[0] = in[0];
  n->in.two[1] = op->inputs == 2 ? in[1] : 0;
  n->inputs = (uint8_t)op->inputs;
  if (e->grad_enabled && op->vjp[0]) n->flags = (a->flags | b->flags) & NODE_GRAD;
  return ++e->count;
}

static void compute(cr_engine *e, cr_id id) {
  node *n = node_of(e, id);
  cr_row row;
  if (row_of(e, n, &row)) {
    n->op->row(&row);
    return;
  }
  cr_call call;
  call_of(e, n, &call);
  const cr_view out = node_view(n);
  if (n->op->row) elementwise_forward(n->op, &call, &out);
  else n->op->forward(&call);
}

cr_id cr_recall(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  recording r = {.op = op_at(op)};
  if (take_inputs(e, inputs, in, &r) || take_attrs(e, attrs, attr, &r) || decide_shape(e, &r)) return 0;
  const cr_id id = push(e, in, &r);
  if (id) node_of(e, id)->number = (uint16_t)op;
  return id;
}

static cr_id apply(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  const cr_op *entry = op_at(op);
  cr_id id = entry && inputs == entry->inputs && !attrs ? record_plain(e, entry, in) : 0;
  if (id) node_of(e, id)->number = (uint16_t)op;
  else id = cr_recall(e, op, inputs, in, attrs, attr);
  if (id) compute(e, id);
  return id;
}

cr_id cr_apply(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  return check_budget(e) ? 0 : apply(e, op, inputs, in, attrs, attr);
}

cr_id cr_unary(cr_engine *e, int32_t op, cr_id x) {
  return cr_apply(e, op, 1, &x, 0, NULL);
}

cr_id cr_binary(cr_engine *e, int32_t op, cr_id a, cr_id b) {
  return cr_apply(e, op, 2, (cr_id[]){a, b}, 0, NULL);
}

// The number goes onto the tape first; when the op then fails, it is taken back.
static cr_id with_number(cr_engine *e, int32_t op, cr_id tensor, double number, int32_t slot) {
  const arena_mark before = arena_here(&e->tape);
  const cr_id scalar = check_budget(e) ? 0 : cr_scalar(e, number);
  if (!scalar) return 0;
  const cr_id in[2] = {slot ? tensor : scalar, slot ? scalar : tensor};
  const cr_id id = tensor == scalar ? node_or_fail(e, 0), 0 : apply(e, op, 2, in, 0, NULL);
  if (!id) {
    e->count--;
    arena_back(&e->tape, before);
  }
  return id;
}

cr_id cr_binary_number(cr_engine *e, int32_t op, cr_id a, double b) {
  return with_number(e, op, a, b, 1);
}

cr_id cr_number_binary(cr_engine *e, int32_t op, double a, cr_id b) {
  return with_number(e, op, b, a, 0);
}

int32_t cr_set_grad_enabled(cr_engine *e, int32_t on) {
  const int32_t before = e->grad_enabled;
  e->grad_enabled = on != 0;
  return before;
}

static int32_t note_mutation(cr_engine *e, cr_id id, cr_id by) {
  if (grow(e, (void **)&e->mutations, &e->mutation_room, e->mutation_count, sizeof *e->mutations)) return -1;
  const cr_id last_reader = by ? by - 1 : e->count;
  e->mutations[e->mutation_count++] = (mutation){id, last_reader, by};
  if (last_reader > e->last_change) e->last_change = last_reader;
  node_of(e, id)->version++;
  return 0;
}

// Both tensors of a change in place, which must have one shape. 0, or -1 after cr_fail.
static int32_t take_pair(cr_engine *e, cr_id to, cr_id from, node **target, node **source) {
  *target = node_or_fail(e, to);
  *source = *target ? node_or_fail(e, from) : NULL;
  if (!*source) return -1;
  const node *a = *target, *b = *source;
  if (same_shape(a, b)) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "output with shape %s doesn't match the broadcast shape %s", (int32_t)a->ndim,
                 a->shape, (int32_t)b->ndim, b->shape);
}

int32_t cr_assign(cr_engine *e, cr_id to, cr_id from, int32_t silent) {
  node *n, *source;
  if (take_pair(e, to, from, &n, &source) || (!silent && note_mutation(e, to, 0))) return -1;
  memmove(n->value, source->value, (size_t)n->size * sizeof(real));
  n->flags |= NODE_FRESH;
  return 0;
}

int32_t cr_fill(cr_engine *e, cr_id id, double value) {
  node *n = node_or_fail(e, id);
  if (!n || note_mutation(e, id, 0)) return -1;
  fill(n->value, n->size, (real)value);
  n->flags |= NODE_FRESH;
  return 0;
}

int32_t cr_replaced(cr_engine *e, cr_id id, cr_id by) {
  node *n, *next;
  if (take_pair(e, id, by, &n, &next) || note_mutation(e, id, by)) return -1;
  next->version = n->version;
  return 0;
}

uint32_t cr_input_version(const cr_engine *e, cr_id id, int32_t slot) {
  const cr_id input = cr_input(e, id, slot);
  uint32_t version = cr_version(e, input);
  for (int32_t i = 0; i < e->mutation_count; i++) {
    version -= e->mutations[i].id == input && e->mutations[i].last_reader >= id;
  }
  return version;
}

int32_t cr_changed(cr_engine *e, cr_id id) {
  return node_or_fail(e, id) ? note_mutation(e, id, 0) : -1;
}
