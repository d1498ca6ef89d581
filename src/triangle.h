// triangle.h: what tril and triu share.
#ifndef CR_TRIANGLE_H
#define CR_TRIANGLE_H

#include "op.h"

int32_t triangle_shape(cr_engine *e, const cr_call *c, cr_dims *out);
void triangle_forward(const cr_call *c);
void triangle_backward(const cr_call *c, int32_t slot);

#define OP_TRIANGLE(NAME, ...)                               \
  const cr_op cr_op_##NAME = {.name = #NAME,                 \
                              .kind = "move",                \
                              .inputs = 1,                   \
                              .takes = {CR_TAKES_ALL},       \
                              .shape = triangle_shape,       \
                              .forward = triangle_forward,   \
                              .backward = triangle_backward, \
                              __VA_ARGS__};

#endif
