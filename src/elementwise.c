// elementwise.c: runs an elementwise op over its operands as they broadcast.
#include "engine.h"

// Steps of every operand along every dim of the result; 0 where it is broadcast.
typedef struct {
  int32_t step[CR_MAX_INPUTS][CR_MAX_DIMS];
} steps;

static void steps_of(const cr_view *in, const cr_view *out, int32_t *step) {
  int32_t own = 1;
  for (int32_t d = out->ndim - 1; d >= 0; d--) {
    const int32_t at = d - (out->ndim - in->ndim);
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
  }
  return 1;
}

// Points the row at the result's element `start`, which begins a line along the last dim.
static void row_at(const cr_op *op, const cr_call *call, const cr_view *out, const steps *s, int32_t start,
                   cr_row *row) {
  int32_t offset[CR_MAX_INPUTS] = {0};
  for (int32_t d = out->ndim - 2, line = start / row->n; d >= 0; line /= out->shape[d--]) {
    for (int32_t i = 0; i < op->inputs; i++) offset[i] += line % out->shape[d] * s->step[i][d];
  }
  for (int32_t i = 0; i < op->inputs; i++) row->in[i] = call->in[i].data + offset[i];
  row->out = call->out + start;
  row->g = call->g ? call->g + start : NULL;
  row->into = call->into ? call->into + start : NULL;
}

static void run(const cr_op *op, const cr_call *call, const cr_view *out, void (*kernel)(const cr_row *)) {
  steps s = {0};
  cr_row row = {.n = out->shape[out->ndim - 1], .attr = call->attr};
  for (int32_t i = 0; i < op->inputs; i++) {
    steps_of(&call->in[i], out, s.step[i]);
    row.step[i] = s.step[i][out->ndim - 1];
  }
  for (int32_t start = 0; start < out->size; start += row.n) {
    row_at(op, call, out, &s, start, &row);
    kernel(&row);
  }
}

void elementwise_forward(const cr_op *op, const cr_call *call, const cr_view *out) {
  run(op, call, out, op->row);
}

void elementwise_backward(const cr_op *op, const cr_call *call, const cr_view *out, int32_t slot) {
  run(op, call, out, op->row_vjp[slot]);
}
