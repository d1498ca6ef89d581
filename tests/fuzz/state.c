// state.c: everything that can be read of an engine, as one number.
#include <string.h>

#include "engine.h"
#include "fuzz.h"

enum { PARAMS = 128 };  // ids down to which parameters are looked for

static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15;
  return hash ^ hash >> 29;
}

static uint64_t mix_bytes(uint64_t hash, const void *data, size_t bytes) {
  if (!data) return mix(hash, 1);
  const char *at = data;
  uint64_t word = 0;
  for (; bytes >= sizeof word; at += sizeof word, bytes -= sizeof word) {
    memcpy(&word, at, sizeof word);
    hash = mix(hash, word);
  }
  word = 0;
  memcpy(&word, at, bytes);
  return mix(hash, word);
}

// Reading never changes an engine: cr_data takes one that is not const only because elements may be written.
static const void *elements(const cr_engine *e, cr_id id) {
  cr_engine *engine = (cr_engine *)(uintptr_t)e;
  return cr_dtype_of(e, id) == CR_REAL ? (const void *)cr_data(engine, id) : cr_int_data(engine, id);
}

static uint64_t mix_tensor(uint64_t hash, const cr_engine *e, cr_id id, bool during_sweep) {
  const size_t each = cr_dtype_of(e, id) == CR_REAL ? sizeof(cr_real) : sizeof(int64_t);
  const size_t size = (size_t)cr_size(e, id);
  hash = mix(hash, (uint64_t)(cr_info(e, id) << 8 | cr_dtype_of(e, id) << 4 | cr_ndim(e, id)));
  hash = mix_bytes(hash, cr_shape(e, id), (size_t)cr_ndim(e, id) * sizeof(int32_t));
  hash = mix_bytes(hash, elements(e, id), size * each);
  hash = mix_bytes(hash, cr_attrs(e, id), (size_t)cr_attr_count(e, id) * sizeof(double));
  hash = mix(hash, cr_version(e, id));
  // Whether a parameter is fresh or in use decides what cr_take_fresh and cr_free will answer.
  hash = mix(hash, node_at(e, id)->flags & (during_sweep ? NODE_FRESH : NODE_FRESH | NODE_TAPED));
  for (int32_t slot = 0; cr_input(e, id, slot); slot++) {
    hash = mix(mix(hash, (uint64_t)cr_input(e, id, slot)), cr_input_version(e, id, slot));
  }
  if (id > 0 && during_sweep) return hash;
  hash = mix(hash, (uint64_t)cr_grad(e, id));
  return mix_bytes(hash, cr_grad_data(e, id), size * sizeof(cr_real));
}

uint64_t state_of(const cr_engine *e, bool during_sweep) {
  const int32_t nodes = cr_tape_nodes(e);
  uint64_t hash = (uint64_t)nodes;
  if (!during_sweep) hash = mix(hash, cr_tape_bytes(e));
  for (cr_id id = -PARAMS; id <= nodes; id++) {
    hash = mix(hash, (uint64_t)id);
    if (cr_ndim(e, id) >= 0) hash = mix_tensor(hash, e, id, during_sweep);
  }
  return hash;
}
