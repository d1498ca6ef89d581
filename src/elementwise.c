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

// Moves the row on to the next line along the last dim, as an odometer counts.
static void next_line(const cr_call *call, const steps *s, int32_t *index, cr_row *row) {
  row->out = (char *)row->out + (ptrdiff_t)row->n * element_bytes(call->out_dtype);
  if (row->g) row->g += row->n;
  if (row->into) row->into += row->n;
  for (int32_t d = call->out_ndim - 2; d >= 0; index[d--] = 0) {
    const int32_t over = ++index[d] == call->out_shape[d], by = over ? 1 - call->out_shape[d] : 1;
    for (int32_t i = 0; i < call->inputs; i++) {
      row->in[i] = (const char *)row->in[i] + (ptrdiff_t)by * s->step[i][d] * element_bytes(call->in[i].dtype);
    }
    if (!over) return;
  }
}

void elementwise_run(const cr_call *call, void (*kernel)(const cr_row *)) {
  steps s = {0};
  int32_t index[CR_MAX_DIMS] = {0};
  const int32_t last = call->out_ndim - 1;
  cr_row row = {.n = call->out_shape[last], .out = call->out, .g = call->g, .into = call->into, .attr = call->attr};
  for (int32_t i = 0; i < call->inputs; i++) {
    steps_of(&call->in[i], call, s.step[i]);
    row.in[i] = call->in[i].data;
    row.step[i] = s.step[i][last];
  }
  for (int32_t done = 0; done < call->out_size; done += row.n) {
    kernel(&row);
    next_line(call, &s, index, &row);
  }
}
