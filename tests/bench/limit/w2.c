// w2.c: the limit of W2: micrograd's moons demo, an MLP 2-16-16-1 with relu, as fused layers.
#include <emscripten.h>
#include <string.h>
#include "gemm.h"

enum { SAMPLES = 100, WIDTH = 16 };

static float x[SAMPLES][2], y[SAMPLES];
static struct { float w1[2][WIDTH], b1[WIDTH], w2[WIDTH][WIDTH], b2[WIDTH], w3[WIDTH], b3; } p, g;
static float h1[SAMPLES][WIDTH], h2[SAMPLES][WIDTH], d1[SAMPLES][WIDTH], d2[SAMPLES][WIDTH], w2t[WIDTH][WIDTH];

EMSCRIPTEN_KEEPALIVE float *w2_x(void) {
  return &x[0][0];
}
EMSCRIPTEN_KEEPALIVE float *w2_y(void) {
  return y;
}
EMSCRIPTEN_KEEPALIVE float *w2_parameters(void) {
  return &p.w1[0][0];
}

static void forward(void) {
  for (int s = 0; s < SAMPLES; s++) {
    for (int j = 0; j < WIDTH; j++) {
      const float sum = x[s][0] * p.w1[0][j] + x[s][1] * p.w1[1][j] + p.b1[j];
      h1[s][j] = sum > 0 ? sum : 0;
    }
  }
  multiply(SAMPLES, WIDTH, WIDTH, (matrix){&h1[0][0], WIDTH, 1}, &p.w2[0][0], &h2[0][0], 0, 1);
}

// The rest of forward and the loss, and backward down to the second layer's sums.
static float top(void) {
  float loss = 0;
  for (int s = 0; s < SAMPLES; s++) {
    float score = p.b3;
    for (int j = 0; j < WIDTH; j++) {
      const float sum = h2[s][j] + p.b2[j];
      h2[s][j] = sum > 0 ? sum : 0;
      score += h2[s][j] * p.w3[j];
    }
    const float margin = 1 - y[s] * score;
    const float d = margin > 0 ? -y[s] / SAMPLES : 0;
    loss += margin > 0 ? margin : 0;
    g.b3 += d;
    for (int j = 0; j < WIDTH; j++) {
      g.w3[j] += d * h2[s][j];
      d2[s][j] = h2[s][j] > 0 ? d * p.w3[j] : 0;
      g.b2[j] += d2[s][j];
    }
  }
  return loss / SAMPLES;
}

static void bottom(void) {
  for (int i = 0; i < WIDTH; i++) {
    for (int j = 0; j < WIDTH; j++) w2t[j][i] = p.w2[i][j];
  }
  multiply(WIDTH, SAMPLES, WIDTH, (matrix){&h1[0][0], 1, WIDTH}, &d2[0][0], &g.w2[0][0], 0, 1);
  multiply(SAMPLES, WIDTH, WIDTH, (matrix){&d2[0][0], WIDTH, 1}, &w2t[0][0], &d1[0][0], 0, 1);
  for (int s = 0; s < SAMPLES; s++) {
    for (int j = 0; j < WIDTH; j++) {
      const float d = h1[s][j] > 0 ? d1[s][j] : 0;
      g.w1[0][j] += d * x[s][0];
      g.w1[1][j] += d * x[s][1];
      g.b1[j] += d;
    }
  }
}

// One epoch: the loss before the update, with L2 regularisation as the demo has it.
EMSCRIPTEN_KEEPALIVE float w2_epoch(float rate) {
  memset(&g, 0, sizeof g);
  forward();
  float loss = top(), squares = 0;
  bottom();
  float *parameter = &p.w1[0][0];
  const float *gradient = &g.w1[0][0];
  for (unsigned i = 0; i < sizeof p / sizeof(float); i++) {
    squares += parameter[i] * parameter[i];
    parameter[i] -= rate * (gradient[i] + 2e-4f * parameter[i]);
  }
  return loss + 1e-4f * squares;
}
