// index_select.c: The indices of a dim that a vector lists, in its order.
#include "pick.h"

static int32_t index_select_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0], *index = &c->in[1];
  const int32_t dim = dim_at(e, c, 0, x->ndim);
  if (dim < 0) return -1;
  if (index->ndim > 1) return cr_fail(e, CR_BAD_INDEX, "index_select(): Index is supposed to be a vector");
  if (!x->ndim && index->size != 1) {
    return cr_fail(e, CR_BAD_SHAPE, "index_select(): Index to scalar can have only 1 value, got %d value(s)", index->size);
  }
  dims_like(x, out);
  out->size[dim] = index->size;
  return indices_in_range(e, index, x->ndim ? x->shape[dim] : 1);
}

static int32_t index_select_row(const cr_call *c, int32_t k) {
  return (int32_t)c->in[1].ints[k];
}

static picks index_select_picks(const cr_call *c) {
  return picks_along(&c->in[0], dim_at(NULL, c, 0, c->in[0].ndim), 1, c->in[1].size);
}

static void index_select_forward(const cr_call *c) {
  const picks p = index_select_picks(c);
  pick_rows(c, &c->in[0], &p, index_select_row);
}

static void index_select_backward(const cr_call *c, int32_t slot) {
  const picks p = index_select_picks(c);
  (void)slot;
  add_picked(c, &c->in[0], &p, index_select_row);
}

OP(index_select, 2, "pick", .takes = {CR_TAKES_ALL, CR_TAKES_INT64},
   .refusal = {"index_select(): Expected dtype int32 or int64 for index"}, .value = "index_select(a, dim, b)",
   .vjp = {"index_add(g, dim, b)"}, .attrs = CR_ATTRS({"dim", "int", CR_REQUIRED}),
   .doc = "The indices of a dim that a vector lists, in its order.", .torch = "torch.index_select")
