// move.c: copies views of a tensor's elements, and adds to them.
#include "move.h"

#include <string.h>

int32_t int_at(const cr_call *c, int32_t k) {
  const int64_t whole = int_from(c->attr[k]);
  return whole > INT32_MAX ? INT32_MAX : whole < INT32_MIN ? INT32_MIN : (int32_t)whole;
}

int32_t dim_at(cr_engine *e, const cr_call *c, int32_t k, int32_t ndim) {
  const double dim = c->attr[k];
  if (cr_check_dims(e, ndim, &dim, 1)) return -1;
  return (int32_t)dim + (dim < 0 ? ndim + !ndim : 0);
}

int32_t dim_of(cr_engine *e, const cr_call *c, int32_t k, int32_t code) {
  if (c->in[0].ndim) return dim_at(e, c, k, c->in[0].ndim);
  return cr_fail(e, code, "%t() cannot be applied to a 0-dim tensor.", c->op->name);
}

void set_steps(strides *v) {
  for (int32_t d = v->ndim - 1, step = 1; d >= 0; step *= v->size[d--]) v->step[d] = step;
}

strides strides_of(const cr_view *x) {
  strides v = {.ndim = x->ndim};
  for (int32_t d = 0; d < x->ndim; d++) v.size[d] = x->shape[d];
  set_steps(&v);
  return v;
}

strides strides_as(const cr_view *x, int32_t ndim, const int32_t *shape) {
  const strides own = strides_of(x);
  strides v = {.ndim = ndim};
  for (int32_t d = 0; d < ndim; d++) {
    const int32_t at = d - (ndim - x->ndim);
    v.size[d] = shape[d];
    v.step[d] = at >= 0 && own.size[at] == shape[d] ? own.step[at] : 0;
  }
  return v;
}

strides merged(const strides *v) {
  strides m = {.offset = v->offset, .size = {1}, .step = {1}};
  for (int32_t d = 0; d < v->ndim; d++) {
    if (v->size[d] == 1) continue;
    const int32_t joins = m.ndim && m.step[m.ndim - 1] == v->step[d] * v->size[d], at = m.ndim - joins;
    m.size[at] = v->size[d] * (joins ? m.size[at] : 1);
    m.step[at] = v->step[d];
    m.ndim = at + 1;
  }
  m.ndim += !m.ndim;
  return m;
}

int32_t place_at(const strides *v, int32_t k) {
  int32_t at = v->offset;
  for (int32_t d = v->ndim - 1; d >= 0; k /= v->size[d--]) at += k % v->size[d] * v->step[d];
  return at;
}

void remove_dim(strides *v, int32_t dim) {
  v->ndim--;
  for (int32_t d = dim; d < v->ndim; d++) {
    v->size[d] = v->size[d + 1];
    v->step[d] = v->step[d + 1];
  }
}

int32_t take_sizes(cr_engine *e, const cr_call *c, int32_t k, int32_t *sizes) {
  const int32_t ndim = c->attrs - k;
  if (ndim > CR_MAX_DIMS) {
    return cr_fail(e, CR_BAD_SHAPE, "a tensor has 0 to %d dimensions, but got %d", CR_MAX_DIMS, ndim);
  }
  for (int32_t d = 0; d < ndim; d++) sizes[d] = int_at(c, k + d);
  return 0;
}

int32_t indices_in_range(cr_engine *e, const cr_view *index, int32_t size) {
  for (int32_t k = 0; k < index->size; k++) {
    if (index->ints[k] >= 0 && index->ints[k] < size) continue;
    return cr_fail(e, CR_BAD_INDEX, "index out of range in self");
  }
  return 0;
}

// What is done to a line: n elements of a view, `step` apart, and as many that lie side by side.
typedef void on_line(int32_t n, int32_t step, void *view, void *flat);

static void copy_small(int32_t n, int32_t step, void *view, void *flat) {
  const int32_t *from = view;
  int32_t *to = flat;
  for (int32_t k = 0; k < n; k++) to[k] = from[k * step];
}

static void copy_large(int32_t n, int32_t step, void *view, void *flat) {
  const int64_t *from = view;
  int64_t *to = flat;
  for (int32_t k = 0; k < n; k++) to[k] = from[k * step];
}

static void add_line(int32_t n, int32_t step, void *view, void *flat) {
  const real *from = flat;
  real *into = view;
  for (int32_t k = 0; k < n; k++) into[k * step] += from[k];
}

// Goes through a merged view line by line.
static void each_line(const strides *m, void *view, void *flat, size_t bytes, on_line *f) {
  const int32_t last = m->ndim - 1, n = m->size[last];
  int32_t index[VIEW_DIMS] = {0}, lines = 1, at = m->offset;
  for (int32_t d = 0; d < last; d++) lines *= m->size[d];
  for (int32_t line = 0; line < lines; line++) {
    f(n, m->step[last], (char *)view + (size_t)at * bytes, (char *)flat + (size_t)line * (size_t)n * bytes);
    for (int32_t d = last - 1; d >= 0; d--) {
      at += m->step[d];
      if (++index[d] < m->size[d]) break;
      at -= m->size[d] * m->step[d];
      index[d] = 0;
    }
  }
}

int32_t view_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  strides v = strides_of(&c->in[0]);
  if (c->op->view(e, c, &v)) return -1;
  dims_like(&(cr_view){.ndim = v.ndim < VIEW_DIMS ? v.ndim : 0, .shape = v.size}, out);
  out->ndim = v.ndim;
  return 0;
}

void view_forward(const cr_call *c) {
  strides v = strides_of(&c->in[0]);
  const size_t bytes = bytes_of(c->out_dtype);
  if (!c->out_size || c->op->view(NULL, c, &v)) return;
  const strides m = merged(&v);
  if (m.ndim == 1 && m.step[0] == 1)
    memcpy(c->out, (const char *)c->in[0].data + (size_t)m.offset * bytes, (size_t)c->out_size * bytes);
  else each_line(&m, (void *)c->in[0].data, c->out, bytes, bytes == 4 ? copy_small : copy_large);
}

// Where a view repeats elements (its step is 0), what comes for each is summed first; its other dims are the operand's.
void view_backward(const cr_call *c, int32_t slot) {
  strides v = strides_of(&c->in[0]);
  (void)slot;
  if (c->out_size < c->in[0].size) add_zeros(c, 0);
  if (!c->out_size || c->op->view(NULL, c, &v)) return;
  const strides m = merged(&v);
  int32_t repeated = 0;
  for (int32_t d = 0; d < m.ndim; d++) repeated |= !m.step[d] << d;
  const cr_view all = {.ndim = m.ndim, .size = c->out_size, .shape = m.size};
  if (repeated) cr_sum_over(&all, repeated, c->g, c->into);
  else each_line(&m, c->into, (void *)c->g, sizeof(real), add_line);
}
