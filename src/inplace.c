// inplace.c: values that are changed in place, and what that does to a backward that needs the old ones.
#include <string.h>

#include "engine.h"

// The change of `id` since the newest node was recorded, if it was noted already; NULL: it was not.
static mutation *same_mutation(const cr_engine *e, cr_id id) {
  for (int32_t k = e->mutation_count; k > 0; k--) {
    mutation *m = &e->mutations[k - 1];
    if (m->last_reader != e->count || m->by) return NULL;
    if (m->id == id) return m;
  }
  return NULL;
}

int32_t reserve_mutations(cr_engine *e, int32_t more) {
  return grow(e, (void **)&e->mutations, &e->mutation_room, e->mutation_count + more, sizeof *e->mutations);
}

static int32_t note_mutation(cr_engine *e, cr_id id, cr_id by) {
  const int32_t count = e->mutation_count;
  mutation *same = by ? NULL : same_mutation(e, id);
  if (same) {
    same->times++;
  } else {
    if (grow(e, (void **)&e->mutations, &e->mutation_room, count, sizeof *e->mutations)) return -1;
    const cr_id last_reader = by ? by - 1 : e->count;
    e->mutations[e->mutation_count++] = (mutation){id, last_reader, by, 1};
    if (last_reader > e->last_change) e->last_change = last_reader;
  }
  node_of(e, id)->version++;
  note_changed(e, id);
  return 0;
}

// Both tensors of a change in place: of one shape, and what goes in must fit the dtype. 0, or -1 after cr_fail.
static int32_t take_pair(cr_engine *e, cr_id to, cr_id from, node **target, node **source) {
  *target = node_or_fail(e, to);
  *source = *target ? node_or_fail(e, from) : NULL;
  if (!*source) return -1;
  const node *a = *target, *b = *source;
  if (a->dtype != CR_REAL && (b->dtype == CR_REAL || b->dtype < a->dtype)) {
    return cr_fail(e, CR_BAD_DTYPE, "result type %t can't be cast to the desired output type %t", dtype_name(b->dtype),
                   dtype_name(a->dtype));
  }
  if (same_shape(a, b)) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "output with shape %s doesn't match the broadcast shape %s", (int32_t)a->ndim,
                 a->shape, (int32_t)b->ndim, b->shape);
}

int32_t cr_assign(cr_engine *e, cr_id to, cr_id from, int32_t silent) {
  node *n, *source;
  if (take_pair(e, to, from, &n, &source) || (!silent && note_mutation(e, to, 0))) return -1;
  note_use(e, to);
  note_use(e, from);
  if (n->dtype != CR_REAL || source->dtype == CR_REAL) {
    memmove(n->value, source->value, value_bytes(n));
    note_copy(e, n->value, source->value, value_bytes(n));
  } else {
    for (int32_t k = 0; k < n->size; k++) n->value[k] = (real)source->ints[k];
    note_failure(e, CR_BAD_OP);
  }
  n->flags |= NODE_FRESH;
  return 0;
}

int32_t cr_fill(cr_engine *e, cr_id id, double value) {
  node *n = node_or_fail(e, id);
  if (!n || note_mutation(e, id, 0)) return -1;
  if (n->dtype == CR_REAL) {
    fill(n->value, n->size, (real)value);
    note_fill(e, n->value, n->size, (real)value);
  } else {
    for (int32_t k = 0; k < n->size; k++) n->ints[k] = n->dtype == CR_BOOL ? value != 0 : int_from(value);
    note_failure(e, CR_BAD_OP);
  }
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
    const mutation *m = &e->mutations[i];
    if (m->id == input && m->last_reader >= id) version -= (uint32_t)m->times;
  }
  return version;
}

int32_t cr_binary_into(cr_engine *e, int32_t op, cr_id a, cr_id b) {
  const cr_op *entry = op_at(op);
  node *n = node_or_fail(e, a), *by = n ? node_or_fail(e, b) : NULL;
  if (!by) return -1;
  const int plain = entry && entry->row && entry->inputs == 2 && !entry->attrs && !entry->gives &&
                    n->dtype == CR_REAL && by->dtype == CR_REAL && n->value != by->value;
  if (!plain || (by->size == 1 ? by->ndim > n->ndim : !same_shape(n, by))) return 0;
  if (e->grad_enabled && (n->flags | by->flags) & NODE_GRAD) return 0;
  if (note_mutation(e, a, 0)) return -1;
  note_use(e, b);
  const cr_row row = {.n = n->size,
                      .in = {n->value, by->value},
                      .step = {n->size != 1, by->size != 1},
                      .out = n->value,
                      .rest = digits_beyond(by)};
  entry->row(&row);
  note_row(e, entry, -1, entry->row, &row);
  n->flags |= NODE_FRESH;
  return 1;
}

int32_t cr_changed(cr_engine *e, cr_id id) {
  return node_or_fail(e, id) ? note_mutation(e, id, 0) : -1;
}
