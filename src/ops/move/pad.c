// pad.c: Puts a number before and behind the elements of the last dims, or takes some away; the list begins with the last dim.
#include "move.h"

// How many elements come before (0) or behind (1) a dim. The list stands behind the value.
static int32_t padding(const cr_call *c, int32_t dim, int32_t side) {
  const int32_t at = 1 + 2 * (c->in[0].ndim - 1 - dim) + side;
  return at < c->attrs ? int_at(c, at) : 0;
}

static int32_t pad_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  const int32_t length = c->attrs - 1;
  if (length % 2) return cr_fail(e, CR_BAD_SHAPE, "Padding length must be divisible by 2");
  if (length > 2 * x->ndim) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Padding length should be less than or equal to two times the input dimension but got padding length "
                   "%d and input of dimension %d",
                   length, x->ndim);
  }
  dims_like(x, out);
  for (int32_t d = 0; d < x->ndim; d++) {
    const int64_t before = padding(c, d, 0), behind = padding(c, d, 1), size = x->shape[d] + before + behind;
    const int64_t left = x->shape[d] + (before < 0 ? before : 0) + (behind < 0 ? behind : 0);
    if (left < 0) return cr_fail(e, CR_BAD_SHAPE, "narrow(): length must be non-negative.");
    out->size[d] = (int32_t)(size < INT32_MAX ? size : INT32_MAX);
  }
  return 0;
}

// Where in x the k-th element of the result is from; -1: from nowhere.
static int32_t source(const cr_call *c, int32_t k) {
  const cr_view *x = &c->in[0];
  int32_t at = 0;
  for (int32_t d = x->ndim - 1, step = 1; d >= 0; step *= x->shape[d], k /= c->out_shape[d--]) {
    const int32_t index = k % c->out_shape[d] - padding(c, d, 0);
    if (index < 0 || index >= x->shape[d]) return -1;
    at += index * step;
  }
  return at;
}

static void pad_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  const int64_t value = x->dtype == CR_BOOL ? c->attr[0] != 0 : int_from(c->attr[0]);
  for (int32_t k = 0; k < c->out_size; k++) {
    const int32_t at = source(c, k);
    if (x->dtype == CR_REAL) c->out[k] = at < 0 ? (real)c->attr[0] : x->data[at];
    else c->out_ints[k] = at < 0 ? value : x->ints[at];
  }
}

static void pad_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  add_zeros(c, 0);
  for (int32_t k = 0; k < c->out_size; k++) {
    const int32_t at = source(c, k);
    if (at >= 0) c->into[at] += c->g[k];
  }
}

OP(pad, 1, "move", .takes = {CR_TAKES_ALL}, .grad_fn = "ConstantPadNdBackward0", .value = "pad(x, pad, value)", .vjp = {"narrow(g, pad)"},
   .attrs = CR_ATTRS({"pad", "ints", CR_REQUIRED}, {"value", "float", 0}),
   .doc = "Puts a number before and behind the elements of the last dims, or takes some away; the list begins with the last dim.",
   .torch = "torch.nn.functional.pad")
