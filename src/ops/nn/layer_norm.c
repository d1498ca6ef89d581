// layer_norm.c: Normalises over the last dims.
#include "norm.h"

// The sizes in normalized_shape, which is the list behind eps. How many, at most CR_MAX_DIMS.
static int32_t read_shape(const cr_call *c, int32_t *shape) {
  const int32_t ndim = c->attrs - 1 < CR_MAX_DIMS ? c->attrs - 1 : CR_MAX_DIMS;
  for (int32_t d = 0; d < ndim; d++) shape[d] = (int32_t)int_from(c->attr[1 + d]);
  return ndim;
}

static int32_t check_factor(cr_engine *e, const cr_view *v, const char *name, int32_t ndim, const int32_t *shape) {
  int same = !v || v->ndim == ndim;
  for (int32_t d = 0; v && same && d < ndim; d++) same = v->shape[d] == shape[d];
  if (same) return 0;
  return cr_fail(e, CR_BAD_SHAPE,
                 "Expected %t to be of same shape as normalized_shape, but got %t of shape %s and normalized_shape = %s",
                 name, name, v->ndim, v->shape, ndim, shape);
}

static int32_t check_input(cr_engine *e, const cr_view *x, int32_t ndim, const int32_t *shape) {
  int same = ndim <= x->ndim;
  for (int32_t d = 0; same && d < ndim; d++) same = shape[d] == x->shape[x->ndim - ndim + d];
  if (same) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "Given normalized_shape=%s, expected input with shape [*, %z], but got input of size%s",
                 ndim, shape, ndim, shape, x->ndim, x->shape);
}

static int32_t layer_norm_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  int32_t shape[CR_MAX_DIMS];
  const int32_t ndim = read_shape(c, shape);
  if (ndim == 0) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but "
                   "got normalized_shape = []");
  }
  if (check_factor(e, given(c, 1), "weight", ndim, shape)) return -1;
  if (check_factor(e, given(c, 2), "bias", ndim, shape) || check_input(e, x, ndim, shape)) return -1;
  dims_like(x, out);
  return 0;
}

// A group is one run of all that is normalised.
static norm norm_of(const cr_call *c) {
  const cr_view *x = &c->in[0], *weight = given(c, 1), *bias = given(c, 2);
  norm n = {.groups = 1, .runs = 1, .run = 1, .eps = c->attr[0]};
  for (int32_t d = 0; d < x->ndim; d++) *(d < x->ndim - (c->attrs - 1) ? &n.groups : &n.run) *= x->shape[d];
  n.group_step = n.run;
  n.weight = weight ? weight->data : NULL;
  n.bias = bias ? bias->data : NULL;
  return n;
}

static void layer_norm_forward(const cr_call *c) {
  const norm n = norm_of(c);
  norm_forward(&n, c->in[0].data, c->out);
}

static void layer_norm_backward(const cr_call *c, int32_t slot) {
  const norm n = norm_of(c);
  norm_backward(&n, c->in[0].data, slot, c->g, c->into);
}

OP(layer_norm, 3, "normalization", .value = "(a - mean(a)) / sqrt(var(a) + eps) * b + c",
   .vjp = {"(g * b - mean(g * b) - normed(a) * mean(g * b * normed(a))) / sqrt(var(a) + eps)", "sum(g * normed(a))",
           "sum_like(g, c)"},
   .least = 1, .attrs = CR_ATTRS({"eps", "float", 1e-5}, {"normalized_shape", "ints", 0}),
   .doc = "Shifts and scales the elements of the last dims, together, to mean 0 and variance 1.",
   .grad_fn = "NativeLayerNormBackward0", .torch = "torch.nn.functional.layer_norm")
