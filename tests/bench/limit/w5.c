// w5.c: the limit of W5: a chain of scalar ops, each value kept for the way back.
#include <emscripten.h>
static float gradients[2];

EMSCRIPTEN_KEEPALIVE float *w5_gradients(void) {
  return gradients;
}

// Forward and backward through count ops, y = y w and y = y + b in turn; values has room for count + 1.
EMSCRIPTEN_KEEPALIVE float w5_chain(float *values, int count, float w, float b) {
  float up = 1, dw = 0, db = 0;
  values[0] = 1;
  for (int i = 0; i < count; i += 2) {
    values[i + 1] = values[i] * w;
    values[i + 2] = values[i + 1] + b;
  }
  for (int i = count - 2; i >= 0; i -= 2) {
    db += up;
    dw += up * values[i];
    up *= w;
  }
  gradients[0] = dw;
  gradients[1] = db;
  return values[count];
}
