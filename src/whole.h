// whole.h: what rounds reals, or takes their size, for ops whose text is compiled for ints, too.
#ifndef CR_WHOLE_H
#define CR_WHOLE_H

#include "op.h"

static inline int64_t ints_same(int64_t v) {
  return v;
}

static inline int64_t ints_abs(int64_t v) {
  return v < 0 ? -v : v;
}

#undef ceil
#undef fabs
#undef floor
#undef trunc
#define ceil(v) _Generic((v), int64_t : ints_same, default : CR_LIBM(ceil))(v)
#define fabs(v) _Generic((v), int64_t : ints_abs, default : CR_LIBM(fabs))(v)
#define floor(v) _Generic((v), int64_t : ints_same, default : CR_LIBM(floor))(v)
#define trunc(v) _Generic((v), int64_t : ints_same, default : CR_LIBM(trunc))(v)

#endif
