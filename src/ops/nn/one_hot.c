// one_hot.c: For each class a row that is 1 at its place and 0 elsewhere.
#include "move.h"

static int32_t one_hot_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  const cr_view *x = &c->in[0];
  const int32_t given = int_at(c, 0);
  int64_t most = -1;
  for (int32_t k = 0; k < x->size; k++) {
    if (x->ints[k] < 0) return cr_fail(e, CR_BAD_VALUE, "Class values must be non-negative.");
    if (x->ints[k] > most) most = x->ints[k];
  }
  if (!x->size && given <= 0) {
    return cr_fail(e, CR_BAD_VALUE, "Can not infer total number of classes from empty tensor.");
  }
  if (given != -1 && most >= given) return cr_fail(e, CR_BAD_VALUE, "Class values must be smaller than num_classes.");
  dims_like(x, out);
  if (out->ndim++ < CR_MAX_DIMS) out->size[x->ndim] = given != -1 ? given : most < INT32_MAX ? (int32_t)most + 1 : INT32_MAX;
  return 0;
}

static void one_hot_forward(const cr_call *c) {
  const int32_t classes = c->out_shape[c->out_ndim - 1];
  for (int32_t k = 0; k < c->out_size; k++) c->out_ints[k] = c->in[0].ints[k / classes] == k % classes;
}

OP_CONSTANT(one_hot, 1, "index", .takes = {CR_TAKES_INT64}, .gives = CR_GIVES_INT64,
            .refusal = {"one_hot is only applicable to index tensor of type LongTensor."}, .value = "one_hot(x, num_classes)",
            .attrs = CR_ATTRS({"num_classes", "int", -1}),
            .doc = "For each class a row that is 1 at its place and 0 elsewhere; -1: as many classes as are needed.",
            .torch = "torch.nn.functional.one_hot")
