// conv2d.c: Convolution (in truth cross-correlation) over the last two dims, or over the last one.
// The columns of im2col are gathered a block at a time, on the stack, and multiplied by the weight with gemm; for the
// gradient of the input the same block is filled by the product and scattered back.
#include <string.h>

#include "gemm.h"
#include "window.h"

// Attributes as cr_apply passes them.
enum { STRIDE = 0, PADDING = 2, DILATION = 4, GROUPS = 6, SAME };
// A block has a row for each tap of the kernel in each channel and a column for each position of the window.
enum { POSITIONS = 32, TAPS = 16384 / POSITIONS / (int)sizeof(real) };

// Operands: without the dim of batches and, when the kernel has only one dim, without rows.
typedef struct {
  window w;
  int32_t images, groups, channels, filters;  // channels and filters of one group
  int32_t taps, area, plane, positions;       // of one group's kernel; of its plane; of a plane in and out
} geometry;

static geometry geometry_of(const cr_call *c) {
  const cr_view *x = &c->in[0], *weight = &c->in[1];
  const int32_t dims = weight->ndim - 2;
  geometry s = {.groups = (int32_t)fmin(fmax(c->attr[GROUPS], 0), WINDOW_MOST), .channels = weight->shape[1]};
  window *w = &s.w;
  window_pair(c->attr + STRIDE, w->stride);
  window_pair(c->attr + PADDING, w->pad);
  window_pair(c->attr + DILATION, w->dilation);
  // Where there are no rows, what the attributes say of them means nothing.
  for (int32_t d = 0; d < 2 - dims; d++) w->stride[d] = w->dilation[d] = 1, w->pad[d] = 0;
  s.images = x->ndim == dims + 2 ? x->shape[0] : 1;
  s.filters = s.groups > 0 ? weight->shape[0] / s.groups : 0;
  for (int32_t d = 0; d < 2; d++) {
    w->in[d] = d < 2 - dims ? 1 : x->shape[x->ndim - 2 + d];
    w->kernel[d] = d < 2 - dims ? 1 : weight->shape[weight->ndim - 2 + d];
    const int32_t reach = window_reach(w, d);
    if (c->attr[SAME] != 0) w->pad[d] = (reach - 1) / 2;
    if (c->attr[SAME] != 0) w->out[d] = w->in[d];
    else w->out[d] = w->stride[d] > 0 ? (w->in[d] + 2 * w->pad[d] - reach) / w->stride[d] + 1 : 0;
  }
  s.area = w->kernel[0] * w->kernel[1];
  s.taps = s.channels * s.area;
  s.plane = w->in[0] * w->in[1];
  s.positions = w->out[0] * w->out[1];
  return s;
}

static int32_t check_numbers(cr_engine *e, const cr_call *c, const geometry *s) {
  const window *w = &s->w;
  for (int32_t d = 0; d < 2; d++) {
    if (w->pad[d] < 0) return cr_fail(e, CR_BAD_VALUE, "negative padding is not supported");
    if (w->stride[d] <= 0) return cr_fail(e, CR_BAD_VALUE, "non-positive stride is not supported");
    if (w->dilation[d] <= 0) {
      return cr_fail(e, CR_BAD_VALUE, "dilation should be greater than zero, but got %s", c->in[1].ndim - 2,
                     w->dilation + (4 - c->in[1].ndim));
    }
    if (c->attr[SAME] != 0 && w->stride[d] != 1) {
      return cr_fail(e, CR_BAD_VALUE, "padding='same' is not supported for strided convolutions");
    }
  }
  if (s->groups <= 0) return cr_fail(e, CR_BAD_VALUE, "non-positive groups is not supported");
  return 0;
}

static int32_t check_weight(cr_engine *e, const cr_call *c, const geometry *s) {
  const cr_view *x = &c->in[0], *weight = &c->in[1];
  const int32_t filters = weight->shape[0], channels = s->channels * s->groups;
  if (filters < s->groups) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Given groups=%d, expected weight to be at least %d at dimension 0, but got weight of size %s instead",
                   s->groups, s->groups, weight->ndim, weight->shape);
  }
  if (filters % s->groups) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Given groups=%d, expected weight to be divisible by %d at dimension 0, but got weight of size [%s] "
                   "instead",
                   s->groups, s->groups, weight->ndim, weight->shape);
  }
  const int32_t got = x->shape[x->ndim - weight->ndim + 1];
  if (got == channels) return 0;
  const int32_t unbatched = x->ndim < weight->ndim;
  int32_t shape[4] = {1};
  memcpy(shape + unbatched, x->shape, (size_t)x->ndim * sizeof *shape);
  return cr_fail(e, CR_BAD_SHAPE,
                 "Given groups=%d, weight of size %s, expected input%s to have %d channels, but got %d channels instead",
                 s->groups, weight->ndim, weight->shape, weight->ndim, shape, channels, got);
}

static int32_t check_sizes(cr_engine *e, const cr_call *c, const geometry *s) {
  const window *w = &s->w;
  int32_t padded[2], reach[2], small = 0;
  for (int32_t d = 0; d < 2; d++) {
    padded[d] = w->in[d] + (c->attr[SAME] != 0 ? window_reach(w, d) - 1 : 2 * w->pad[d]);
    reach[d] = window_reach(w, d);
    small |= padded[d] < reach[d];
    if (w->kernel[d] > 0) continue;
    return cr_fail(e, CR_BAD_SHAPE, "kernel size should be greater than zero, but got kernel_height: %d kernel_width: %d",
                   w->kernel[0], w->kernel[1]);
  }
  if (small && c->in[1].ndim == 3) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Calculated padded input size per channel: (%d). Kernel size: (%d). Kernel size can't be greater than "
                   "actual input size",
                   padded[1], reach[1]);
  }
  if (small) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "Calculated padded input size per channel: (%d x %d). Kernel size: (%d x %d). Kernel size can't be "
                   "greater than actual input size",
                   padded[0], padded[1], reach[0], reach[1]);
  }
  if (w->in[0] > 0 && w->in[1] > 0) return 0;
  return cr_fail(e, CR_BAD_SHAPE, "Only zero batch or zero channel inputs are supported, but got input shape: %s",
                 c->in[0].ndim, c->in[0].shape);
}

static int32_t check_bias(cr_engine *e, const cr_call *c) {
  if (c->inputs < 3) return 0;
  const cr_view *weight = &c->in[1], *bias = &c->in[2];
  if (bias->ndim == 1 && bias->size == weight->shape[0]) return 0;
  return cr_fail(e, CR_BAD_SHAPE,
                 "Given weight of size %s, expected bias to be 1-dimensional with %d elements, but got bias of size %s "
                 "instead",
                 weight->ndim, weight->shape, weight->shape[0], bias->ndim, bias->shape);
}

static int32_t conv2d_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0], *weight = &c->in[1];
  const int32_t dims = weight->ndim - 2;
  if (dims != 1 && dims != 2) {
    return cr_fail(e, CR_BAD_SHAPE, "a convolution's weight has 3 or 4 dimensions, but got %s", weight->ndim,
                   weight->shape);
  }
  if (x->ndim != dims + 1 && x->ndim != dims + 2) {
    return cr_fail(e, CR_BAD_SHAPE, "Expected %dD (unbatched) or %dD (batched) input to conv%dd, but got input of size: %s",
                   dims + 1, dims + 2, dims, x->ndim, x->shape);
  }
  const geometry s = geometry_of(c);
  if (check_numbers(e, c, &s) || check_weight(e, c, &s) || check_bias(e, c) || check_sizes(e, c, &s)) return -1;
  if (x->ndim == dims + 2) out->size[out->ndim++] = s.images;
  out->size[out->ndim++] = weight->shape[0];
  for (int32_t d = 2 - dims; d < 2; d++) out->size[out->ndim++] = s.w.out[d];
  return 0;
}

// A part of im2col's matrix: taps from .. from + taps of the kernel, at positions place .. place + count.
typedef struct {
  int32_t from, taps, place, count;
  real at[TAPS * POSITIONS];
} block;

// Positions of one row of the output: the block's columns from `column` on.
typedef struct {
  int32_t column, count, y, x;
} run;

static run run_at(const geometry *s, const block *b, int32_t column) {
  const int32_t width = s->w.out[1], place = b->place + column, x = place % width;
  const int32_t left = b->count - column, rest = width - x;
  return (run){column, left < rest ? left : rest, place / width, x};
}

// Columns of a run that see an element through the tap at column `dx` of the kernel: those of `*first` .. the result.
static int32_t clip(const window *w, const run *r, int32_t dx, int32_t *first) {
  const int32_t step = w->stride[1], start = r->x * step + dx - w->pad[1], room = w->in[1] - start;
  *first = start < 0 ? (-start + step - 1) / step : 0;
  const int32_t end = room > 0 ? (room + step - 1) / step : 0;
  return end < r->count ? end : r->count;
}

// One tap at the positions of one run, in all the channels that the block has rows for: copied from the planes of
// `image` to the block, or, when `into` is given, added from the block to its planes.
static void move_tap(const geometry *s, block *b, const run *r, int32_t tap, const real *image, real *into) {
  const window *w = &s->w;
  const int32_t dy = tap / w->kernel[1] * w->dilation[0], dx = tap % w->kernel[1] * w->dilation[1];
  const int32_t y = r->y * w->stride[0] + dy - w->pad[0], step = w->stride[1];
  if (y < 0 || y >= w->in[0]) return;
  int32_t first;
  const int32_t end = clip(w, r, dx, &first);
  const int32_t start = y * w->in[1] + r->x * step + dx - w->pad[1];
  int32_t channel = tap >= b->from ? 0 : (b->from - tap + s->area - 1) / s->area;
  for (int32_t row = channel * s->area + tap - b->from; row < b->taps; row += s->area, channel++) {
    real *at = b->at + row * POSITIONS + r->column;
    const int32_t place = channel * s->plane + start;
    if (into && step == 1) for (int32_t j = first; j < end; j++) into[place + j] += at[j];
    else if (into) for (int32_t j = first; j < end; j++) into[place + j * step] += at[j];
    else if (step == 1) for (int32_t j = first; j < end; j++) at[j] = image[place + j];
    else for (int32_t j = first; j < end; j++) at[j] = image[place + j * step];
  }
}

static void move(const geometry *s, block *b, const real *image, real *into) {
  if (!into) memset(b->at, 0, (size_t)b->taps * POSITIONS * sizeof *b->at);
  for (int32_t column = 0; column < b->count;) {
    const run r = run_at(s, b, column);
    for (int32_t tap = 0; tap < s->area; tap++) move_tap(s, b, &r, tap, image, into);
    column += r.count;
  }
}

// One group of one image: where its parts begin.
typedef struct {
  const real *image, *weight, *g;
  real *out, *into;
} part;

static void do_block(const geometry *s, const part *p, block *b, int32_t slot) {
  if (slot == 0) {
    const matrix weight = {p->weight + b->from, 1, s->taps}, g = {p->g + b->place, s->positions, 1};
    gemm_into(b->taps, s->filters, b->count, weight, g, b->at, POSITIONS, 0);
    move(s, b, NULL, p->into);
    return;
  }
  move(s, b, p->image, NULL);
  if (slot == 1) {
    const matrix g = {p->g + b->place, s->positions, 1}, columns = {b->at, 1, POSITIONS};
    gemm_into(s->filters, b->count, b->taps, g, columns, p->into + b->from, s->taps, 1);
  } else {
    const matrix weight = {p->weight + b->from, s->taps, 1}, columns = {b->at, POSITIONS, 1};
    gemm_into(s->filters, b->taps, b->count, weight, columns, p->out + b->place, s->positions, 1);
  }
}

static void do_part(const geometry *s, const part *p, int32_t slot) {
  block b;
  for (b.place = 0; b.place < s->positions; b.place += POSITIONS) {
    b.count = s->positions - b.place < POSITIONS ? s->positions - b.place : POSITIONS;
    for (b.from = 0; b.from < s->taps; b.from += TAPS) {
      b.taps = s->taps - b.from < TAPS ? s->taps - b.from : TAPS;
      do_block(s, p, &b, slot);
    }
  }
}

// slot 0 and 1: gradients of the input and the weight; -1: the value.
static void do_all(const cr_call *c, int32_t slot) {
  const geometry s = geometry_of(c);
  const int32_t image = s.channels * s.plane, weight = s.filters * s.taps, out = s.filters * s.positions;
  for (int32_t k = 0; k < s.images * s.groups; k++) {
    const int32_t group = k % s.groups;
    part p = {.image = c->in[0].data + k * image, .weight = c->in[1].data + group * weight};
    if (slot < 0) p.out = c->out + k * out;
    else p.g = c->g + k * out, p.into = c->into + (slot == 0 ? k * image : group * weight);
    do_part(&s, &p, slot);
  }
}

static void conv2d_forward(const cr_call *c) {
  const geometry s = geometry_of(c);
  const int32_t filters = c->in[1].shape[0];
  for (int32_t k = 0; k < c->out_size; k++) {
    c->out[k] = c->inputs > 2 ? c->in[2].data[k / s.positions % filters] : 0;
  }
  do_all(c, -1);
}

static void conv2d_backward(const cr_call *c, int32_t slot) {
  const geometry s = geometry_of(c);
  if (slot == 0) add_zeros(c, 0);
  if (slot < 2) do_all(c, slot);
  else cr_sum_over(&(cr_view){.ndim = 3, .shape = (int32_t[]){s.images, c->in[1].shape[0], s.positions}}, 5, c->g, c->into);
}

OP(conv2d, 3, "convolution", .value = "convolve(a, b) + c",
   .vjp = {"convolve_transposed(g, b)", "convolve(a, g)", "sum(g)"}, .least = 2,
   .attrs = CR_ATTRS({"stride", "pair", 1}, {"padding", "pair", 0}, {"dilation", "pair", 1}, {"groups", "int", 1},
                     {"same", "bool", 0}),
   .doc = "Moves the weight's windows over the input's planes; the products with what they see are added up.",
   .grad_fn = "ConvolutionBackward0", .torch = "torch.nn.functional.conv2d")
