// w1.c: the limit of W1: the seed program as one fused loop.
#include <emscripten.h>

// Trains w on three samples for 100 epochs; returns the sum of the losses that the epochs end with.
EMSCRIPTEN_KEEPALIVE float w1_program(void) {
  static const float xs[] = {1, 2, 3}, ys[] = {2, 4, 6};
  float w = 1, loss = 0, sum = 0;
  for (int epoch = 0; epoch < 100; epoch++) {
    for (int i = 0; i < 3; i++) {
      const float error = w * xs[i] - ys[i];
      loss = error * error;
      w -= 0.01f * (2 * error * xs[i]);
    }
    sum += loss;
  }
  return sum;
}
