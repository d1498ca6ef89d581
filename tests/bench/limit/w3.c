// w3.c: the limit of W3: TF Playground's spiral, an MLP 2-8-8-1 with tanh, in batches of 10, as fused loops.
#include <emscripten.h>
#include <math.h>
#include <string.h>

enum { SAMPLES = 250, BATCH = 10, WIDTH = 8 };

static float x[SAMPLES][2], y[SAMPLES];
static struct { float w1[2][WIDTH], b1[WIDTH], w2[WIDTH][WIDTH], b2[WIDTH], w3[WIDTH], b3; } p, g;

EMSCRIPTEN_KEEPALIVE float *w3_x(void) {
  return &x[0][0];
}
EMSCRIPTEN_KEEPALIVE float *w3_y(void) {
  return y;
}
EMSCRIPTEN_KEEPALIVE float *w3_parameters(void) {
  return &p.w1[0][0];
}

// Forward and backward of one sample: adds to the gradients.
static float sample(const float *in, float target) {
  float h1[WIDTH], h2[WIDTH], d1[WIDTH], d2[WIDTH], sum = p.b3;
  for (int j = 0; j < WIDTH; j++) h1[j] = in[0] * p.w1[0][j] + in[1] * p.w1[1][j] + p.b1[j];
  for (int j = 0; j < WIDTH; j++) h1[j] = tanhf(h1[j]);
  for (int j = 0; j < WIDTH; j++) h2[j] = p.b2[j];
  for (int i = 0; i < WIDTH; i++) {
    for (int j = 0; j < WIDTH; j++) h2[j] += h1[i] * p.w2[i][j];
  }
  for (int j = 0; j < WIDTH; j++) h2[j] = tanhf(h2[j]);
  for (int j = 0; j < WIDTH; j++) sum += h2[j] * p.w3[j];
  const float out = tanhf(sum), error = out - target, d = error * (1 - out * out);
  g.b3 += d;
  for (int j = 0; j < WIDTH; j++) {
    g.w3[j] += d * h2[j];
    d2[j] = d * p.w3[j] * (1 - h2[j] * h2[j]);
    g.b2[j] += d2[j];
  }
  for (int i = 0; i < WIDTH; i++) {
    float back = 0;
    for (int j = 0; j < WIDTH; j++) {
      g.w2[i][j] += h1[i] * d2[j];
      back += p.w2[i][j] * d2[j];
    }
    d1[i] = back * (1 - h1[i] * h1[i]);
  }
  for (int j = 0; j < WIDTH; j++) {
    g.w1[0][j] += d1[j] * in[0];
    g.w1[1][j] += d1[j] * in[1];
    g.b1[j] += d1[j];
  }
  return error * error / 2;
}

// One epoch; returns the mean loss of its samples, each seen before its batch's update.
EMSCRIPTEN_KEEPALIVE float w3_epoch(float rate) {
  float loss = 0;
  for (int s = 0; s < SAMPLES; s += BATCH) {
    memset(&g, 0, sizeof g);
    for (int k = 0; k < BATCH; k++) loss += sample(x[s + k], y[s + k]);
    float *parameter = &p.w1[0][0];
    const float *gradient = &g.w1[0][0];
    for (unsigned i = 0; i < sizeof p / sizeof(float); i++) parameter[i] -= rate / BATCH * gradient[i];
  }
  return loss / SAMPLES;
}
