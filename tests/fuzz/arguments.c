// arguments.c: what the fuzzer's calls are given: mostly what could be right, sometimes nonsense.
#include <math.h>
#include <string.h>

#include "fuzz.h"

// Mostly one of the newest tensors or of the parameters, sometimes no tensor's.
cr_id any_id(run *r) {
  static const cr_id wrong[] = {0, INT32_MAX, INT32_MIN, -100};
  const int32_t nodes = cr_tape_nodes(r->e), way = below(r, 16);
  if (way == 0) return wrong[below(r, 4)];
  if (way == 1) return nodes + 1;
  if (way < 8) return -1 - below(r, 12);
  return nodes - below(r, nodes < 12 ? nodes + 1 : 12);
}

// A parameter, mostly.
cr_id any_parameter(run *r) {
  cr_id id = -1 - below(r, 12);
  while (id < -1 && cr_ndim(r->e, id) < 0) id++;
  return below(r, 12) ? id : any_id(r);
}

double any_number(run *r) {
  static const double numbers[] = {0,    -0.0,    1,         -1,       2,    -2,        3,         0.5,
                                   -0.5, NAN,     INFINITY,  -1e300,   1e39, INT32_MAX, INT32_MIN, 0x1p63,
                                   1e10, -1.5e-4, -INFINITY, 0x1p-149, 7,    255.25};
  return numbers[below(r, sizeof numbers / sizeof *numbers)];
}

int32_t any_size(run *r) {
  static const int32_t sizes[] = {0, 1, 2, 3, 4, 5, 6, 0, -1, INT32_MIN, INT32_MAX, 70000};
  return sizes[below(r, 12)];
}

// Mostly one of a few, which fit each other: broadcasting, as matrices, as windows.
int32_t any_shape(run *r, int32_t *shape) {
  static const int32_t common[][5] = {{0},       {1, 1},    {1, 2},          {1, 3},          {2, 2, 3},    {2, 3, 2},
                                      {2, 1, 3}, {2, 2, 1}, {3, 2, 2, 3},    {3, 1, 3, 2},    {3, 2, 3, 2}, {1, 4},
                                      {2, 2, 2}, {2, 3, 3}, {4, 1, 2, 4, 3}, {4, 2, 2, 2, 2}, {3, 2, 1, 3}, {1, 0},
                                      {2, 0, 3}, {2, 2, 0}};
  const int32_t way = below(r, 24), known = sizeof common / sizeof *common;
  const int32_t ndim = way < known ? common[way][0] : way == known ? -1 : below(r, MOST_DIMS);
  for (int32_t d = 0; d < ndim; d++) shape[d] = way < known ? common[way][1 + d] : any_size(r);
  return ndim;
}

// One that fits the kind, mostly.
static double any_attribute(run *r, const char *kind) {
  if (below(r, 8) == 0) return any_number(r);
  if (strcmp(kind, "float") == 0) return any_number(r);
  if (strcmp(kind, "bool") == 0) return below(r, 2);
  if (strchr(kind, '|')) return below(r, 3);
  return below(r, 7) - 3;
}

int32_t any_attributes(run *r, int32_t op, double *attr) {
  int32_t count = 0, list = 0;
  if (below(r, 3) == 0) return 0;
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) {
    if (strcmp(cr_op_attr_kind(op, k), "ints") == 0) list = below(r, 5);
    else attr[count++] = any_attribute(r, cr_op_attr_kind(op, k));
    if (strcmp(cr_op_attr_kind(op, k), "pair") == 0) attr[count++] = any_attribute(r, "int");
  }
  if (below(r, 16) == 0) list = below(r, 8);
  while (list-- > 0) attr[count++] = any_attribute(r, "int");
  return count;
}

int32_t any_op(run *r) {
  const int32_t op = byte(r) | byte(r) << 8;
  return op % 64 == 63 ? (op & 64 ? -1 : cr_op_count()) : op % cr_op_count();
}

// How many operands the op wants, mostly.
int32_t any_inputs(run *r, int32_t op, cr_id *in) {
  const int32_t most = cr_op_inputs(op), least = cr_op_least(op);
  int32_t inputs = below(r, 4) ? most : least;
  if (most > MOST_INPUTS) inputs = below(r, MOST_INPUTS);
  if (below(r, 16) == 0) inputs = below(r, MOST_INPUTS + 1);
  for (int32_t i = 0; i < inputs; i++) in[i] = any_id(r);
  return inputs;
}
