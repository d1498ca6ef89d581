// product.c: the products of vectors, matrices and batches of them.
#include "product.h"

#include "engine.h"

// a[m, k] by b[k, n], for each of some batches: those dims of the result that stand before its matrix.
typedef struct {
  int32_t m, k, n, batches, ndim;
  const int32_t *batch;
} sizes;

static int32_t rows_of(const cr_view *b) {
  return b->shape[b->ndim > 1 ? b->ndim - 2 : 0];
}

static sizes sizes_of(const cr_view *a, const cr_view *b, int32_t ndim, const int32_t *batch) {
  sizes s = {.m = a->ndim > 1 ? a->shape[a->ndim - 2] : 1,
             .k = a->shape[a->ndim - 1],
             .n = b->ndim > 1 ? b->shape[b->ndim - 1] : 1,
             .batches = 1,
             .ndim = ndim,
             .batch = batch};
  // A product that is too large is refused later, with the shape.
  for (int32_t d = 0; d < ndim; d++) s.batches = (int32_t)((int64_t)s.batches * batch[d]);
  return s;
}

// The dims before a tensor's matrix.
static cr_view batch_of(const cr_view *v) {
  return (cr_view){.ndim = v->ndim > 2 ? v->ndim - 2 : 0, .shape = v->shape};
}

static int32_t fail_sizes(cr_engine *e, const cr_view *a, const cr_view *b, const sizes *s) {
  const int32_t rows = rows_of(b), folded = b->ndim <= 2 ? s->m * s->batches : 0;
  if (a->ndim == 1 && b->ndim == 1) {
    return cr_fail(e, CR_BAD_SHAPE,
                   "inconsistent tensor size, expected tensor [%d] and src [%d] to have the same number of elements, "
                   "but got %d and %d elements respectively",
                   s->k, rows, s->k, rows);
  }
  if (b->ndim == 1) {
    return cr_fail(e, CR_BAD_SHAPE, "size mismatch, got input (%d), mat (%dx%d), vec (%d)", folded, folded, s->k, rows);
  }
  if (b->ndim == 2) {
    return cr_fail(e, CR_BAD_SHAPE, "mm: mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)", folded, s->k,
                   rows, s->n);
  }
  const int32_t expected[] = {s->batches, s->k}, got[] = {s->batches, rows};
  return cr_fail(e, CR_BAD_SHAPE, "Expected size for first two dimensions of batch2 tensor to be: %s but got: %s.", 2,
                 expected, 2, got);
}

int32_t product_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *a = &c->in[0], *b = &c->in[1], batch_a = batch_of(a), batch_b = batch_of(b);
  if (a->ndim == 0 || b->ndim == 0) {
    return cr_fail(e, CR_BAD_SHAPE, "both arguments to matmul need to be at least 1D, but they are %dD and %dD",
                   a->ndim, b->ndim);
  }
  if (dims_broadcast(e, &batch_a, &batch_b, out)) return -1;
  const sizes s = sizes_of(a, b, out->ndim, out->size);
  if (s.k != rows_of(b)) return fail_sizes(e, a, b, &s);
  if (a->ndim > 1) out->size[out->ndim++] = s.m;
  if (b->ndim > 1) out->size[out->ndim++] = s.n;
  return 0;
}

// Where a tensor's matrix for a batch begins; dims of size 1 stay where they are.
static int32_t matrix_at(const cr_view *v, const sizes *s, int32_t batch, int32_t size) {
  const cr_view own = batch_of(v);
  int32_t at = 0;
  for (int32_t d = s->ndim - 1, step = size; d >= s->ndim - own.ndim; d--) {
    const int32_t length = own.shape[d - (s->ndim - own.ndim)];
    if (length > 1) at += batch % s->batch[d] * step;
    step *= length;
    batch /= s->batch[d];
  }
  return at;
}

// What a call does for each batch: forward for slot -1, else the gradient of an operand.
static void multiply(const cr_call *c, int32_t slot, const sizes *s, int32_t at_a, int32_t at_b, int32_t at_c) {
  const int32_t m = s->m, k = s->k, n = s->n;
  const real *a = c->in[0].data + at_a, *b = c->in[1].data + at_b;
  if (slot < 0) gemm(m, k, n, (matrix){a, k, 1}, (matrix){b, n, 1}, c->out + at_c, 0);
  if (slot == 0) gemm(m, n, k, (matrix){c->g + at_c, n, 1}, (matrix){b, 1, n}, c->into + at_a, !c->first);
  if (slot == 1) gemm(k, m, n, (matrix){a, 1, k}, (matrix){c->g + at_c, n, 1}, c->into + at_b, !c->first);
}

static void multiply_all(const cr_call *c, int32_t slot) {
  const cr_view *a = &c->in[0], *b = &c->in[1];
  sizes s = sizes_of(a, b, c->out_ndim - (a->ndim > 1) - (b->ndim > 1), c->out_shape);
  if (b->ndim <= 2) {
    // One matrix for all batches of a, which are then rows of one matrix.
    s.m *= s.batches;
    multiply(c, slot, &s, 0, 0, 0);
    return;
  }
  for (int32_t k = 0; k < s.batches; k++) {
    multiply(c, slot, &s, matrix_at(a, &s, k, s.m * s.k), matrix_at(b, &s, k, s.k * s.n), k * s.m * s.n);
  }
}

void product_forward(const cr_call *c) {
  multiply_all(c, -1);
}

void product_backward(const cr_call *c, int32_t slot) {
  cr_call sums = *c;
  if (c->in[1].ndim > 2) {
    // Batches may share an operand.
    start_sums(c, slot);
    sums.first = 0;
  }
  multiply_all(&sums, slot);
}
