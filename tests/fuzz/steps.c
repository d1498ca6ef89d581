// steps.c: calls with operands that fit ops which refuse most others, and whole steps, made into programs and run.
#include <string.h>

#include "engine.h"
#include "fuzz.h"

// An op, its operands (their ndim, then their sizes; those of ints as a bit each) and attributes that fit.
enum { OPERANDS = 5, ATTRS = 9 };
typedef struct {
  const char *op;
  int32_t inputs, ints, shape[OPERANDS][5], attrs;
  double attr[ATTRS];
} fitting;

// Attributes of conv2d: stride, padding, dilation, groups, same. Of poolings: kernel_size, stride, padding, ...
static const fitting fittings[] = {
    {"conv2d", 3, 0, {{4, 2, 2, 4, 3}, {4, 3, 2, 2, 2}, {1, 3}}, 8, {1, 1, 0, 1, 1, 1, 1, 0}},
    {"conv2d", 3, 0, {{3, 4, 3, 5}, {4, 2, 2, 2, 3}, {1, 2}}, 8, {1, 1, 0, 0, 1, 1, 2, 1}},
    {"conv2d", 2, 0, {{3, 2, 2, 6}, {3, 2, 2, 3}}, 8, {1, 2, 0, 1, 1, 1, 1, 0}},
    {"max_pool2d", 1, 0, {{4, 1, 2, 4, 5}}, 9, {2, 2, 1, 2, 1, 0, 1, 1, 0}},
    {"avg_pool2d", 1, 0, {{3, 2, 4, 5}}, 9, {2, 3, 1, 2, 1, 1, 1, 0, 2}},
    {"adaptive_avg_pool2d", 1, 0, {{3, 2, 3, 4}}, 2, {2, 3}},
    {"batch_norm", 5, 0, {{3, 2, 3, 2}, {1, 3}, {1, 3}, {1, 3}, {1, 3}}, 3, {1, 0.1, 1e-5}},
    {"batch_norm", 5, 0, {{2, 4, 2}, {1, 0}, {1, 2}, {1, 2}, {1, 2}}, 3, {0, 0.1, 1e-5}},
    {"layer_norm", 3, 0, {{3, 2, 2, 3}, {2, 2, 3}, {2, 2, 3}}, 3, {1e-5, 2, 3}},
    {"linear", 3, 0, {{3, 2, 2, 3}, {2, 4, 3}, {1, 4}}, 0, {0}},
    {"embedding", 2, 1, {{2, 2, 2}, {2, 3, 2}}, 1, {1}},
    {"index_select", 2, 2, {{2, 3, 2}, {1, 4}}, 1, {0}},
    {"gather", 2, 2, {{2, 2, 3}, {2, 2, 2}}, 1, {1}},
    {"index", 3, 6, {{3, 2, 2, 3}, {2, 2, 1}, {1, 3}}, 1, {0}},
    {"max", 1, 0, {{3, 2, 3, 2}}, 2, {0, 1}},
    {"nll_loss", 3, 2, {{2, 3, 2}, {1, 3}, {1, 2}}, 3, {0, 1, 0.25}},
    {"nll_loss", 3, 2, {{4, 2, 2, 2, 1}, {3, 2, 2, 1}, {1, 2}}, 3, {2, -100, 0}},
    {"binary_cross_entropy", 3, 0, {{1, 3}, {1, 3}, {1, 3}}, 1, {0}},
    {"binary_cross_entropy_with_logits", 4, 0, {{2, 1, 3}, {2, 1, 3}, {1, 0}, {2, 1, 3}}, 1, {0}},
};

// Mostly numbers from 0 to 1, and the first classes.
static void fill_fitting(run *r, cr_id id) {
  const int32_t first = byte(r);
  if (first > 200) fill_new(r, id);
  else
    for (int32_t k = 0; k < cr_size(r->e, id); k++) {
      if (cr_dtype_of(r->e, id) == CR_REAL) cr_data(r->e, id)[k] = (cr_real)((first + k * 37) % 11 / 10.0);
      else cr_int_data(r->e, id)[k] = (first + k) % 2;
    }
}

static cr_id fitting_operand(run *r, const fitting *f, int32_t slot) {
  const int32_t ndim = f->shape[slot][0], *shape = f->shape[slot] + 1, way = below(r, 16);
  cr_id id;
  if (way == 0) return any_id(r);
  if (f->ints >> slot & 1) MAY_FAIL(r, id = cr_int_tensor(r->e, ndim, shape, NULL, CR_INT64), !id);
  else if (way < 6) MAY_FAIL(r, id = cr_tensor(r->e, ndim, shape, NULL), !id);
  else MAY_FAIL(r, id = cr_param(r->e, ndim, shape, NULL, 1), !id);
  if (id) fill_fitting(r, id);
  return id;
}

cr_id apply_fitting(run *r) {
  const fitting *f = &fittings[below(r, sizeof fittings / sizeof *fittings)];
  const int32_t op = cr_op_find(f->op), changed = below(r, 3 * ATTRS);
  double attr[ATTRS];
  cr_id in[OPERANDS], id;
  for (int32_t i = 0; i < f->inputs; i++) in[i] = fitting_operand(r, f, i);
  memcpy(attr, f->attr, sizeof attr);
  if (changed < f->attrs) attr[changed] = below(r, 8) ? below(r, 4) : any_number(r);
  MAY_FAIL(r, id = cr_apply(r->e, op, f->inputs, in, f->attrs, f->attrs ? attr : NULL), !id);
  check_tensor(r, id);
  return id;
}

// The next op of this kind.
static int32_t op_of(run *r, const char *kind) {
  int32_t op = any_op(r);
  do op = op + 1 < cr_op_count() ? op + 1 : 0;
  while (strcmp(cr_op_text(op, CR_KIND), kind) != 0);
  return op;
}

static cr_id apply_elementwise(run *r, cr_id x) {
  const int32_t way = below(r, 4);
  cr_id id;
  if (way == 0) MAY_FAIL(r, id = cr_binary(r->e, op_of(r, "binary"), x, any_id(r)), !id);
  else if (way == 1) MAY_FAIL(r, id = cr_binary_number(r->e, op_of(r, "binary"), x, any_number(r)), !id);
  else MAY_FAIL(r, id = cr_unary(r->e, op_of(r, "unary"), x), !id);
  return id;
}

// Some ops, then mostly backward: the id of a single element, 0 after a failure.
static cr_id forward_and_backward(run *r) {
  cr_id id = below(r, 2) ? apply_fitting(r) : -1;
  int32_t done;
  for (int32_t k = below(r, 4); id && k > 0; k--) id = apply_elementwise(r, id);
  if (!id) return 0;
  MAY_FAIL(r, id = cr_unary(r->e, cr_op_find("sum"), id), !id);
  if (id && cr_requires_grad(r->e, id)) MAY_FAIL_ON_ITS_WAY(r, done = cr_backward(r->e, id, 0, below(r, 2)), done < 0);
  return id;
}

// Whether the tape uses a gradient, which a backward changes.
static bool reads_gradient(run *r) {
  for (cr_id id = -1; id > -200; id--) {
    const node *n = node_at(r->e, id);
    if (n && n->flags & NODE_TAPED && (n->in.owner || n->flags & NODE_SHARED)) return true;
  }
  return false;
}

// A program's run gives what was recorded, when the step has changed nothing that it reads.
void run_step(run *r) {
  cr_program **program = &r->programs[below(r, PROGRAMS)], *made;
  int32_t done, changes = below(r, 2);
  cr_reset(r->e);
  MAY_FAIL(r, done = cr_program_begin(r->e), done < 0);
  const cr_id id = forward_and_backward(r);
  const cr_real *out = cr_data(r->e, id), recorded = out ? *out : 0;
  if (changes) update(r);
  changes |= reads_gradient(r);
  made = cr_program_end(r->e);
  if (!made) return;
  cr_program_free(r->e, *program);
  *program = made;
  for (int32_t runs = below(r, 4); runs > 0; runs--) {
    const int32_t fits = cr_program_fits(r->e, made);
    done = cr_program_run(r->e, made);
    require(fits == (done != 1), "a program that fits is run");
    require(done != 0 || changes || !out || memcmp(out, &recorded, sizeof *out) == 0,
            "a run repeats what was recorded");
  }
  touch(&(cr_id){cr_program_made(made, below(r, 4))}, sizeof(cr_id));
  if (out) touch(out, sizeof *out);
}
