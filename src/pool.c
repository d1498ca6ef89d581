// pool.c: the sizes of poolings, and means of areas.
#include "pool.h"

// Rounding up adds a window that starts inside the plane or its left padding, never one beyond.
static int32_t pooled(const window *w, int32_t d, int ceil_mode) {
  const int32_t s = w->stride[d], room = w->in[d] + 2 * w->pad[d] - window_reach(w, d) + (ceil_mode ? s - 1 : 0);
  if (s <= 0 || room < 0) return 0;
  const int32_t out = room / s + 1;
  return ceil_mode && (out - 1) * s >= w->in[d] + w->pad[d] ? out - 1 : out;
}

window pool_window(const cr_call *c, const double *dilation, int ceil_mode) {
  const cr_view *x = &c->in[0];
  window w = {.dilation = {1, 1}};
  window_pair(c->attr, w.kernel);
  for (int32_t d = 0; d < 2; d++) {
    const double stride = c->attr[2 + d];
    w.stride[d] = stride != stride ? w.kernel[d] : (int32_t)stride;
    w.in[d] = x->ndim < 3 ? 0 : x->shape[x->ndim - 2 + d];
  }
  window_pair(c->attr + 4, w.pad);
  if (dilation) window_pair(dilation, w.dilation);
  for (int32_t d = 0; d < 2; d++) w.out[d] = pooled(&w, d, ceil_mode);
  return w;
}

void pool_dims(const cr_view *x, const window *w, cr_dims *out) {
  dims_like(x, out);
  for (int32_t d = 0; d < 2; d++) out->size[x->ndim - 2 + d] = w->out[d];
}

static int32_t check_steps(cr_engine *e, const window *w) {
  const int32_t *kernel = w->kernel, *stride = w->stride, *dilation = w->dilation;
  if (stride[0] == 0 || stride[1] == 0) return cr_fail(e, CR_BAD_VALUE, "stride should not be zero");
  if (kernel[0] <= 0 || kernel[1] <= 0) {
    return cr_fail(e, CR_BAD_VALUE, "kernel size should be greater than zero, but got kH: %d kW: %d", kernel[0],
                   kernel[1]);
  }
  if (stride[0] < 0 || stride[1] < 0) {
    return cr_fail(e, CR_BAD_VALUE, "stride should be greater than zero, but got dH: %d dW: %d", stride[0], stride[1]);
  }
  if (dilation[0] > 0 && dilation[1] > 0) return 0;
  return cr_fail(e, CR_BAD_VALUE, "dilation should be greater than zero, but got dilationH: %d dilationW: %d",
                 dilation[0], dilation[1]);
}

static int32_t check_padding(cr_engine *e, const window *w) {
  const int32_t *kernel = w->kernel, *pad = w->pad;
  for (int32_t d = 0; d < 2; d++) {
    if (pad[d] < 0) return cr_fail(e, CR_BAD_VALUE, "pad must be non-negative, but got pad: %d", pad[d]);
    if (pad[d] <= window_reach(w, d) / 2) continue;
    return cr_fail(e, CR_BAD_VALUE,
                   "pad should be at most half of effective kernel size, but got pad=%d, kernel_size=%d and "
                   "dilation=%d",
                   pad[d], kernel[d], w->dilation[d]);
  }
  if (pad[0] <= kernel[0] / 2 && pad[1] <= kernel[1] / 2) return 0;
  return cr_fail(e, CR_BAD_VALUE,
                 "pad should be smaller than or equal to half of kernel size, but got padW = %d, padH = %d, kW = %d, "
                 "kH = %d",
                 pad[1], pad[0], kernel[1], kernel[0]);
}

// Only the dim of batches may be 0.
static int32_t check_planes(cr_engine *e, const cr_view *x) {
  int full = x->ndim == 3 || x->ndim == 4;
  for (int32_t d = x->ndim - 3; full && d < x->ndim; d++) full = x->shape[d] > 0;
  if (full) return 0;
  return cr_fail(e, CR_BAD_SHAPE,
                 "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:%s", x->ndim,
                 x->shape);
}

int32_t pool_shape(cr_engine *e, const cr_call *c, const window *w, cr_dims *out) {
  const cr_view *x = &c->in[0];
  if (check_steps(e, w) || check_padding(e, w) || check_planes(e, x)) return -1;
  const int32_t channels = x->shape[x->ndim - 3];
  if (w->out[0] < 1 || w->out[1] < 1) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Given input size: (%dx%dx%d). Calculated output size: (%dx%dx%d). Output size is too small",
                   channels, w->in[0], w->in[1], channels, w->out[0], w->out[1]);
  }
  pool_dims(x, w, out);
  return 0;
}

static real mean_of(const pool_area *a, const real *plane, int32_t width) {
  real sum = 0;
  for (int32_t y = a->from[0]; y < a->to[0]; y++) {
    for (int32_t x = a->from[1]; x < a->to[1]; x++) sum += plane[y * width + x];
  }
  return sum / a->divisor[0] / a->divisor[1];
}

static void spread(const pool_area *a, real g, real *plane, int32_t width) {
  const real share = g / a->divisor[0] / a->divisor[1];
  for (int32_t y = a->from[0]; y < a->to[0]; y++) {
    for (int32_t x = a->from[1]; x < a->to[1]; x++) plane[y * width + x] += share;
  }
}

void pool_means(const cr_call *c, const window *w,
                pool_area (*area_of)(const cr_call *c, const window *w, int32_t row, int32_t column)) {
  const int32_t windows = w->out[0] * w->out[1];
  for (int32_t k = 0; k < c->out_size; k++) {
    const pool_area a = area_of(c, w, k % windows / w->out[1], k % w->out[1]);
    const int32_t start = k / windows * w->in[0] * w->in[1];
    if (c->into) spread(&a, c->g[k], c->into + start, w->in[1]);
    else c->out[k] = mean_of(&a, c->in[0].data + start, w->in[1]);
  }
}
