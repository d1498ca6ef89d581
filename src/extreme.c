// extreme.c: largest and smallest elements, where they stand, and to which of them the gradient goes.
#include "extreme.h"

// amax and amin take several dims, and speak of them in their own way.
static int32_t fail_empty(cr_engine *e, const cr_call *c, const char *name) {
  const int several = name[0] == 'a' && name[1] == 'm', place = name[0] == 'a' && !several;
  if (c->attrs == 1) {
    return cr_fail(e, place ? CR_BAD_DIM : CR_BAD_SHAPE,
                   "%t(): Expected reduction dim to be specified for input.numel() == 0.%t", name,
                   place ? "" : " Specify the reduction dim with the 'dim' argument.");
  }
  const cr_view *x = &c->in[0];
  for (int32_t k = 1; k < c->attrs; k++) {
    const int32_t given = (int32_t)c->attr[k], dim = given < 0 ? given + x->ndim : given;
    if (x->shape[dim] != 0) continue;
    return cr_fail(e, CR_BAD_DIM, "%t(): Expected reduction dim %d to have non-zero size.", name,
                   several ? given : dim);
  }
  return 0;
}

int32_t extreme_shape(cr_engine *e, const cr_call *c, cr_dims *out, const char *name) {
  if (reduce_shape(e, c, 1, out)) return -1;
  return c->in[0].size == 0 ? fail_empty(e, c, name) : 0;
}

#define EXTREME_AT(FN, T, MEMBER)                                                  \
  static int32_t FN(const cr_view *v, int32_t start, const walk *line, int sign) { \
    int32_t best = 0;                                                              \
    T most = 0;                                                                    \
    for (int32_t i = 0; i < line->count; i++) {                                    \
      const T x = v->MEMBER[start + walk_to(line, i)];                             \
      const int better = sign > 0 ? x > most : x < most;                           \
      if (i == 0 || better || x != x) most = x, best = i;                          \
      if (x != x) break;                                                           \
    }                                                                              \
    return best;                                                                   \
  }
EXTREME_AT(real_at, real, data)
EXTREME_AT(int_at, int64_t, ints)

static int32_t extreme_at(const cr_view *x, int32_t start, const walk *line, int sign) {
  return x->dtype == CR_REAL ? real_at(x, start, line, sign) : int_at(x, start, line, sign);
}

void extreme_values(const cr_call *c, int sign) {
  const cr_view *x = &c->in[0];
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k), at = start + walk_to(&l.line, extreme_at(x, start, &l.line, sign));
    if (x->dtype == CR_REAL) c->out[k] = x->data[at];
    else c->out_ints[k] = x->ints[at];
  }
}

void extreme_places(const cr_call *c, int sign) {
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    c->out_ints[k] = extreme_at(&c->in[0], walk_to(&l.kept, k), &l.line, sign);
  }
}

real line_most(const real *x, const walk *line) {
  return line->count ? x[walk_to(line, real_at(&(cr_view){.data = x}, 0, line, 1))] : (real)-INFINITY;
}

void extreme_share(const cr_call *c, int full) {
  const real *x = c->in[0].data;
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k);
    const real y = c->out[k];
    real equals = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int32_t i = 0; i < l.line.count; i++) {
        const int32_t at = start + walk_to(&l.line, i);
        const int equal = x[at] == y || (full && x[at] != x[at] && y != y);
        if (pass == 0) equals += (real)equal;
        else c->into[at] += full && !equal ? 0 : c->g[k] * (real)equal / equals;
      }
    }
  }
}

void extreme_pick(const cr_call *c, int sign) {
  const lines l = lines_of(c, 1);
  for (int32_t k = 0; k < l.kept.count; k++) {
    const int32_t start = walk_to(&l.kept, k), best = extreme_at(&c->in[0], start, &l.line, sign);
    for (int32_t i = 0; i < l.line.count; i++) c->into[start + walk_to(&l.line, i)] += i == best ? c->g[k] : 0;
  }
}
