// relu.c: Keeps what is positive; the derivative at the kink is 0.
#include "op.h"

// relu(-0) is 0 here and -0 in PyTorch: LLVM makes wasm's f32.max of any plain way to write it.
OP_UNARY(relu, x <= 0 ? 0 : x, y <= 0 ? 0 : g, .doc = "Keeps what is positive; the derivative at the kink is 0.",
         .torch = "torch.relu")
