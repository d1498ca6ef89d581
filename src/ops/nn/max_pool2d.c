// max_pool2d.c: The largest element of each window.
#include "pool.h"

// Attributes as cr_apply passes them.
enum { DILATION = 6, CEIL = 8 };

static window window_of(const cr_call *c) {
  return pool_window(c, c->attr + DILATION, c->attr[CEIL] != 0);
}

static int32_t max_pool2d_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const window w = window_of(c);
  return pool_shape(e, c, &w, out);
}

// The first place at or after `at` that is not in the padding.
static int32_t inside(int32_t at, int32_t step) {
  return at < 0 ? at + (-at + step - 1) / step * step : at;
}

// Where in the plane the window's maximum stands: of equal ones the first; NaN counts as the largest.
// -1: a window of which only padding is left.
static int32_t place_of_largest(const window *w, const real *plane, int32_t row, int32_t column) {
  const int32_t top = row * w->stride[0] - w->pad[0], left = column * w->stride[1] - w->pad[1];
  const int32_t bottom = top + window_reach(w, 0), right = left + window_reach(w, 1);
  const int32_t first = inside(left, w->dilation[1]);
  int32_t best = -1;
  for (int32_t y = inside(top, w->dilation[0]); y < bottom && y < w->in[0]; y += w->dilation[0]) {
    for (int32_t x = first; x < right && x < w->in[1]; x += w->dilation[1]) {
      const int32_t at = y * w->in[1] + x;
      if (best < 0 || plane[at] > plane[best] || plane[at] != plane[at]) best = at;
    }
  }
  return best;
}

// Forward takes the largest of each window; backward gives it the window's upstream.
static void walk(const cr_call *c) {
  const window w = window_of(c);
  const int32_t windows = w.out[0] * w.out[1];
  for (int32_t k = 0; k < c->out_size; k++) {
    const int32_t start = k / windows * w.in[0] * w.in[1];
    const int32_t at = place_of_largest(&w, c->in[0].data + start, k % windows / w.out[1], k % w.out[1]);
    if (!c->into) c->out[k] = at < 0 ? -HUGE_VALF : c->in[0].data[start + at];
    else if (at >= 0) c->into[start + at] += c->g[k];
  }
}

static void max_pool2d_forward(const cr_call *c) {
  walk(c);
}

static void max_pool2d_backward(const cr_call *c, int32_t slot) {
  add_zeros(c, slot);
  walk(c);
}

OP(max_pool2d, 1, "pooling", .value = "max(windows(x))", .vjp = {"scatter(g, argmax(windows(x)))"},
   .attrs = CR_ATTRS(POOL_ATTRS, {"dilation", "pair", 1}, {"ceil_mode", "bool", 0}),
   .doc = "The largest element of each window that moves over the planes.", .grad_fn = "MaxPool2DWithIndicesBackward0", .torch = "torch.nn.functional.max_pool2d")
