// narrow.c: A part of a dim: `length` indices from `start` on.
#include "move.h"

static int32_t narrow_view(cr_engine *e, const cr_call *c, strides *v) {
  const int32_t length = int_at(c, 2), start = int_at(c, 1);
  const int32_t dim = dim_of(e, c, 0, CR_BAD_SHAPE);
  if (dim < 0) return -1;
  if (length < 0) return cr_fail(e, CR_BAD_SHAPE, "narrow(): length must be non-negative.");
  const int32_t size = v->size[dim], from = start < 0 ? start + size : start;
  if (from < 0 || from > size) {
    return cr_fail(e, CR_BAD_INDEX, "start out of range (expected to be in range of [%d, %d], but got %d)", -size, size,
                   start);
  }
  if (length > size - from) {
    return cr_fail(e, CR_BAD_SHAPE, "start (%d) + length (%d) exceeds dimension size (%d).", from, length, size);
  }
  v->offset = from * v->step[dim];
  v->size[dim] = length;
  return 0;
}

OP_VIEW(narrow, "view", .grad_fn = "SliceBackward0", .value = "narrow(x, dim, start, length)", .vjp = {"narrow_backward(g, dim, start)"},
        .attrs = CR_ATTRS({"dim", "int", CR_REQUIRED}, {"start", "int", CR_REQUIRED}, {"length", "int", CR_REQUIRED}),
        .doc = "A part of a dim: so many indices from a start on.", .torch = "torch.narrow")
