// squeeze.c: Takes away dims of size 1: all, or those of the named ones that are.
#include "move.h"

static int32_t squeeze_view(cr_engine *e, const cr_call *c, strides *v) {
  if (cr_check_dims(e, v->ndim, c->attr, c->attrs)) return -1;
  const int32_t named = cr_dim_mask(v->ndim, c->attr, c->attrs);
  for (int32_t d = v->ndim - 1; d >= 0; d--) {
    if (v->size[d] == 1 && named >> d & 1) remove_dim(v, d);
  }
  return 0;
}

static uint32_t squeeze_variant(const cr_call *c) {
  return c->attrs < 2 ? (uint32_t)c->attrs : 2;
}

OP_VIEW(squeeze, "view", .grad_fn = "SqueezeBackward0|SqueezeBackward1|SqueezeBackward2", .variant = squeeze_variant, .value = "squeeze(x, dim)", .vjp = {"unsqueeze(g, dim)"}, .attrs = CR_ATTRS({"dim", "ints", 0}),
        .doc = "Takes away dims of size 1: all, or those of the named ones that are.", .torch = "torch.squeeze")
