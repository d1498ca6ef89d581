// backward.c: reverse mode: one sweep over the tape from the last node to the first, edge by edge.
#include <string.h>

#include "engine.h"

// The first gradient of this sweep for a node, which is then waiting to pass it on, or for a parameter, which is reached.
static inline int32_t reach(cr_engine *e, node *n, cr_id id, real *grad) {
  sweep *s = &e->sweep;
  if (id < 0) {
    if (grow(e, (void **)&e->reached, &e->reached_room, s->reached, sizeof id)) return -1;
    e->reached[s->reached++] = id;
  }
  n->grad = grad;
  n->sweep = s->number;
  s->waiting += id > 0 && n->flags & NODE_GRAD;
  return 0;
}

// The buffer in which a node's gradient is summed during this sweep. Programs have theirs side by side.
static inline int32_t ensure_grad(cr_engine *e, node *n, cr_id id, int32_t empty) {
  if (n->sweep == e->sweep.number) return 0;
  const int inside = n->size == 1 && !e->program;
  real *grad = inside ? &n->one_grad : arena_take(&e->tape, (size_t)n->size * sizeof(real));
  if (!grad) return fail_memory(e);
  if (!empty) fill(grad, n->size, (real)-0.0);
  if (!empty && e->program) note_fill(e, grad, n->size, (real)-0.0);
  return reach(e, n, id, grad);
}

static int32_t check_root(cr_engine *e, const node *n, cr_id upstream) {
  if (!(n->flags & NODE_GRAD)) {
    return cr_fail(e, CR_AUTOGRAD, "element 0 of tensors does not require grad and does not have a grad_fn");
  }
  if (!upstream) {
    if (n->size == 1) return 0;
    return cr_fail(e, CR_AUTOGRAD, "grad can be implicitly created only for scalar outputs");
  }
  const node *g = node_or_fail(e, upstream);
  if (!g) return -1;
  if (same_shape(g, n)) return 0;
  return cr_fail(e, CR_AUTOGRAD,
                 "Mismatch in shape: grad_output[0] has a shape of torch.Size(%s) and output[0] has a shape of "
                 "torch.Size(%s).",
                 g->ndim, g->shape, n->ndim, n->shape);
}

int32_t cr_backward_begin(cr_engine *e, cr_id id, cr_id upstream, int32_t retain) {
  node *root = node_or_fail(e, id);
  if (!root || check_root(e, root, upstream)) return -1;
  e->sweep = (sweep){.number = e->sweep.number + 1, .root = id, .node = id, .retain = retain};
  if (ensure_grad(e, root, id, 0)) return -1;
  if (id < 0) root->flags |= NODE_TAPED;  // until the end of the sweep it must not be freed
  note_use(e, upstream);
  if (upstream) {
    memcpy(root->grad, node_of(e, upstream)->value, value_bytes(root));
    note_copy(e, root->grad, node_of(e, upstream)->value, value_bytes(root));
  } else {
    root->grad[0] = 1;
    note_fill(e, root->grad, 1, 1);
  }
  e->sweep.running = 1;
  return 0;
}

static int32_t fail_used(cr_engine *e) {
  return cr_fail(e, CR_AUTOGRAD,
                 "Trying to backward through the graph a second time (or directly access saved tensors after they "
                 "have already been freed). Saved intermediate values of the graph are freed when you call "
                 ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
                 "graph a second time or if you need to access saved tensors after calling backward.");
}

#define CHANGED                                                                                             \
  "one of the variables needed for gradient computation has been modified by an inplace operation: [torch." \
  "%tTensor %s]%t"
#define VERSIONS                                                                                               \
  " is at version %d; expected version %d instead. Hint: enable anomaly detection to find the operation that " \
  "failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."

// `maker` is the op whose result has changed, NULL for a leaf.
static int32_t fail_changed(cr_engine *e, const node *n, const cr_op *maker, uint32_t expected) {
  const char *type = sizeof(real) == 8 ? "Double" : "Float";
  const int32_t ndim = n->ndim, is = (int32_t)n->version, should = (int32_t)expected;
  if (!maker) return cr_fail(e, CR_INPLACE, CHANGED VERSIONS, type, ndim, n->shape, "", is, should);
  return cr_fail(e, CR_INPLACE, CHANGED "%T," VERSIONS, type, ndim, n->shape, ", which is output 0 of ", maker->name,
                 is, should);
}

// Whether `id` was changed in place after node `reader` was recorded. The sentence is about the tensor as it is now.
static int32_t check_version(cr_engine *e, cr_id id, cr_id reader) {
  uint32_t changes = 0;
  cr_id now = id;
  for (int32_t i = 0; i < e->mutation_count; i++) {
    const mutation *m = &e->mutations[i];
    if (m->id == id && m->last_reader >= reader) changes += (uint32_t)m->times;
    if (m->id == now && m->by) now = m->by;
  }
  if (!changes) return 0;
  const node *n = node_of(e, id), *newest = node_of(e, now), *made = id == reader ? n : newest;
  return fail_changed(e, newest, made->flags & NODE_GRAD ? made->op : NULL, n->version - changes);
}

static int needs_grad(const cr_engine *e, const node *n, int32_t slot) {
  return vjp_of(n->op, slot) && node_of(e, node_inputs(n)[slot])->flags & NODE_GRAD;
}

// PyTorch frees what an op has saved with the first backward, and checks its version.
static int32_t check_saved(cr_engine *e, cr_id id, const node *n, int32_t slot) {
  int saves = 0;
  for (int32_t i = 0; i < n->inputs; i++) {
    if (!op_saves(n->op, slot, (char)i)) continue;
    saves = 1;
    if (check_version(e, node_inputs(n)[i], id)) return -1;
  }
  if (op_saves(n->op, slot, 'y')) {
    saves = 1;
    if (check_version(e, id, id)) return -1;
  }
  return saves && n->flags & NODE_USED ? fail_used(e) : 0;
}

// The edge of an elementwise op whose operands broadcast.
static int32_t add_broadcast(cr_engine *e, const cr_call *edge, const node *n, int32_t slot) {
  cr_call call = *edge;
  const cr_view *in = &call.in[slot], out = node_view(n);
  if (in->size == out.size) {
    elementwise_run(&call, n->op->row_vjp[slot]);
    note_wide(e, n->op->row_vjp[slot], &call);
    return 0;
  }
  const int32_t summed = dims_expanded(&out, in);
  if (strcmp(n->op->vjp[slot], "g") == 0) {
    // What would be summed is the upstream itself.
    cr_sum_over(&out, summed, call.g, edge->into);
    note_sum(e, NULL, &call, summed, edge->into);
    return 0;
  }
  const arena_mark before = arena_here(&e->tape);
  call.into = arena_take(&e->tape, (size_t)out.size * sizeof(real));
  if (!call.into) return fail_memory(e);
  fill(call.into, out.size, (real)-0.0);
  elementwise_run(&call, n->op->row_vjp[slot]);
  cr_sum_over(&out, summed, call.into, edge->into);
  note_sum(e, n->op->row_vjp[slot], &call, summed, edge->into);
  if (!e->program) arena_back(&e->tape, before);
  return 0;
}

int32_t edge_add(cr_engine *e, const node *n, int32_t slot, const real *g, real *into, int32_t first) {
  cr_row row;
  if (row_of(e, n, &row) && row.step[slot] == (n->size != 1)) {
    row.g = g;
    row.into = into;
    n->op->row_vjp[slot](&row);
    if (e->program) note_row(e, n->op, slot, n->op->row_vjp[slot], &row);
    return 0;
  }
  whole_call whole;
  if (!call_of(e, n, &whole)) return -1;
  if (!whole.call.in[slot].size) return 0;  // also an operand that was left out
  whole.call.g = g;
  whole.call.into = into;
  whole.call.first = first;
  if (n->op->row) return add_broadcast(e, &whole.call, n, slot);
  n->op->backward(&whole.call, slot);
  note_backward(e, n->op, &whole.call, slot);
  return 0;
}

// Adds what a single element passes on: no buffer is taken, no row, and no loop.
static inline int32_t add_one(cr_engine *e, node *input, cr_id id, real more) {
  if (input->sweep == e->sweep.number) return *input->grad += more, 0;
  input->one_grad = more;
  return reach(e, input, id, &input->one_grad);
}

// Walks all edges of an elementwise node of one element. An edge that fails was the last that could.
static inline int32_t walk_one(cr_engine *e, const node *n) {
  const cr_id ia = n->in.two[0], ib = n->in.two[1];
  const int32_t binary = n->inputs == 2;
  node *a = node_of(e, ia), *b = binary ? node_of(e, ib) : a;
  const real va = *a->value, vb = *b->value, y = *n->value, g = *n->grad;
  cr_row row;
  row.attr = n->attr;
  row.rest = digits_beyond(b);
  if (a->flags & NODE_GRAD && n->op->one_vjp[0]) {
    if (add_one(e, a, ia, n->op->one_vjp[0](&row, va, vb, y, g))) return -1;
    e->sweep.slot = 1;
  }
  if (!binary || !(b->flags & NODE_GRAD) || !n->op->one_vjp[1]) return 0;
  return add_one(e, b, ib, n->op->one_vjp[1](&row, va, vb, y, g));
}

// Whether nothing needs to be checked before, and noted after, each of a node's edges.
static inline int is_plain_one(const cr_engine *e, const node *n) {
  return n->size == 1 && n->op && n->op->one && !(n->flags & NODE_USED) && e->last_change < e->sweep.node &&
         !e->sweep.slot && !e->program;
}

// Walks the edge at which the sweep stands; one that fails stays the next.
static int32_t walk_edge(cr_engine *e, node *n) {
  const cr_id id = e->sweep.node;
  const int32_t slot = e->sweep.slot;
  node *input = node_of(e, node_inputs(n)[slot]);
  if ((n->flags & NODE_USED || e->last_change >= id) && check_saved(e, id, n, slot)) return -1;
  const int32_t first = n->op->stores && input->sweep != e->sweep.number;
  if (ensure_grad(e, input, node_inputs(n)[slot], first)) return -1;
  if (edge_add(e, n, slot, n->grad, input->grad, first)) return -1;
  e->sweep.edge_node = id;
  e->sweep.edge_slot = slot;
  return 0;
}

static int32_t stop_at_stub(cr_engine *e, const node *n) {
  if (n->flags & NODE_USED) return fail_used(e);
  return cr_fail(e, CR_AUTOGRAD, "the history of this tensor is not on the tape: recall it first");
}

// A gradient, which is what the sweep has gathered, for every reached parameter that has none; when one fails, all are
// undone.
static int32_t make_grads(cr_engine *e) {
  for (int32_t i = 0; i < e->sweep.reached; i++) {
    const cr_id id = e->reached[i];
    const node *n = node_of(e, id);
    if (n->in.grad) continue;
    note_no_grad(e, id);
    const cr_id grad = cr_param(e, n->ndim, n->shape, n->grad, 0);
    if (!grad) {
      for (i = e->params_used; i > 0; i--) {
        if (e->params[i - 1] && e->params[i - 1]->flags & NODE_EMPTY) cr_free(e, -i);
      }
      return -1;
    }
    node *made = node_of(e, grad);
    made->flags |= NODE_EMPTY;
    made->in.owner = id;
    node_of(e, id)->in.grad = grad;
  }
  return 0;
}

// Adds what the sweep has gathered to the parameters' gradients; cr_edge finds the sum in the sweep's buffer.
static int32_t give_to_params(cr_engine *e) {
  if (make_grads(e)) return -1;
  for (int32_t i = 0; i < e->sweep.reached; i++) {
    node *n = node_of(e, e->reached[i]), *grad = node_of(e, n->in.grad);
    if (grad->flags & NODE_EMPTY) {
      grad->flags = (uint8_t)((grad->flags & ~NODE_EMPTY) | NODE_FRESH);
      note_new_grad(e, e->reached[i], n->in.grad);
      note_copy(e, grad->value, n->grad, value_bytes(n));
      continue;
    }
    for (int32_t k = 0; k < n->size; k++) n->grad[k] = grad->value[k] += n->grad[k];
    grad->flags |= NODE_FRESH;
    note_give(e, e->reached[i]);
  }
  return 0;
}

static int32_t finish(cr_engine *e, int give) {
  if (give && give_to_params(e)) return -1;
  e->sweep.running = 0;
  node *n = NULL;
  for (cr_id id = e->sweep.root; !e->sweep.retain && id > e->sweep.node; id--) {
    n = node_from_after(e, n, id);
    if (n->sweep == e->sweep.number && n->op) n->flags |= NODE_USED;
  }
  return 0;
}

// Goes on with the sweep, until node `last` is the next or over one edge. 0: there is nothing more to walk.
static inline int32_t walk_on(cr_engine *e, cr_id last, int one_edge) {
  sweep *s = &e->sweep;
  node *n = NULL;
  for (; s->waiting > 0 && s->node > last; s->node--, s->slot = 0) {
    n = node_from_after(e, n, s->node);
    if (n->sweep != s->number || !(n->flags & NODE_GRAD)) continue;
    if (n->flags & NODE_STUB) return stop_at_stub(e, n);
    if (!one_edge && is_plain_one(e, n)) {
      if (walk_one(e, n)) return -1;
      s->waiting--;
      continue;
    }
    for (; n->op && s->slot < n->inputs; s->slot++) {
      if (!needs_grad(e, n, s->slot)) continue;
      if (walk_edge(e, n)) return -1;
      if (one_edge) return s->slot++, 1;
    }
    s->waiting--;
  }
  return 0;
}

static int32_t fail_idle(cr_engine *e) {
  return cr_fail(e, CR_AUTOGRAD, "no backward is running: begin one first");
}

int32_t cr_backward_step(cr_engine *e) {
  if (!e->sweep.running) return fail_idle(e);
  const int32_t walked = walk_on(e, 0, 1);
  return walked ? walked : finish(e, 1);
}

int32_t cr_backward_to(cr_engine *e, cr_id id) {
  return e->sweep.running ? walk_on(e, id, 0) : fail_idle(e);
}

int32_t cr_backward_drop(cr_engine *e) {
  return e->sweep.running ? finish(e, 0) : fail_idle(e);
}

real *cr_sweep_grad(cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? grad_of(e, n) : NULL;
}

int32_t cr_backward(cr_engine *e, cr_id id, cr_id upstream, int32_t retain) {
  return cr_backward_begin(e, id, upstream, retain) || walk_on(e, 0, 0) ? -1 : finish(e, 1);
}

cr_id cr_edge_node(const cr_engine *e) {
  return e->sweep.edge_node;
}

int32_t cr_edge_slot(const cr_engine *e) {
  return e->sweep.edge_slot;
}

static real *edge_buffer(cr_engine *e, int32_t size) {
  real *edge = reserve(e, &e->edge, (size_t)size * sizeof(real));
  if (edge) fill(edge, size, (real)-0.0);
  return edge;
}

// Upstream 1 for every element, on the tape until the caller's mark.
static const real *ones(cr_engine *e, int32_t size) {
  real *g = arena_take(&e->tape, (size_t)size * sizeof *g);
  if (g) fill(g, size, 1);
  else fail_memory(e);
  return g;
}

static const real *accumulated(const cr_engine *e, const node *input, real *into) {
  const node *before = input->op || !e->sweep.running ? NULL : node_at(e, input->in.grad);
  for (int32_t k = 0; k < input->size; k++) {
    into[k] += before ? before->value[k] : (real)-0.0;
    into[k] += input->grad[k];
  }
  return into;
}

const real *cr_edge(cr_engine *e, cr_id id, int32_t slot, int32_t part) {
  node *n = node_or_fail(e, id);
  if (!n || !n->op || slot < 0 || slot >= n->inputs || !vjp_of(n->op, slot)) return NULL;
  const node *input = node_of(e, node_inputs(n)[slot]);
  if (input->dtype != CR_REAL || part < CR_LOCAL || part > CR_ACCUMULATED) return NULL;
  if (part == CR_CONTRIBUTION && !grad_of(e, n)) return NULL;
  if (part == CR_ACCUMULATED && !grad_of(e, input)) return NULL;
  real *into = edge_buffer(e, input->size);
  if (!into || part == CR_ACCUMULATED) return into ? accumulated(e, input, into) : NULL;
  const arena_mark before = arena_here(&e->tape);
  struct cr_program *recorded = e->program;
  e->program = NULL;
  const real *g = part == CR_LOCAL ? ones(e, n->size) : n->grad;
  const int32_t failed = !g || edge_add(e, n, slot, g, into, 0);
  e->program = recorded;
  arena_back(&e->tape, before);
  return failed ? NULL : into;
}
