// record.c: records ops on the tape and computes them.
#include <string.h>

#include "engine.h"

// What is known of an op before it is pushed.
typedef struct {
  const cr_op *op;
  cr_call call;
  cr_dims dims;
  double attr[CR_MAX_ATTRS];
  cr_view few[CR_MAX_INPUTS];
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

static int32_t over_budget(cr_engine *e) {
  if (history_of_newest(e) <= e->count / 2) {
    return cr_fail(e, CR_TAPE_FULL, "the tape has passed its budget: reset it");
  }
  e->limit = e->limit > SIZE_MAX / 2 ? SIZE_MAX : e->limit * 2;
  return 0;
}

static inline int32_t check_budget(cr_engine *e) {
  return e->tape.used <= e->limit || !e->count ? 0 : over_budget(e);
}

// A parameter that becomes an operand.
static inline void mark(node *n, cr_id id) {
  if (id < 0) n->flags |= NODE_FRESH | NODE_TAPED;
}

static int32_t check_count(cr_engine *e, const cr_op *op, int32_t inputs) {
  if (!op) return cr_fail(e, CR_BAD_OP, "there is no such op");
  const int32_t least = op->least ? op->least : op->inputs == CR_ANY ? 1 : op->inputs;
  if (inputs >= least && inputs <= op->inputs) return 0;
  return cr_fail(e, CR_BAD_OP, "%t takes %d operands, but got %d", op->name, inputs < least ? least : op->inputs,
                 inputs);
}

static int32_t take_inputs(cr_engine *e, int32_t inputs, const cr_id *in, recording *r) {
  cr_view *views = views_for(e, inputs, r->few);
  if (!views) return -1;
  for (int32_t i = 0; i < inputs; i++) {
    const node *n = node_or_fail(e, in[i]);
    if (!n) return -1;
    r->flags |= n->flags & NODE_GRAD;
    views[i] = node_view(n);
  }
  r->call.op = r->op;
  r->call.in = views;
  r->call.inputs = inputs;
  return 0;
}

// Single attributes first, then the list. Fills in the defaults when none is given.
static int32_t take_attrs(cr_engine *e, int32_t attrs, const double *attr, recording *r) {
  int32_t singles = 0, list = 0;
  for (const cr_attr *a = r->op->attrs; a && a->name; a++) {
    if (strcmp(a->kind, "ints") == 0) list = 1;
    else r->attr[singles++] = a->fallback;
    if (strcmp(a->kind, "pair") == 0) r->attr[singles++] = a->fallback;
    if (attrs || a->fallback != CR_REQUIRED || list) continue;
    return cr_fail(e, CR_BAD_OP, "%t() missing 1 required positional arguments: \"%t\"", r->op->name, a->name);
  }
  if (attrs && (attrs < singles || (attrs > singles && !list) || attrs > UINT8_MAX)) {
    return cr_fail(e, CR_BAD_OP, "%t takes %d attributes, but got %d", r->op->name, singles, attrs);
  }
  if (attrs && check_attrs(e, r->op, attrs, attr)) return -1;
  r->call.attr = attrs ? attr : r->attr;
  r->call.attrs = attrs ? attrs : singles;
  return 0;
}

static int32_t decide_shape(cr_engine *e, recording *r) {
  const cr_call *c = &r->call;
  r->dims.dtype = result_dtype(r->op, c);
  if (r->op->shape) return r->op->shape(e, c, &r->dims);
  cr_view all = c->in[0];
  for (int32_t i = 1; i < c->inputs; i++) {
    if (dims_broadcast(e, &all, &c->in[i], &r->dims)) return -1;
    all.ndim = r->dims.ndim;
    all.shape = r->dims.size;
  }
  if (c->inputs == 1) {
    r->dims.ndim = all.ndim;
    for (int32_t d = 0; d < all.ndim; d++) r->dims.size[d] = all.shape[d];
  }
  return 0;
}

// Copies operands and attributes to the tape. 0, or -1 after cr_fail.
static int32_t keep_call(cr_engine *e, node *n, const cr_id *in, const recording *r) {
  const int32_t inputs = r->call.inputs;
  const size_t many = inputs > 2 ? (size_t)inputs * sizeof *in : 0;
  const size_t attrs = (size_t)r->call.attrs * sizeof(double);
  if (attrs && !(n->attr = arena_take(&e->tape, attrs))) goto full;
  if (many && !(n->in.many = arena_take(&e->tape, many))) goto full;
  if (attrs) memcpy(n->attr, r->call.attr, attrs);
  for (int32_t i = 0; i < inputs; i++) (many ? n->in.many : n->in.two)[i] = in[i];
  n->op = r->op;
  n->inputs = (uint32_t)inputs & 0xffff;
  n->variant = r->op->variant ? r->op->variant(&r->call) & 15 : 0;
  n->attrs = (uint8_t)r->call.attrs;
  n->flags = n->dtype == CR_REAL && e->grad_enabled && has_vjp(r->op) ? r->flags : 0;
  return 0;
full:
  return fail_memory(e);
}

cr_view *views_for(cr_engine *e, int32_t inputs, cr_view *few) {
  return inputs <= CR_MAX_INPUTS ? few : reserve(e, &e->operands, (size_t)inputs * sizeof *few);
}

const cr_call *call_of(cr_engine *e, const node *n, whole_call *whole) {
  cr_view *views = views_for(e, n->inputs, whole->few);
  if (!views) return NULL;
  for (int32_t i = 0; i < n->inputs; i++) views[i] = node_view(node_of(e, node_inputs(n)[i]));
  whole->call = (cr_call){.op = n->op,
                          .in = views,
                          .inputs = n->inputs,
                          .out_ndim = n->ndim,
                          .out_size = n->size,
                          .out_dtype = n->dtype,
                          .out_shape = n->shape,
                          .out = n->value,
                          .attr = n->attr,
                          .attrs = n->attrs,
                          .random = &e->random};
  return &whole->call;
}

static cr_id push(cr_engine *e, const cr_id *in, const recording *r) {
  const tape_mark before = tape_here(e);
  cr_id id = 0;
  node *n = node_push(e, &r->dims, &id);
  if (!n) return 0;
  if (keep_call(e, n, in, r) == 0) return id;
  tape_back(e, before);
  return 0;
}

// The operand whose shape the result has, since the other has the same shape or only one element; NULL: neither.
static inline const node *shape_giver(const node *a, const node *b) {
  if (b->size == 1 && b->ndim <= a->ndim) return a;
  if (a->size == 1 && a->ndim <= b->ndim) return b;
  return same_shape(a, b) ? a : NULL;
}

// The place of the next node, and of so many elements; NULL: no room, and nothing has changed.
static node *node_with_room(cr_engine *e, int32_t size, real **value) {
  const tape_mark before = tape_here(e);
  node *n = node_next(e);
  *value = n ? arena_take(&e->tape, (size_t)size * sizeof(real)) : NULL;
  if (!*value) tape_back(e, before);
  return *value ? n : NULL;
}

static void note_variant(node *n, const node *a, const node *b) {
  const cr_view in[2] = {node_view(a), node_view(b)};
  n->variant = n->op->variant(&(cr_call){.in = in, .inputs = n->inputs}) & 15;
}

// A single element needs no row, and no loop.
static inline void compute_plain(cr_engine *e, node *n, const node *a, const node *b) {
  cr_row row;
  row.attr = NULL;
  row.rest = digits_beyond(b);
  if (n->size == 1 && !e->program) {
    n->one = n->op->one(&row, *a->value, *b->value);
    return;
  }
  row.n = n->size;
  row.in[0] = a->value;
  row.in[1] = b->value;
  row.step[0] = a->size != 1;
  row.step[1] = b->size != 1;
  row.out = n->value;
  n->op->row(&row);
  if (e->program) note_row(e, n->op, -1, n->op->row, &row);
}

// An op of the common case: elementwise, of reals, without attributes. NULL: another.
static inline const cr_op *plain_op(int32_t number, int32_t inputs) {
  const cr_op *op = op_at(number);
  return op && op->inputs == inputs && op->one && !op->attrs && !op->gives ? op : NULL;
}

// Records and computes it where the shape needs no deciding; of one operand, b is a.
// 0: not that case, or no room; then the general way decides, or fails.
static inline cr_id plain_of(cr_engine *e, int32_t number, const cr_op *op, node *a, cr_id ia, node *b, cr_id ib) {
  const node *like = shape_giver(a, b);
  real *value = NULL;
  if (!like) return 0;
  // Programs have their values side by side.
  node *n = like->size == 1 && !e->program ? node_next(e) : node_with_room(e, like->size, &value);
  if (!n) return 0;
  mark(a, ia);
  mark(b, ib);
  *n = (node){.op = op,
              .value = value ? value : &n->one,
              .shape = like->shape,
              .in.two = {ia, ib},
              .size = like->size,
              .number = (uint32_t)number & 0xfff,
              .inputs = (uint32_t)op->inputs & 0xffff,
              .ndim = like->ndim,
              .flags = e->grad_enabled && op->vjp[0] ? (a->flags | b->flags) & NODE_GRAD : 0};
  if (op->variant) note_variant(n, a, b);
  compute_plain(e, n, a, b);
  return node_done(e, n);
}

static inline cr_id plain(cr_engine *e, int32_t number, int32_t inputs, cr_id ia, cr_id ib) {
  const cr_op *op = plain_op(number, inputs);
  node *a = op ? node_at(e, ia) : NULL, *b = inputs == 2 && a ? node_at(e, ib) : a;
  return b && a->dtype == CR_REAL && b->dtype == CR_REAL ? plain_of(e, number, op, a, ia, b, ib) : 0;
}

static void compute(cr_engine *e, cr_id id) {
  node *n = node_of(e, id);
  void (*kernel)(const cr_row *) = computes_ints(e, n) ? n->op->row_ints : n->op->row;
  whole_call whole;
  cr_row row = {0};
  if (e->program && call_of(e, n, &whole)) note_check(e, n->op, &whole.call);
  if (row_of(e, n, &row)) {
    kernel(&row);
    note_row(e, n->op, -1, kernel, &row);
  } else if (call_of(e, n, &whole) && kernel) {
    elementwise_run(&whole.call, kernel);
    note_wide(e, kernel, &whole.call);
  } else {
    n->op->forward(&whole.call);
    note_forward(e, n->op, &whole.call);
  }
  if (!kernel || n->dtype != CR_BOOL) return;
  for (int32_t k = 0; k < n->size; k++) n->ints[k] = n->ints[k] != 0;
  note_bools(e, n->ints, n->size);
}

// A new node, not computed yet. Takes operands as they are: of the dtypes that the op works in.
static cr_id record(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  recording r = {.op = op_at(op)};
  if (take_inputs(e, inputs, in, &r) || take_attrs(e, attrs, attr, &r) || decide_shape(e, &r)) return 0;
  const cr_id id = push(e, in, &r);
  if (!id) return 0;
  node_of(e, id)->number = (uint32_t)op & 0xfff;
  for (int32_t i = 0; i < inputs; i++) mark(node_of(e, in[i]), in[i]);
  return id;
}

// Operands of a recalled op are those that it had: none of them is left to be converted.
static int32_t check_converted(cr_engine *e, const cr_op *op, int32_t inputs, const cr_id *in) {
  cr_id few[CR_MAX_INPUTS];
  const tape_mark before = tape_here(e);
  const cr_id *same = promoted(e, op, inputs, in, few);
  if (same == in) return 0;
  tape_back(e, before);
  if (!same) return -1;
  return cr_fail(e, CR_BAD_DTYPE, "%t is recalled with operands of the dtype that it works in", op->name);
}

cr_id cr_recall(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  const cr_op *recalled = op_at(op);
  if (check_count(e, recalled, inputs) || check_converted(e, recalled, inputs, in)) return 0;
  return record(e, op, inputs, in, attrs, attr);
}

static cr_id record_any(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  if (check_count(e, op_at(op), inputs)) return 0;
  cr_id few[CR_MAX_INPUTS];
  const cr_id *same = promoted(e, op_at(op), inputs, in, few);
  return same ? record(e, op, inputs, same, attrs, attr) : 0;
}

cr_id apply_op(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  const tape_mark before = tape_here(e);
  const cr_id id = record_any(e, op, inputs, in, attrs, attr);
  if (id) compute(e, id);
  else tape_back(e, before);
  return id;
}

cr_id cr_apply(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr) {
  return check_budget(e) ? 0 : apply_op(e, op, inputs, in, attrs, attr);
}

cr_id cr_unary(cr_engine *e, int32_t op, cr_id x) {
  if (check_budget(e)) return 0;
  const cr_id id = plain(e, op, 1, x, 0);
  return id ? id : apply_op(e, op, 1, &x, 0, NULL);
}

static inline cr_id binary(cr_engine *e, int32_t op, cr_id a, cr_id b) {
  const cr_id id = plain(e, op, 2, a, b);
  return id ? id : apply_op(e, op, 2, (cr_id[]){a, b}, 0, NULL);
}

cr_id cr_binary(cr_engine *e, int32_t op, cr_id a, cr_id b) {
  return check_budget(e) ? 0 : binary(e, op, a, b);
}

// The number goes onto the tape first; when the op then fails, it is taken back.
static cr_id after_number(cr_engine *e, int32_t op, cr_id tensor, double number, int32_t slot) {
  const tape_mark before = tape_here(e);
  const node *n = node_or_fail(e, tensor);
  const cr_id scalar = !n ? 0 : n->dtype == CR_REAL ? cr_scalar(e, number) : scalar_beside(e, n, number);
  const cr_id id = !scalar ? 0 : slot ? binary(e, op, tensor, scalar) : binary(e, op, scalar, tensor);
  if (!id) tape_back(e, before);
  return id;
}

// Between a single element and a number nothing can fail where there is room for both nodes; while a program is recorded
// their values take memory of their own, which can be used up.
static inline cr_id with_number(cr_engine *e, int32_t number, cr_id tensor, double value, int32_t slot) {
  if (check_budget(e)) return 0;
  const cr_op *op = plain_op(number, 2);
  node *n = node_at(e, tensor), *scalar = e->next;
  const int32_t room = e->end - e->next >= 2 && !e->program;
  if (!op || !n || n->dtype != CR_REAL || n->size != 1 || !room) {
    return after_number(e, number, tensor, value, slot);
  }
  const cr_id id = cr_scalar(e, value);
  return slot ? plain_of(e, number, op, n, tensor, scalar, id) : plain_of(e, number, op, scalar, id, n, tensor);
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
