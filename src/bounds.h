// bounds.h: attributes that bound what they stand beside: beside ints they are ints, too.
#ifndef CR_BOUNDS_H
#define CR_BOUNDS_H

#include "op.h"

static inline real reals_bound(const cr_row *r, int32_t k) {
  return (real)r->attr[k];
}

// One that is not given (NaN) is the least int64.
static inline int64_t ints_bound(const cr_row *r, int32_t k) {
  return int_from(r->attr[k]);
}

// The same where it bounds above.
static inline int64_t ints_most(const cr_row *r, int32_t k) {
  return r->attr[k] == r->attr[k] ? int_from(r->attr[k]) : INT64_MAX;
}

#define LOWER(k) _Generic(x, int64_t : ints_bound, default : reals_bound)(r, k)
#define UPPER(k) _Generic(x, int64_t : ints_most, default : reals_bound)(r, k)

#endif
