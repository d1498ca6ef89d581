// division.h: whole division and its remainder, of reals and of ints. Results are those of Python: the quotient is
// rounded down, the remainder has the divisor's sign; fmod's has the dividend's, as in C.
#ifndef CR_DIVISION_H
#define CR_DIVISION_H

#include "op.h"

// Ints by 0 are refused, unless there is nothing to divide, and so are two bools.
static inline int32_t division_shape(cr_engine *e, const cr_call *c, cr_dims *out, const char *kernel) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  if (dims_broadcast(e, a, b, out)) return -1;
  if (out->dtype == CR_BOOL) return cr_fail(e, CR_BAD_DTYPE, "\"%t\" not implemented for 'Bool'", kernel);
  for (int32_t k = 0; out->dtype == CR_INT64 && a->size && k < b->size; k++) {
    if (b->ints[k] == 0) return cr_fail(e, CR_BAD_VALUE, "ZeroDivisionError");
  }
  return 0;
}

// The least int64 by -1 would overflow; modulo 2^64 it is itself.
static inline int64_t ints_fmod(int64_t a, int64_t b) {
  return b == -1 ? 0 : a % b;
}

static inline int64_t ints_mod(int64_t a, int64_t b) {
  const int64_t rest = ints_fmod(a, b);
  return rest && (rest < 0) != (b < 0) ? rest + b : rest;
}

static inline int64_t ints_floor_div(int64_t a, int64_t b) {
  if (b == -1) return (int64_t)(0 - (uint64_t)a);
  return a / b - (a % b && (a < 0) != (b < 0));
}

static inline real reals_fmod(real a, real b) {
  return fmod(a, b);
}

static inline real reals_mod(real a, real b) {
  const real rest = fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

// The quotient without the remainder is nearly whole; PyTorch rounds it so (c10/util/generic_math.h).
static inline real reals_floor_div(real a, real b) {
  if (b == 0) return a / b;
  const real rest = fmod(a, b), quotient = (a - rest) / b - (rest != 0 && (b < 0) != (rest < 0));
  if (quotient == 0) return (real)copysign(0, (double)(a / b));
  return floor(quotient) + (quotient - floor(quotient) > (real)0.5);
}

#undef fmod
#define fmod(a, b) _Generic((a), int64_t : ints_fmod, default : reals_fmod)(a, b)
#define mod(a, b) _Generic((a), int64_t : ints_mod, default : reals_mod)(a, b)
#define floor_div(a, b) _Generic((a), int64_t : ints_floor_div, default : reals_floor_div)(a, b)

#endif
