// adaptive_avg_pool2d.c: The means of as many areas as asked.
#include "pool.h"

static window window_of(const cr_call *c) {
  const cr_view *x = &c->in[0];
  window w = {.in = {x->shape[x->ndim - 2], x->shape[x->ndim - 1]}};
  window_pair(c->attr, w.out);
  return w;
}

static int32_t adaptive_avg_pool2d_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  if (x->ndim != 3 && x->ndim != 4) {
    return cr_fail(e, CR_BAD_SHAPE, "adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got %s", x->ndim, x->shape);
  }
  for (int32_t d = x->ndim - 3; d < x->ndim; d++) {
    if (x->shape[d] > 0) continue;
    return cr_fail(e, CR_BAD_SHAPE,
                   "adaptive_avg_pool2d(): Expected input to have non-zero size for non-batch dimensions, but input "
                   "has sizes %s with dimension %d being empty",
                   x->ndim, x->shape, d);
  }
  const window w = window_of(c);
  pool_dims(x, &w, out);
  if (w.out[0] >= 0 && w.out[1] >= 0) return 0;
  return cr_fail(e, CR_BAD_VALUE,
                 "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but received {%d, %d}",
                 w.out[0], w.out[1]);
}

// Areas overlap where the sizes do not divide.
static pool_area area_of(const cr_call *c, const window *w, int32_t row, int32_t column) {
  const int32_t at[2] = {row, column};
  pool_area a;
  (void)c;
  for (int32_t d = 0; d < 2; d++) {
    a.from[d] = (int32_t)((int64_t)at[d] * w->in[d] / w->out[d]);
    a.to[d] = (int32_t)(((int64_t)(at[d] + 1) * w->in[d] + w->out[d] - 1) / w->out[d]);
    a.divisor[d] = (real)(a.to[d] - a.from[d]);
  }
  return a;
}

static void adaptive_avg_pool2d_forward(const cr_call *c) {
  const window w = window_of(c);
  pool_means(c, &w, area_of);
}

static void adaptive_avg_pool2d_backward(const cr_call *c, int32_t slot) {
  add_zeros(c, slot);
  adaptive_avg_pool2d_forward(c);
}

OP(adaptive_avg_pool2d, 1, "pooling", .value = "mean(areas(x))", .vjp = {"spread(g / n, areas(x))"},
   .attrs = CR_ATTRS({"output_size", "pair", 1}),
   .doc = "The means of output_size areas into which each plane is divided.",
   .grad_fn = "AdaptiveAvgPool2DBackward0", .torch = "torch.nn.functional.adaptive_avg_pool2d")
