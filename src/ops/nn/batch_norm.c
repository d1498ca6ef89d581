// batch_norm.c: Normalises each channel over the images of a batch and their places.
#include "norm.h"

// Operands: the input [images, channels, places...], weight, bias, and the running statistics, which training updates
// in place (as silently as PyTorch: their versions stay).
enum { WEIGHT = 1, BIAS, MEAN, VAR };
// Attributes as cr_apply passes them.
enum { TRAINING, MOMENTUM, EPS };

static int32_t check_channels(cr_engine *e, const cr_call *c, int32_t slot, const char *name) {
  const cr_view *v = given(c, slot), *x = &c->in[0];
  const int32_t channels = x->ndim > 1 ? x->shape[1] : 0;
  if (!v || v->size == channels) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "%t should contain %d elements not %d", name, channels, v->size);
}

static int32_t check_batch(cr_engine *e, const cr_call *c) {
  const cr_view *x = &c->in[0];
  const int training = c->attr[TRAINING] != 0;
  if (!given(c, MEAN) != !given(c, VAR)) {
    return cr_fail(e, CR_OUT_OF_RANGE, "running_mean and running_var must either both be None or neither be None");
  }
  if (!training && !given(c, MEAN)) {
    return cr_fail(e, CR_BAD_VALUE, "running_mean must be defined in evaluation mode");
  }
  if (x->ndim < 2) return cr_fail(e, CR_BAD_SHAPE, "batch_norm takes a tensor of at least 2 dimensions, but got %s", x->ndim, x->shape);
  if (!training || x->size != x->shape[1] || x->size == 0) return 0;
  return cr_fail(e, CR_OUT_OF_RANGE, "Expected more than 1 value per channel when training, got input size torch.Size(%s)",
                 x->ndim, x->shape);
}

static int32_t batch_norm_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  if (check_batch(e, c)) return -1;
  if (check_channels(e, c, MEAN, "running_mean") || check_channels(e, c, VAR, "running_var")) return -1;
  if (check_channels(e, c, WEIGHT, "weight") || check_channels(e, c, BIAS, "bias")) return -1;
  dims_like(x, out);
  return 0;
}

static const real *data_of(const cr_view *v) {
  return v ? v->data : NULL;
}

// A group is a channel: a run of places in each image.
static norm norm_of(const cr_call *c) {
  const cr_view *x = &c->in[0];
  norm n = {.groups = x->shape[1], .runs = x->shape[0], .run = 1, .by_group = 1, .eps = c->attr[EPS]};
  for (int32_t d = 2; d < x->ndim; d++) n.run *= x->shape[d];
  n.group_step = n.run;
  n.run_step = n.run * n.groups;
  n.weight = data_of(given(c, WEIGHT));
  n.bias = data_of(given(c, BIAS));
  if (c->attr[TRAINING] != 0) return n;
  n.mean = data_of(given(c, MEAN));
  n.var = data_of(given(c, VAR));
  return n;
}

// The variance that is kept is the unbiased one.
static void update_running(const cr_call *c, const norm *n) {
  real *mean = (real *)c->in[MEAN].data, *var = (real *)c->in[VAR].data;
  const double momentum = c->attr[MOMENTUM], count = (double)n->runs * n->run;
  for (int32_t i = 0; i < n->groups; i++) {
    double batch, squares;
    norm_moments(n, c->in[0].data, i, &batch, &squares);
    mean[i] = (real)(momentum * batch + (1 - momentum) * (double)mean[i]);
    var[i] = (real)(momentum * (squares / (count - 1)) + (1 - momentum) * (double)var[i]);
  }
}

static void batch_norm_forward(const cr_call *c) {
  const norm n = norm_of(c);
  norm_forward(&n, c->in[0].data, c->out);
  if (c->attr[TRAINING] != 0 && given(c, MEAN) && c->out_size) update_running(c, &n);
}

static void batch_norm_backward(const cr_call *c, int32_t slot) {
  const norm n = norm_of(c);
  norm_backward(&n, c->in[0].data, slot, c->g, c->into);
}

OP(batch_norm, 5, "normalization", .value = "(a - mean(a)) / sqrt(var(a) + eps) * b + c",
   .vjp = {"(g * b - mean(g * b) - normed(a) * mean(g * b * normed(a))) / sqrt(var(a) + eps)", "sum(g * normed(a))",
           "sum(g)"},
   .least = 1, .attrs = CR_ATTRS({"training", "bool", 0}, {"momentum", "float", 0.1}, {"eps", "float", 1e-5}),
   .doc = "Shifts and scales each channel to mean 0 and variance 1: the batch's in training, else the running ones.",
   .grad_fn = "NativeBatchNormBackward0", .torch = "torch.nn.functional.batch_norm")
