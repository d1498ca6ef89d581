// nll_loss.c: The negative log-likelihood of the right classes, and with label_smoothing a part of all the others'.
#include "loss.h"

// Attributes as cr_apply passes them.
enum { REDUCTION, IGNORE, SMOOTHING };

// The input is [images, classes, places...]; a vector is one image's classes.
typedef struct {
  int32_t images, classes, places;
} sizes;

static sizes sizes_of(const cr_view *x) {
  sizes s = {1, x->shape[x->ndim > 1], 1};
  if (x->ndim > 1) s.images = x->shape[0];
  for (int32_t d = 2; d < x->ndim; d++) s.places *= x->shape[d];
  return s;
}

// With more dims the target has those of the input but the one of classes.
static int32_t check_places(cr_engine *e, const cr_view *x, const cr_view *t) {
  int same = t->ndim == x->ndim - 1;
  for (int32_t d = 1; same && d < t->ndim; d++) same = t->shape[d] == x->shape[d + 1];
  if (same) return 0;
  if (x->ndim == 4 && t->ndim != 3) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "only batches of spatial targets supported (3D tensors) but got targets of dimension: %d", t->ndim);
  }
  if (x->ndim == 4) {
    return cr_fail(e, CR_BAD_SHAPE, "size mismatch (got input: %s , target: %s", x->ndim, x->shape, t->ndim, t->shape);
  }
  int32_t size[CR_MAX_DIMS];
  for (int32_t d = 0; d < x->ndim - 1; d++) size[d] = x->shape[d ? d + 1 : 0];
  return cr_fail(e, CR_BAD_SHAPE, "Expected target size %s, got %s", x->ndim - 1, size, t->ndim, t->shape);
}

static int32_t check_shapes(cr_engine *e, const cr_view *x, const cr_view *t) {
  const int32_t images = t->ndim ? t->shape[0] : 0;
  if (x->ndim == 0) return cr_fail(e, CR_OUT_OF_RANGE, "Expected 1 or more dimensions (got 0)");
  if (x->ndim == 1 && t->ndim == 1 && images != 1) {
    return cr_fail(e, CR_OUT_OF_RANGE, "For 1D input, 1D target must have size 1, but got target size: %d", images);
  }
  if (x->ndim > 1 && x->shape[0] != images) {
    return cr_fail(e, CR_OUT_OF_RANGE, "Expected input batch_size (%d) to match target batch_size (%d).", x->shape[0],
                   images);
  }
  if (x->ndim > 2) return check_places(e, x, t);
  if (t->ndim <= 1) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "0D or 1D target tensor expected, multi-target not supported");
}

static int32_t check_weight(cr_engine *e, const cr_call *call, int32_t classes) {
  if (call->inputs < 3 || (call->in[2].ndim == 1 && call->in[2].size == classes)) return 0;
  if (call->in[0].ndim == 4) return cr_fail(e, CR_BAD_SHAPE, "weight tensor should be defined either for all or no classes");
  return cr_fail(e, CR_BAD_SHAPE,
                 "weight tensor should be defined either for all %d classes or no classes but got weight tensor of "
                 "shape: %s",
                 classes, call->in[2].ndim, call->in[2].shape);
}

static int is_ignored(const cr_call *call, int64_t label) {
  return (double)label == call->attr[IGNORE];
}

static int32_t check_labels(cr_engine *e, const cr_call *call, int32_t classes) {
  for (int32_t k = 0; k < call->in[1].size; k++) {
    const int64_t label = call->in[1].ints[k];
    if ((label >= 0 && label < classes) || is_ignored(call, label)) continue;
    return cr_fail(e, CR_OUT_OF_RANGE, "Target %l is out of bounds.", label);
  }
  return 0;
}

static int32_t nll_loss_shape(cr_engine *e, const cr_call *call, cr_dims *out) {
  const cr_view *x = &call->in[0], *t = &call->in[1];
  if (check_shapes(e, x, t)) return -1;
  if (t->dtype != CR_INT64) {
    const char *got = t->dtype == CR_BOOL ? "Bool" : sizeof(real) == 8 ? "Double" : "Float";
    return cr_fail(e, CR_BAD_DTYPE, "expected target dtype to be Long or Byte, but got %t", got);
  }
  const int32_t classes = sizes_of(x).classes;
  if (check_weight(e, call, classes) || check_labels(e, call, classes)) return -1;
  if ((int32_t)call->attr[REDUCTION] == LOSS_NONE && x->ndim > 1) {
    dims_like(t, out);
  }
  return 0;
}

// What the loss takes of each class when the label is `label`: -1 times its part times its weight.
static real share(const cr_call *call, int32_t class, int64_t label, int32_t classes) {
  const real smoothing = (real)call->attr[SMOOTHING];
  real part = class == label ? 1 - smoothing : 0;
  if (smoothing != 0) part += smoothing / (real)classes;
  return call->inputs > 2 ? -(part * call->in[2].data[class]) : -part;
}

// The weights of all labels: by what the mean divides.
static real total_weight(const cr_call *call) {
  double sum = 0;
  for (int32_t k = 0; k < call->in[1].size; k++) {
    const int64_t label = call->in[1].ints[k];
    if (!is_ignored(call, label)) sum += call->inputs > 2 ? (double)call->in[2].data[label] : 1;
  }
  return (real)sum;
}

// The loss of one label; `place` is the element of its first class, `step` the way to the next.
static real loss_of(const cr_call *call, int64_t label, int32_t classes, int32_t place, int32_t step) {
  const real *x = call->in[0].data + place;
  if (call->attr[SMOOTHING] == 0) return share(call, (int32_t)label, label, classes) * x[label * step];
  double sum = 0;
  for (int32_t k = 0; k < classes; k++) sum += (double)share(call, k, label, classes) * (double)x[k * step];
  return (real)sum;
}

static void spread(const cr_call *call, int64_t label, int32_t classes, int32_t place, int32_t step, real g, real divisor) {
  real *into = call->into + place;
  const int32_t one = call->attr[SMOOTHING] == 0;
  const int32_t first = one ? (int32_t)label : 0, end = one ? first + 1 : classes;
  for (int32_t k = first; k < end; k++) into[k * step] += share(call, k, label, classes) * g / divisor;
}

static void nll_loss_forward(const cr_call *call) {
  const sizes s = sizes_of(&call->in[0]);
  const int32_t reduction = (int32_t)call->attr[REDUCTION];
  double sum = 0;
  for (int32_t k = 0; k < s.images * s.places; k++) {
    const int64_t label = call->in[1].ints[k];
    const int32_t place = k / s.places * s.classes * s.places + k % s.places;
    const real loss = is_ignored(call, label) ? 0 : loss_of(call, label, s.classes, place, s.places);
    if (reduction == LOSS_NONE) call->out[k] = loss;
    else sum += (double)loss;
  }
  if (reduction == LOSS_SUM) call->out[0] = (real)sum;
  if (reduction == LOSS_MEAN) call->out[0] = (real)sum / total_weight(call);
}

static void nll_loss_backward(const cr_call *call, int32_t slot) {
  const sizes s = sizes_of(&call->in[0]);
  const int32_t reduction = (int32_t)call->attr[REDUCTION];
  const real divisor = reduction == LOSS_MEAN ? total_weight(call) : 1;
  add_zeros(call, slot);
  for (int32_t k = 0; k < s.images * s.places; k++) {
    const int64_t label = call->in[1].ints[k];
    const int32_t place = k / s.places * s.classes * s.places + k % s.places;
    const real g = call->g[reduction == LOSS_NONE ? k : 0];
    if (!is_ignored(call, label)) spread(call, label, s.classes, place, s.places, g, divisor);
  }
}

static uint32_t nll_loss_variant(const cr_call *call) {
  return call->in[0].ndim > 2;
}

OP(nll_loss, 3, "loss", .value = "reduce(-at(c, b) * at(a, b))", .vjp = {"-at(c, b) * g / n * one_hot(b, a)"},
   .takes = {CR_TAKES_REAL, CR_TAKES_ALL, CR_TAKES_REAL}, .least = 2,
   .attrs = CR_ATTRS(LOSS_REDUCTION, {"ignore_index", "int", -100}, {"label_smoothing", "float", 0}),
   .doc = "The negative log-likelihood of the right classes b in the log-probabilities a, weighed by c.",
   .grad_fn = "NllLossBackward0|NllLoss2DBackward0", .variant = nll_loss_variant, .torch = "torch.nn.functional.nll_loss")
