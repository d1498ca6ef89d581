// page.c: hands out what the tape holds, many nodes at a time, to a caller who keeps it across a cr_reset.
#include <string.h>

#include "engine.h"

typedef struct {
  char *start;
  size_t at;
} block;

static size_t aligned(size_t at, size_t size) {
  return (at + size - 1) & ~(size - 1);
}

static size_t element_size(const node *n) {
  return n->dtype == CR_REAL ? sizeof(real) : sizeof(int64_t);
}

static inline int is_written(const node *n, int32_t largest) {
  return n->op ? n->size <= largest : largest == INT32_MAX && n->flags & NODE_CONSTANT;
}

// What these nodes' values and shapes take at most, with the space between them.
static size_t room_for_page(const cr_engine *e, cr_id first, int32_t count, int32_t largest) {
  size_t bytes = 2 * sizeof(int32_t) * (size_t)count;
  const node *n = NULL;
  for (int32_t k = 0; k < count; k++) {
    n = node_from_before(e, n, first + k);
    if (is_written(n, largest)) bytes += (size_t)n->size * sizeof(int64_t) + (CR_MAX_DIMS + 4) * sizeof(int32_t);
  }
  return bytes;
}

static inline int32_t write_value(block *b, const node *n) {
  const size_t place = aligned(b->at, sizeof(int32_t)), shape = n->ndim * sizeof(int32_t);
  const size_t data = aligned(place + shape, element_size(n));
  if (shape) memcpy(b->start + place, n->shape, shape);
  if (n->value == &n->one) {
    memcpy(b->start + data, &n->one, sizeof n->one);
    b->at = data + sizeof n->one;
  } else {
    memcpy(b->start + data, n->value, value_bytes(n));
    b->at = data + value_bytes(n);
  }
  return (int32_t)place;
}

const void *cr_page(cr_engine *e, cr_id first, int32_t count, int32_t largest) {
  if (first < 1 || count < 1 || count > e->count || first > e->count - count + 1) return node_or_fail(e, 0), NULL;
  block b = {reserve(e, &e->page, room_for_page(e, first, count, largest)), 2 * sizeof(int32_t) * (size_t)count};
  if (!b.start) return NULL;
  int32_t *facts = (int32_t *)b.start, *places = facts + count;
  const node *n = NULL;
  for (int32_t k = 0; k < count; k++) {
    n = node_from_before(e, n, first + k);
    facts[k] = facts_of(n) | n->ndim << CR_NDIM_SHIFT | n->dtype << CR_DTYPE_SHIFT;
    places[k] = is_written(n, largest) ? write_value(&b, n) : 0;
  }
  e->page_bytes = b.at;
  return b.start;
}

size_t cr_page_bytes(const cr_engine *e) {
  return e->page_bytes;
}

// Whether backward may still be asked to walk through it.
static int is_unspent(const node *n) {
  return n->op && n->flags & NODE_GRAD && !(n->flags & NODE_USED);
}

int32_t cr_unspent(const cr_engine *e) {
  int32_t count = 0;
  const node *n = NULL;
  for (cr_id id = 1; id <= e->count; id++) {
    n = node_from_before(e, n, id);
    count += is_unspent(n);
  }
  return count;
}

int32_t cr_changed_nodes(const cr_engine *e) {
  int32_t count = 0;
  for (int32_t k = 0; k < e->mutation_count; k++) count += e->mutations[k].id > 0;
  return count;
}
