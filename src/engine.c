// engine.c: opens and closes an engine, and makes leaves and parameters.
#include "engine.h"

#include <stdlib.h>
#include <string.h>

cr_engine *cr_open(void) {
  cr_engine *e = malloc(sizeof *e);
  if (!e) return NULL;
  *e = (cr_engine){.grad_enabled = 1, .budget = SIZE_MAX, .limit = SIZE_MAX};
  random_seed(&e->random, 5489);
  return e;
}

void cr_close(cr_engine *e) {
  if (!e) return;
  program_drop(e);
  for (int32_t i = 0; i < e->params_used; i++) free(e->params[i]);
  free(e->params);
  free(e->chunks);
  free(e->mutations);
  free(e->reached);
  free(e->scratch.data);
  free(e->edge.data);
  free(e->operands.data);
  free(e->page.data);
  arena_free(&e->tape);
  free(e);
}

void cr_reset(cr_engine *e) {
  note_failure(e, CR_BAD_OP);
  arena_reset(&e->tape);
  e->count = 0;
  e->next = e->end = NULL;
  e->mutation_count = 0;
  e->last_change = 0;
  e->limit = e->budget;
  e->sweep = (sweep){.number = e->sweep.number + 1};
  for (int32_t i = 0; i < e->params_used; i++) {
    if (e->params[i]) e->params[i]->flags &= (uint8_t)~NODE_TAPED;
  }
}

int32_t grow(cr_engine *e, void **items, int32_t *room, int32_t at, size_t size) {
  if (at < *room) return 0;
  const int32_t wanted = at < 8 ? 16 : at * 2;
  void *more = malloc((size_t)wanted * size);
  if (!more) return fail_memory(e);
  if (*items) memcpy(more, *items, (size_t)*room * size);
  free(*items);
  *items = more;
  *room = wanted;
  return 0;
}

node *node_or_fail(cr_engine *e, cr_id id) {
  node *n = node_at(e, id);
  if (!n) cr_fail(e, CR_BAD_ID, "there is no tensor %d on this engine: it may be from before a reset", id);
  return n;
}

cr_view node_view(const node *n) {
  return (cr_view){.ndim = n->ndim,
                   .size = n->size,
                   .shape = n->shape,
                   .data = n->value,
                   .dtype = n->dtype,
                   .constant = (n->flags & NODE_CONSTANT) != 0};
}

int same_shape(const node *a, const node *b) {
  int same = a->ndim == b->ndim;
  for (int32_t d = 0; same && d < a->ndim; d++) same = a->shape[d] == b->shape[d];
  return same;
}

void fill(real *to, int32_t count, real value) {
  for (int32_t k = 0; k < count; k++) to[k] = value;
}

static int64_t data_bytes(int32_t count, int32_t dtype) {
  const int64_t each = dtype == CR_REAL ? sizeof(real) : sizeof(int64_t);
  return (count * each + 7) & ~(int64_t)7;
}

// Bytes of the elements and, behind them, the shape.
static int64_t bytes_for(int32_t count, int32_t ndim, int32_t dtype) {
  return data_bytes(count, dtype) + ndim * (int64_t)sizeof(int32_t);
}

// The same, checked; -1 after cr_fail.
static int64_t room_for(cr_engine *e, const cr_dims *dims, int32_t *count) {
  *count = dims_count(e, dims->ndim, dims->size);
  if (*count < 0) return -1;
  const int64_t bytes = bytes_for(*count, dims->ndim, dims->dtype);
  if (bytes <= PTRDIFF_MAX - 4096) return bytes;
  return fail_room(e, dims->ndim, dims->size);
}

static void lay_out(node *n, const cr_dims *dims, int32_t count, void *room) {
  *n = (node){.value = room, .size = count, .ndim = (uint8_t)dims->ndim, .dtype = (uint8_t)dims->dtype};
  int32_t *shape = (int32_t *)((char *)room + data_bytes(count, dims->dtype));
  memcpy(shape, dims->size, (size_t)dims->ndim * sizeof *shape);
  n->shape = shape;
}

int32_t next_chunk(cr_engine *e) {
  const int32_t chunk = e->count / CHUNK;
  if (e->count >= INT32_MAX - CHUNK) return fail_memory(e);
  if (grow(e, (void **)&e->chunks, &e->chunk_room, chunk, sizeof *e->chunks)) return -1;
  node *start = arena_take(&e->tape, CHUNK * sizeof(node));
  if (!start) return fail_memory(e);
  e->chunks[chunk] = e->next = start;
  e->end = start + CHUNK;
  return 0;
}

tape_mark tape_here(const cr_engine *e) {
  return (tape_mark){arena_here(&e->tape), e->count};
}

void tape_back(cr_engine *e, tape_mark mark) {
  const int32_t at = mark.count % CHUNK;
  note_failure(e, CR_BAD_OP);
  arena_back(&e->tape, mark.arena);
  e->count = mark.count;
  e->next = at ? &e->chunks[mark.count / CHUNK][at] : NULL;
  e->end = at ? e->next + CHUNK - at : NULL;
}

node *node_push(cr_engine *e, const cr_dims *dims, cr_id *id) {
  int32_t count;
  const int64_t bytes = room_for(e, dims, &count);
  if (bytes < 0) return NULL;
  const tape_mark before = tape_here(e);
  node *n = node_next(e);
  void *room = n ? arena_take(&e->tape, (size_t)bytes) : NULL;
  if (n && !room) fail_room(e, dims->ndim, dims->size);
  if (!room) {
    tape_back(e, before);
    return NULL;
  }
  lay_out(n, dims, count, room);
  *id = node_done(e, n);
  return n;
}

static int32_t dims_from(cr_engine *e, int32_t ndim, const int32_t *shape, cr_dims *dims) {
  *dims = (cr_dims){.ndim = ndim};
  if (dims_count(e, ndim, shape) < 0) return -1;
  for (int32_t d = 0; d < ndim; d++) dims->size[d] = shape[d];
  return 0;
}

size_t value_bytes(const node *n) {
  return (size_t)n->size * (n->dtype == CR_REAL ? sizeof(real) : sizeof(int64_t));
}

static void set_data(node *n, const void *data) {
  if (data) memcpy(n->value, data, value_bytes(n));
  else memset(n->value, 0, value_bytes(n));
}

cr_id cr_scalar(cr_engine *e, double value) {
  node *n = node_next(e);
  if (!n) return 0;
  const real one = (real)value, rest = one - one == 0 ? (real)(value - (double)one) : 0;
  *n = (node){.value = &n->one, .one = one, .one_grad = rest, .size = 1, .flags = NODE_CONSTANT};
  return node_done(e, n);
}

static cr_id leaf(cr_engine *e, int32_t ndim, const int32_t *shape, const void *data, int32_t dtype) {
  cr_dims dims;
  cr_id id = 0;
  if (dims_from(e, ndim, shape, &dims)) return 0;
  dims.dtype = dtype;
  node *n = node_push(e, &dims, &id);
  if (n) set_data(n, data);
  return id;
}

cr_id cr_tensor(cr_engine *e, int32_t ndim, const int32_t *shape, const cr_real *data) {
  return leaf(e, ndim, shape, data, CR_REAL);
}

cr_id cr_int_tensor(cr_engine *e, int32_t ndim, const int32_t *shape, const int64_t *data, int32_t dtype) {
  if (dtype == CR_INT64 || dtype == CR_BOOL) return leaf(e, ndim, shape, data, dtype);
  cr_fail(e, CR_BAD_DTYPE, "a tensor of ints has dtype %d or %d, but got %d", CR_INT64, CR_BOOL, dtype);
  return 0;
}

cr_id cr_stub(cr_engine *e, int32_t ndim, const int32_t *shape, int32_t used) {
  const cr_id id = cr_tensor(e, ndim, shape, NULL);
  if (id) node_of(e, id)->flags = NODE_GRAD | NODE_STUB | (used ? NODE_USED : 0);
  return id;
}

// The index of the first free place among the parameters; -1 after cr_fail.
static int32_t free_place(cr_engine *e) {
  while (e->param_free < e->params_used && e->params[e->param_free]) e->param_free++;
  if (e->param_free < e->params_used) return e->param_free;
  return grow(e, (void **)&e->params, &e->param_room, e->params_used, sizeof *e->params) ? -1 : e->params_used;
}

cr_id cr_param(cr_engine *e, int32_t ndim, const int32_t *shape, const cr_real *data, int32_t requires_grad) {
  cr_dims dims;
  int32_t count;
  const int64_t bytes = dims_from(e, ndim, shape, &dims) ? -1 : room_for(e, &dims, &count);
  const int32_t place = bytes < 0 ? -1 : free_place(e);
  if (place < 0) return 0;
  node *n = malloc(sizeof *n + (size_t)bytes);
  if (!n) {
    fail_room(e, ndim, shape);
    return 0;
  }
  lay_out(n, &dims, count, n + 1);
  set_data(n, data);
  n->flags = NODE_FRESH | (requires_grad ? NODE_GRAD : 0);
  e->params[place] = n;
  if (place == e->params_used) e->params_used++;
  e->param_bytes += sizeof *n + (size_t)bytes;
  return -1 - place;
}

int32_t cr_free(cr_engine *e, cr_id param) {
  node *n = node_or_fail(e, param < 0 ? param : 0);
  if (!n) return -1;
  if (n->flags & NODE_TAPED) return cr_fail(e, CR_BAD_ID, "the tape uses parameter %d: reset it first", param);
  if (n->number) return cr_fail(e, CR_BAD_ID, "a program uses parameter %d: free it first", param);
  node *owner = node_at(e, n->in.owner), *grad = node_at(e, n->in.grad);
  if (owner) owner->in.grad = 0;
  if (grad) grad->in.owner = 0;
  for (int32_t i = 0; n->flags & NODE_SHARED && i < e->params_used; i++) {
    if (e->params[i] && e->params[i]->in.grad == param) e->params[i]->in.grad = 0;
  }
  e->param_bytes -= sizeof *n + (size_t)bytes_for(n->size, n->ndim, n->dtype);
  free(n);
  const int32_t place = -(param + 1);
  e->params[place] = NULL;
  if (place < e->param_free) e->param_free = place;
  while (e->params_used && !e->params[e->params_used - 1]) e->params_used--;
  return 0;
}

int32_t cr_take_fresh(cr_engine *e, cr_id param) {
  node *n = node_at(e, param);
  if (!n || param > 0) return 0;
  const int32_t fresh = n->flags & NODE_FRESH;
  n->flags &= (uint8_t)~NODE_FRESH;
  return fresh != 0 || n->number != 0 || n->in.owner != 0 || n->flags & NODE_SHARED;
}

void *reserve(cr_engine *e, buffer *b, size_t bytes) {
  if (b->data && bytes <= b->size) return b->data;
  free(b->data);
  b->data = malloc(bytes ? bytes : 1);
  b->size = b->data ? bytes : 0;
  if (!b->data) fail_memory(e);
  return b->data;
}

void *cr_scratch(cr_engine *e, size_t bytes) {
  return reserve(e, &e->scratch, bytes);
}
