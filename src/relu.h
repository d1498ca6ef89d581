// relu.h: the larger of x and 0.
#ifndef CR_RELU_H
#define CR_RELU_H

#include "op.h"

// relu(-0) is -0, as in PyTorch. LLVM makes wasm's f32.max, for which it is 0, of x < 0 ? 0 : x, but not of this.
static inline real reals_max(real x, real least) {
  return x + x < least ? least : x;
}

static inline int64_t ints_max(int64_t x, int64_t least) {
  return x < least ? least : x;
}

#define max(x, least) _Generic((x), int64_t : ints_max, default : reals_max)(x, least)

#endif
