// w4.c: the limit of W4: one step of an MLP 784-128-10 with relu and cross entropy, batch 64. 10 is padded to 12.
#include <emscripten.h>
#include <math.h>
#include "gemm.h"

enum { BATCH = 64, IN = 784, HIDDEN = 128, OUT = 10, PADDED = 12 };

static float x[BATCH][IN], w1[IN][HIDDEN], b1[HIDDEN], w2[HIDDEN][PADDED], b2[PADDED];
static float h[BATCH][HIDDEN], z[BATCH][PADDED], dh[BATCH][HIDDEN], w2t[PADDED][HIDDEN];
static int labels[BATCH];

EMSCRIPTEN_KEEPALIVE float *w4_x(void) {
  return &x[0][0];
}
EMSCRIPTEN_KEEPALIVE int *w4_labels(void) {
  return labels;
}
EMSCRIPTEN_KEEPALIVE float *w4_w1(void) {
  return &w1[0][0];
}
EMSCRIPTEN_KEEPALIVE float *w4_b1(void) {
  return b1;
}
EMSCRIPTEN_KEEPALIVE float *w4_w2(void) {
  return &w2[0][0];
}
EMSCRIPTEN_KEEPALIVE float *w4_b2(void) {
  return b2;
}

static void forward(void) {
  multiply(BATCH, IN, HIDDEN, (matrix){&x[0][0], IN, 1}, &w1[0][0], &h[0][0], 0, 1);
  for (int s = 0; s < BATCH; s++) {
    for (int j = 0; j < HIDDEN; j++) {
      const float sum = h[s][j] + b1[j];
      h[s][j] = sum > 0 ? sum : 0;
    }
  }
  multiply(BATCH, HIDDEN, PADDED, (matrix){&h[0][0], HIDDEN, 1}, &w2[0][0], &z[0][0], 0, 1);
}

// Turns the logits into their gradients; returns the mean loss.
static float cross_entropy(void) {
  float loss = 0;
  for (int s = 0; s < BATCH; s++) {
    float max = -INFINITY, sum = 0;
    for (int j = 0; j < OUT; j++) {
      z[s][j] += b2[j];
      max = z[s][j] > max ? z[s][j] : max;
    }
    const float own = z[s][labels[s]];
    for (int j = 0; j < OUT; j++) sum += z[s][j] = expf(z[s][j] - max);
    loss += logf(sum) + max - own;
    for (int j = 0; j < OUT; j++) z[s][j] = (z[s][j] / sum - (j == labels[s])) / BATCH;
  }
  return loss / BATCH;
}

static void update(float rate) {
  multiply(HIDDEN, BATCH, PADDED, (matrix){&h[0][0], 1, HIDDEN}, &z[0][0], &w2[0][0], 1, -rate);
  multiply(IN, BATCH, HIDDEN, (matrix){&x[0][0], 1, IN}, &dh[0][0], &w1[0][0], 1, -rate);
  for (int s = 0; s < BATCH; s++) {
    for (int j = 0; j < OUT; j++) b2[j] -= rate * z[s][j];
    for (int j = 0; j < HIDDEN; j++) b1[j] -= rate * dh[s][j];
  }
}

// One step on the batch: the loss before the update.
EMSCRIPTEN_KEEPALIVE float w4_step(float rate) {
  forward();
  const float loss = cross_entropy();
  for (int i = 0; i < HIDDEN; i++) {
    for (int j = 0; j < OUT; j++) w2t[j][i] = w2[i][j];
  }
  multiply(BATCH, PADDED, HIDDEN, (matrix){&z[0][0], PADDED, 1}, &w2t[0][0], &dh[0][0], 0, 1);
  for (int s = 0; s < BATCH; s++) {
    for (int j = 0; j < HIDDEN; j++) dh[s][j] = h[s][j] > 0 ? dh[s][j] : 0;
  }
  update(rate);
  return loss;
}
