// elementwise.c: runs an elementwise op over its operands as they broadcast.
#include "engine.h"

// Steps of every operand along every dim of the result; 0 where it is broadcast.
typedef struct {
  int32_t step[CR_MAX_INPUTS][CR_MAX_DIMS];
} steps;

static void steps_of(const cr_view *in, const cr_call *call, int32_t *step) {
  int32_t own = 1;
  for (int32_t d = call->out_ndim - 1; d >= 0; d--) {
    const int32_t at = d - (call->out_ndim - in->ndim);
    const int32_t size = at < 0 ? 1 : in->shape[at];
    step[d] = size == 1 ? 0 : own;
    own *= size;
  }
}

int row_of(const cr_engine *e, const node *n, cr_row *row) {
  if (!n->op->row) return 0;
  row->n = n->size;
  row->out = n->value;
  row->attr = n->attr;
  for (int32_t i = 0; i < n->inputs; i++) {
    const node *in = node_of(e, node_inputs(n)[i]);
    if (in->size != n->size && in->size != 1) return 0;
    row->in[i] = in->value;
    row->step[i] = in->size != 1;
    row->rest = digits_beyond(in);
  }
  return 1;
}

static int32_t element_bytes(int32_t dtype) {
  return dtype == CR_REAL ? (int32_t)sizeof(real) : (int32_t)sizeof(int64_t);
}

// Points the row at the result's element `start`, which begins a line along the last dim.
static void row_at(const cr_call *call, const steps *s, int32_t start, cr_row *row) {
  int32_t offset[CR_MAX_INPUTS] = {0};
  for (int32_t d = call->out_ndim - 2, line = start / row->n; d >= 0; line /= call->out_shape[d--]) {
    for (int32_t i = 0; i < call->inputs; i++) offset[i] += line % call->out_shape[d] * s->step[i][d];
  }
  for (int32_t i = 0; i < call->inputs; i++) {
    row->in[i] = (const char *)call->in[i].data + (ptrdiff_t)offset[i] * element_bytes(call->in[i].dtype);
  }
  row->out = (char *)call->out + (ptrdiff_t)start * element_bytes(call->out_dtype);
  row->g = call->g ? call->g + start : NULL;
  row->into = call->into ? call->into + start : NULL;
}

void elementwise_run(const cr_call *call, void (*kernel)(const cr_row *)) {
  steps s = {0};
  const int32_t last = call->out_ndim - 1;
  cr_row row = {.n = call->out_shape[last], .attr = call->attr};
  for (int32_t i = 0; i < call->inputs; i++) {
    steps_of(&call->in[i], call, s.step[i]);
    row.step[i] = s.step[i][last];
  }
  for (int32_t start = 0; start < call->out_size; start += row.n) {
    row_at(call, &s, start, &row);
    kernel(&row);
  }
}
