// attrs.c: attributes are checked once, before an op sees them: whole numbers are whole, and those of a list int32_t.
#include <math.h>
#include <string.h>

#include "engine.h"

static int32_t count_words(const char *kind) {
  int32_t count = 1;
  for (; *kind; kind++) count += *kind == '|';
  return count;
}

// The largest number that an attribute may be; -1: any number, also one that is not whole.
static int64_t largest(const char *kind) {
  if (strcmp(kind, "float") == 0) return -1;
  if (strcmp(kind, "bool") == 0) return 1;
  if (strcmp(kind, "ints") == 0) return INT32_MAX;
  if (strcmp(kind, "pair") == 0) return 1 << 28;  // more than a plane has, and small enough for sums
  return strcmp(kind, "int") == 0 ? INT64_MAX : count_words(kind) - 1;
}

static int32_t check_attr(cr_engine *e, const cr_op *op, const cr_attr *attr, double value) {
  const int negative = strncmp(attr->kind, "int", 3) == 0 || strcmp(attr->kind, "pair") == 0;
  const int64_t most = largest(attr->kind), least = negative ? -most : 0;
  if (most < 0 || (isnan(value) && isnan(attr->fallback))) return 0;
  // As a double INT64_MAX is one larger: what is not below its successor does not fit.
  if (value >= (double)least && value < (double)most + 1 && value == (trunc)(value)) return 0;
  return cr_fail(e, CR_BAD_VALUE, "%t(): %t must be a whole number from %d to %d", op->name, attr->name, least, most);
}

int32_t check_attrs(cr_engine *e, const cr_op *op, int32_t attrs, const double *attr) {
  const cr_attr *list = NULL;
  int32_t k = 0;
  for (const cr_attr *a = op->attrs; a && a->name; a++) {
    if (strcmp(a->kind, "ints") == 0) list = a;
    else if (check_attr(e, op, a, attr[k++])) return -1;
    if (strcmp(a->kind, "pair") == 0 && check_attr(e, op, a, attr[k++])) return -1;
  }
  for (; list && k < attrs; k++) {
    if (check_attr(e, op, list, attr[k])) return -1;
  }
  return 0;
}
