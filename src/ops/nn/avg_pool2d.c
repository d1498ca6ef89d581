// avg_pool2d.c: The mean of each window.
#include "pool.h"

// Attributes as cr_apply passes them.
enum { CEIL = 6, COUNT_PADDING, DIVISOR };

static window window_of(const cr_call *c) {
  return pool_window(c, NULL, c->attr[CEIL] != 0);
}

static int32_t avg_pool2d_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const window w = window_of(c);
  if (c->attr[DIVISOR] == 0) return cr_fail(e, CR_BAD_VALUE, "divisor must be not zero");
  return pool_shape(e, c, &w, out);
}

static pool_area area_of(const cr_call *c, const window *w, int32_t row, int32_t column) {
  const int32_t at[2] = {row, column};
  const double divisor = c->attr[DIVISOR];
  int32_t padded = 1, plain = 1;
  pool_area a;
  for (int32_t d = 0; d < 2; d++) {
    const int32_t from = at[d] * w->stride[d] - w->pad[d], end = w->in[d] + w->pad[d];
    const int32_t to = from + w->kernel[d] < end ? from + w->kernel[d] : end;
    padded *= to - from;
    a.from[d] = from > 0 ? from : 0;
    a.to[d] = to < w->in[d] ? to : w->in[d];
    plain *= a.to[d] - a.from[d];
  }
  a.divisor[0] = divisor == divisor ? (real)divisor : (real)(c->attr[COUNT_PADDING] != 0 ? padded : plain);
  a.divisor[1] = 1;
  return a;
}

static void avg_pool2d_forward(const cr_call *c) {
  const window w = window_of(c);
  pool_means(c, &w, area_of);
}

static void avg_pool2d_backward(const cr_call *c, int32_t slot) {
  add_zeros(c, slot);
  avg_pool2d_forward(c);
}

OP(avg_pool2d, 1, "pooling", .value = "mean(windows(x))", .vjp = {"spread(g / n, windows(x))"},
   .attrs = CR_ATTRS(POOL_ATTRS, {"ceil_mode", "bool", 0}, {"count_include_pad", "bool", 1},
                     {"divisor_override", "int", NAN}),
   .doc = "The mean of each window that moves over the planes.", .grad_fn = "AvgPool2DBackward0", .torch = "torch.nn.functional.avg_pool2d")
