// linear.c: A layer's weighted sums: each output is a row of the weight b times the input, plus a bias.
#include "product.h"

// PyTorch multiplies and adds the bias at once (addmm) when the input is a matrix or the bias a vector.
static int is_fused(const cr_call *c) {
  return c->inputs == 3 && (c->in[0].ndim == 2 || c->in[2].ndim == 1);
}

static int32_t rows_of(const cr_view *x) {
  int32_t rows = 1;
  for (int32_t d = 0; d < x->ndim - 1; d++) rows *= x->shape[d];
  return rows;
}

static int32_t check_operands(cr_engine *e, const cr_call *c) {
  const cr_view *x = &c->in[0], *w = &c->in[1];
  if (x->ndim == 0 || w->ndim == 0) {
    return cr_fail(e, CR_BAD_SHAPE, "both arguments to linear need to be at least 1D, but they are %dD and %dD",
                   x->ndim, w->ndim);
  }
  if (w->ndim > 2) {
    return cr_fail(e, CR_BAD_SHAPE, "t() expects a tensor with <= 2 dimensions, but self is %dD", w->ndim);
  }
  if (w->ndim == 1 && is_fused(c)) {
    return cr_fail(e, CR_BAD_SHAPE, "addmm: mat2 must be a matrix, got 1-D tensor");
  }
  const int32_t k = x->shape[x->ndim - 1];
  if (k == w->shape[w->ndim - 1]) return 0;
  if (w->ndim == 1) {
    // The product of matrices and a vector.
    return product_shape(e, &(cr_call){.in = c->in, .inputs = 2}, &(cr_dims){0});
  }
  return cr_fail(e, CR_BAD_SHAPE, "%t: mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)",
                 is_fused(c) ? "addmm" : "mm", rows_of(x), k, w->shape[1], w->shape[0]);
}

// PyTorch expands the bias to the product of matrices.
static int32_t check_expanded(cr_engine *e, const cr_call *c, int32_t n) {
  const cr_view *b = &c->in[2];
  const int32_t target[] = {rows_of(&c->in[0]), n};
  for (int32_t d = 1; d >= 2 - b->ndim; d--) {
    const int32_t size = b->shape[d - (2 - b->ndim)];
    if (size == 1 || size == target[d]) continue;
    return cr_fail(e, CR_BAD_SHAPE,
                   "The expanded size of the tensor (%d) must match the existing size (%d) at non-singleton dimension "
                   "%d.  Target sizes: %s.  Tensor sizes: %s",
                   target[d], size, d, 2, target, b->ndim, b->shape);
  }
  return 0;
}

// The bias broadcasts, but the result's shape stays.
static int32_t check_bias(cr_engine *e, const cr_call *c, const cr_dims *out) {
  const cr_view *b = &c->in[2], result = {.ndim = out->ndim, .shape = out->size};
  cr_dims both;
  if (is_fused(c) && b->ndim <= 2) return check_expanded(e, c, out->size[out->ndim - 1]);
  if (dims_broadcast(e, &result, b, &both)) return -1;
  int same = both.ndim == out->ndim;
  for (int32_t d = 0; same && d < out->ndim; d++) same = both.size[d] == out->size[d];
  if (same) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "output with shape %s doesn't match the broadcast shape %s", out->ndim, out->size,
                 both.ndim, both.size);
}

static int32_t linear_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0], *w = &c->in[1];
  if (check_operands(e, c)) return -1;
  out->ndim = x->ndim - 1;
  for (int32_t d = 0; d < out->ndim; d++) out->size[d] = x->shape[d];
  if (w->ndim == 2) out->size[out->ndim++] = w->shape[0];
  return c->inputs == 3 ? check_bias(e, c, out) : 0;
}

// x[m, k] and the weight[n, k], both dense.
typedef struct {
  int32_t m, k, n;
  const real *x, *w;
} layer;

static layer layer_of(const cr_call *c) {
  const cr_view *x = &c->in[0], *w = &c->in[1];
  return (layer){rows_of(x), x->shape[x->ndim - 1], w->ndim == 2 ? w->shape[0] : 1, x->data, w->data};
}

static cr_view result_of(const cr_call *c) {
  return (cr_view){.ndim = c->out_ndim, .size = c->out_size, .shape = c->out_shape};
}

static void linear_forward(const cr_call *c) {
  const layer l = layer_of(c);
  if (c->inputs == 3) {
    const cr_view out = result_of(c);
    for (int32_t k = 0; k < c->out_size; k++) c->out[k] = 0;
    cr_spread_over(&out, dims_expanded(&out, &c->in[2]), c->in[2].data, 1, c->out);
  }
  gemm(l.m, l.k, l.n, (matrix){l.x, l.k, 1}, (matrix){l.w, 1, l.k}, c->out, c->inputs == 3);
}

static void linear_backward(const cr_call *c, int32_t slot) {
  const layer l = layer_of(c);
  const cr_view out = result_of(c);
  if (slot == 0) gemm(l.m, l.n, l.k, (matrix){c->g, l.n, 1}, (matrix){l.w, l.k, 1}, c->into, !c->first);
  if (slot == 1) gemm(l.n, l.m, l.k, (matrix){c->g, 1, l.n}, (matrix){l.x, l.k, 1}, c->into, !c->first);
  if (slot == 2) start_sums(c, slot);
  if (slot == 2) cr_sum_over(&out, dims_expanded(&out, &c->in[2]), c->g, c->into);
}

OP(linear, 3, "layer", .least = 2, .stores = 1, .value = "a @ transpose(b) + c", .vjp = {"g @ b", "transpose(g) @ a", "sum(g)"},
   .refusal = {"mat1 and mat2 must have the same dtype, but got %t and Float"},
   .doc = "A layer's weighted sums: each output is a row of the weight b times the input a, plus a bias c.",
   .torch = "torch.nn.functional.linear")
