// relu.h: the larger of x and 0.
#ifndef CR_RELU_H
#define CR_RELU_H

#include "op.h"

// relu(-0) is -0, as in PyTorch. LLVM makes wasm's f32.max, for which it is 0, of x < 0 ? 0 : x, but not of this.
static inline real max(real x, real least) {
  return x + x < least ? least : x;
}

#endif
