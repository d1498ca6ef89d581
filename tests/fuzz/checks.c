// checks.c: what must hold before and after each call of the C API.
#include <string.h>

#include "engine.h"
#include "fuzz.h"

static uint64_t state_before;

void before(run *r, bool sweeps) {
  r->e->code = CR_OK;
  r->e->message[0] = '\0';
  state_before = state_of(r->e, sweeps);
  const int32_t fails = below(r, 24);
  if (fails == 0) fail_allocation(1 + below(r, 6), below(r, 2));
}

void after(run *r, bool failed, bool sweeps) {
  fail_allocation(0, false);
  const int32_t code = cr_error(r->e);
  if (!failed) return;
  require(code > CR_OK && code <= CR_OUT_OF_RANGE, "a failed call has a code");
  require(cr_message(r->e)[0] != '\0', "a failed call has a sentence");
  require(memchr(cr_message(r->e), '\0', SENTENCE) != NULL, "a sentence ends");
  require(state_of(r->e, sweeps) == state_before, "a failed call changes nothing");
}

void check_tensor(const run *r, cr_id id) {
  if (!id) return;
  int64_t count = 1;
  for (int32_t d = 0; d < cr_ndim(r->e, id); d++) count *= cr_shape(r->e, id)[d];
  require(count == cr_size(r->e, id), "sizes make the count");
  require(id < 0 || id == cr_tape_nodes(r->e), "a result is the newest node");
  const int32_t dtype = cr_dtype_of(r->e, id);
  require(dtype == CR_REAL || !cr_requires_grad(r->e, id), "only reals require grad");
  if (dtype != CR_BOOL) return;
  for (int32_t k = 0; k < count; k++) require(cr_int_data(r->e, id)[k] >> 1 == 0, "a bool is 0 or 1");
}

void fill_new(run *r, cr_id id) {
  const int32_t first = byte(r), every = 1 + below(r, 5), dtype = cr_dtype_of(r->e, id);
  const double odd = any_number(r);
  for (int32_t k = 0; k < cr_size(r->e, id); k++) {
    const int32_t small = (first + k * 37) % 11 - 4;
    const double number = k % every ? small / 4.0 : odd;
    if (dtype == CR_REAL) cr_data(r->e, id)[k] = (cr_real)number;
    else cr_int_data(r->e, id)[k] = dtype == CR_BOOL ? small & 1 : k % every ? small : int_from(odd);
  }
}
