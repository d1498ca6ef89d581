// inspect.c: what can be read of an engine and its tensors, and the settings of a parameter.
#include "engine.h"

int32_t cr_real_size(void) {
  return (int32_t)sizeof(real);
}

int32_t cr_ndim(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->ndim : -1;
}

const int32_t *cr_shape(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->shape : NULL;
}

int32_t cr_size(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->size : -1;
}

int32_t cr_dtype_of(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->dtype : -1;
}

cr_real *cr_data(cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n && n->dtype == CR_REAL ? n->value : NULL;
}

int64_t *cr_int_data(cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n && n->dtype != CR_REAL ? n->ints : NULL;
}

double cr_item(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  if (!n || !n->size) return 0;
  return n->dtype == CR_REAL ? (double)n->value[0] : (double)n->ints[0];
}

int32_t cr_info(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? facts_of(n) : 0;
}

cr_id cr_input(const cr_engine *e, cr_id id, int32_t slot) {
  const node *n = node_at(e, id);
  return n && n->op && slot >= 0 && slot < n->inputs ? node_inputs(n)[slot] : 0;
}

int32_t cr_attr_count(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->attrs : 0;
}

const double *cr_attrs(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->attr : NULL;
}

uint32_t cr_version(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  return n ? n->version : 0;
}

cr_id cr_grad(const cr_engine *e, cr_id param) {
  const node *n = node_at(e, param);
  return n && param < 0 ? n->in.grad : 0;
}

int32_t cr_set_grad(cr_engine *e, cr_id param, cr_id grad) {
  node *n = node_or_fail(e, param < 0 ? param : 0);
  node *g = grad ? node_or_fail(e, grad < 0 ? grad : 0) : NULL;
  if (!n || (grad && !g)) return -1;
  if (g == n) return cr_fail(e, CR_AUTOGRAD, "can't assign Variable as its own grad");
  if (g && !same_shape(g, n)) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "attempting to assign a gradient of size '%s' to a tensor of size '%s'. Please ensure that the "
                   "gradient and the tensor are the same size",
                   (int32_t)g->ndim, g->shape, (int32_t)n->ndim, n->shape);
  }
  node *old = node_at(e, n->in.grad);
  if (old) old->in.owner = 0;
  if (g) {
    if (g->in.owner) g->flags |= NODE_SHARED;
    g->in.owner = param;
  }
  note_set_grad(e, param, grad);
  n->in.grad = grad;
  return 0;
}

const cr_real *cr_grad_data(const cr_engine *e, cr_id id) {
  const node *n = node_at(e, id);
  if (!n) return NULL;
  const node *grad = id < 0 ? node_at(e, n->in.grad) : NULL;
  return grad ? grad->value : id < 0 ? NULL : grad_of(e, n);
}

int32_t cr_set_requires_grad(cr_engine *e, cr_id param, int32_t on) {
  node *n = node_or_fail(e, param < 0 ? param : 0);
  if (!n) return -1;
  n->flags = (uint8_t)(on ? n->flags | NODE_GRAD : n->flags & ~NODE_GRAD);
  return 0;
}

int32_t cr_tape_nodes(const cr_engine *e) {
  return e->count;
}

const int32_t *cr_newest_size(const cr_engine *e) {
  return &e->newest_size;
}

size_t cr_tape_bytes(const cr_engine *e) {
  return e->tape.used;
}

size_t cr_total_bytes(const cr_engine *e) {
  return sizeof *e + e->tape.held + e->param_bytes + e->scratch.size + e->edge.size + e->operands.size + e->page.size +
         (size_t)e->chunk_room * sizeof *e->chunks + (size_t)e->param_room * sizeof *e->params +
         (size_t)e->mutation_room * sizeof *e->mutations + (size_t)e->reached_room * sizeof *e->reached;
}

void cr_set_budget(cr_engine *e, size_t bytes) {
  e->budget = e->limit = bytes ? bytes : SIZE_MAX;
}
