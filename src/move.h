// move.h: what the ops share that only move elements: which view of a tensor's elements they copy.
#ifndef CR_MOVE_H
#define CR_MOVE_H

#include "op.h"

enum { VIEW_DIMS = CR_MAX_DIMS + 1 };

// Elements of a tensor: the first one's place, then the step to the next along each dim. A dim more than a tensor has
// is refused later, as everywhere.
typedef struct cr_strides {
  int32_t ndim, offset, size[VIEW_DIMS], step[VIEW_DIMS];
} strides;

// An op whose result is a copy of a view of its one operand. NAME_view stands above it: it changes `v`, which comes as
// the whole operand. 0, or -1 after cr_fail; it does not fail again for a call that it has accepted. PyTorch's result is
// a view itself where the kind is "view".
#define OP_VIEW(NAME, KIND, ...)                         \
  const cr_op cr_op_##NAME = {.name = #NAME,             \
                              .kind = KIND,              \
                              .inputs = 1,               \
                              .takes = {CR_TAKES_ALL},   \
                              .shape = view_shape,       \
                              .forward = view_forward,   \
                              .backward = view_backward, \
                              .view = NAME##_view,       \
                              __VA_ARGS__};

int32_t view_shape(cr_engine *e, const cr_call *c, cr_dims *out);
void view_forward(const cr_call *c);
void view_backward(const cr_call *c, int32_t slot);

// The dim of operand 0 that attribute k names, counted from the front, of `ndim` dims; -1 after cr_fail. A scalar is taken
// as a tensor of one dim.
int32_t dim_at(cr_engine *e, const cr_call *c, int32_t k, int32_t ndim);
// The same for ops that refuse scalars, with a code.
int32_t dim_of(cr_engine *e, const cr_call *c, int32_t k, int32_t code);
// An attribute as int32; beyond that range its nearest end, which fits no tensor.
int32_t int_at(const cr_call *c, int32_t k);

strides strides_of(const cr_view *x);
// As it broadcasts to a shape that it fits.
strides strides_as(const cr_view *x, int32_t ndim, const int32_t *shape);
// The steps of a tensor of these sizes.
void set_steps(strides *v);
// The same view with as few dims as can be, at least one.
strides merged(const strides *v);
// Where the k-th element is.
int32_t place_at(const strides *v, int32_t k);
void remove_dim(strides *v, int32_t dim);

// The sizes of an attribute's list, from attribute k on. 0, or -1 after cr_fail: more than a tensor has.
int32_t take_sizes(cr_engine *e, const cr_call *c, int32_t k, int32_t *sizes);
// Whether all indices are in 0 .. size - 1. 0, or -1 after cr_fail.
int32_t indices_in_range(cr_engine *e, const cr_view *index, int32_t size);

static inline size_t bytes_of(int32_t dtype) {
  return dtype == CR_REAL ? sizeof(real) : sizeof(int64_t);
}

#endif
