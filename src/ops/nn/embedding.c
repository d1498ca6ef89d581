// embedding.c: Rows of a weight matrix, one for each index.
#include "pick.h"

static int32_t embedding_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *index = &c->in[0], *weight = &c->in[1];
  const double padding = c->attr[0];
  if (weight->ndim != 2) return cr_fail(e, CR_BAD_SHAPE, "'weight' must be 2-D");
  if (padding >= weight->shape[0] || padding < -weight->shape[0]) {
    return cr_fail(e, CR_BAD_VALUE, "Padding_idx must be within num_embeddings");
  }
  dims_like(index, out);
  out->dtype = weight->dtype;
  if (out->ndim++ < CR_MAX_DIMS) out->size[index->ndim] = weight->shape[1];
  return indices_in_range(e, index, weight->shape[0]);
}

static picks embedding_picks(const cr_call *c) {
  return picks_along(&c->in[1], 0, 1, c->in[0].size);
}

static int32_t embedding_row(const cr_call *c, int32_t k) {
  return (int32_t)c->in[0].ints[k];
}

static int32_t embedding_trained_row(const cr_call *c, int32_t k) {
  const double row = (double)c->in[0].ints[k], padding = c->attr[0];
  return row == padding || row == padding + c->in[1].shape[0] ? -1 : (int32_t)row;
}

static void embedding_forward(const cr_call *c) {
  const picks p = embedding_picks(c);
  pick_rows(c, &c->in[1], &p, embedding_row);
}

static void embedding_backward(const cr_call *c, int32_t slot) {
  const picks p = embedding_picks(c);
  (void)slot;
  add_picked(c, &c->in[1], &p, embedding_trained_row);
}

OP(embedding, 2, "pick", .takes = {CR_TAKES_INT64, CR_TAKES_ALL}, .value = "index_select(b, a)",
   .refusal = {"Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
               "torch.%tTensor instead (while checking arguments for embedding)"},
   .vjp = {NULL, "index_put(g, a)"}, .attrs = CR_ATTRS({"padding_idx", "int", NAN}),
   .doc = "Rows of a weight matrix, one for each index; the row padding_idx is not trained.",
   .torch = "torch.nn.functional.embedding")
