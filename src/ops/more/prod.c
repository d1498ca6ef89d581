// prod.c: The product of all elements, or along a dim.
#include "reduce.h"

static int32_t prod_shape(cr_engine *e, const cr_call *c, cr_dims *out) {
  return reduce_one_dim(e, c, 1, "prod") ? -1 : reduce_shape(e, c, 1, out);
}

static void prod_forward(const cr_call *c) {
  const cr_view *x = &c->in[0];
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    real product = 1;
    uint64_t whole = 1;
    for (int32_t i = 0; i < l.line.count; i++) {
      const int32_t at = start + walk_to(&l.line, i);
      if (x->dtype == CR_REAL) product *= x->data[at];
      else whole *= (uint64_t)x->ints[at];
    }
    if (x->dtype == CR_REAL) c->out[k] = product;
    else c->out_ints[k] = (int64_t)whole;
  }
}

// The product of a line without its element `but`; without any 0 when that is -1.
static real product_but(const real *x, const walk *line, int32_t but) {
  real product = 1;
  for (int32_t i = 0; i < line->count; i++) {
    const real factor = x[walk_to(line, i)];
    if (but < 0 ? factor != 0 : i != but) product *= factor;
  }
  return product;
}

// Where a 0 forbids y / x. The only 0 receives the product of the others, all else receives a 0 (of the right sign);
// only with infinity or NaN among them must each be asked.
static void share_beside_zero(const real *x, const walk *line, real y, real g, int full, real *into) {
  const real others = product_but(x, line, -1);
  int32_t zeros = 0;
  for (int32_t i = 0; i < line->count; i++) zeros += x[walk_to(line, i)] == 0;
  for (int32_t i = 0; i < line->count; i++) {
    const int32_t at = walk_to(line, i);
    if (full && zeros > 1) into[at] += 0;
    else if (others - others != 0) into[at] += g * product_but(x, line, i);
    else if (zeros == 0) into[at] += g * (others / x[at]);
    else into[at] += g * (zeros == 1 && x[at] == 0 ? others : y * (__builtin_signbit(x[at]) ? -1 : 1));
  }
}

static void prod_backward(const cr_call *c, int32_t slot) {
  (void)slot;
  const cr_view *x = &c->in[0];
  const lines l = lines_of(c, 1);
  int any_zero = 0;
  for (int32_t i = 0; i < x->size; i++) any_zero |= x->data[i] == 0;
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real g = c->g[k], y = c->out[k];
    if (any_zero) share_beside_zero(x->data + start, &l.line, y, g, c->attrs == 1, c->into + start);
    for (int32_t i = 0; !any_zero && i < l.line.count; i++) {
      const int32_t at = start + walk_to(&l.line, i);
      c->into[at] += g * y / x->data[at];
    }
  }
}

OP(prod, 1, "reduction", .value = "prod(x, dim)", .vjp = {"g * y / x"}, .attrs = REDUCE_ATTRS, .takes = {CR_TAKES_ALL},
   .gives = CR_GIVES_SUM, .doc = "Multiplies all elements, or those along the given dim.", .torch = "torch.prod")
