// promote.c: dtypes: what ops take and give, and the conversion of operands to one dtype (as torch.result_type).
#include "engine.h"

static const char *const names[] = {"Float", "Long", "Bool"};

const char *dtype_name(int32_t dtype) {
  return dtype == CR_REAL && sizeof(real) == 8 ? "Double" : names[dtype];
}

static uint8_t taken(const cr_op *op, int32_t slot) {
  const uint8_t takes = op->takes[slot < CR_MAX_INPUTS ? slot : op->inputs == CR_ANY ? 0 : CR_MAX_INPUTS - 1];
  return takes ? takes : op->row || op->promotes ? CR_TAKES_ALL : CR_TAKES_REAL;
}

// Operands that may be real are converted with the others; a condition or an index is not.
static int is_promoted(const cr_op *op, int32_t slot) {
  return (op->row || op->promotes) && taken(op, slot) & CR_TAKES_REAL;
}

// bool < int64 < real.
static int32_t wider(int32_t a, int32_t b) {
  return a == CR_REAL || b == CR_REAL ? CR_REAL : a == CR_INT64 || b == CR_INT64 ? CR_INT64 : CR_BOOL;
}

int computes_ints(const cr_engine *e, const node *n) {
  return n->op->row_ints && node_of(e, node_inputs(n)[n->inputs - 1])->dtype != CR_REAL;
}

// That of operand 0, or of all that were promoted: bools beside ints were left as they are.
static int32_t dtype_of_operands(const cr_op *op, const cr_call *call) {
  if (!op->row && !op->promotes) return call->inputs ? call->in[0].dtype : CR_REAL;
  int32_t common = CR_BOOL;
  for (int32_t i = 0; i < call->inputs; i++) {
    if (is_promoted(op, i)) common = wider(common, call->in[i].dtype);
  }
  return common;
}

int32_t result_dtype(const cr_op *op, const cr_call *call) {
  const int32_t own = dtype_of_operands(op, call);
  switch (op->gives) {
  case CR_GIVES_REAL:
    return CR_REAL;
  case CR_GIVES_INT64:
    return CR_INT64;
  case CR_GIVES_BOOL:
    return CR_BOOL;
  case CR_GIVES_SUM:
    return own == CR_REAL ? CR_REAL : CR_INT64;
  default:
    return own;
  }
}

static int takes_operand(const cr_engine *e, const cr_op *op, const cr_id *in, int32_t slot) {
  const node *n = node_at(e, in[slot]);
  return !n || taken(op, slot) >> n->dtype & 1;
}

static int32_t refuse(cr_engine *e, const cr_op *op, int32_t inputs, const cr_id *in, int32_t slot) {
  const char *type = dtype_name(node_of(e, in[slot])->dtype);
  if (!op->refusal[0]) return cr_fail(e, CR_BAD_DTYPE, "%t(): operand %d must not be a %tTensor", op->name, slot, type);
  const int both = op->refusal[1] && inputs == 2 && !takes_operand(e, op, in, !slot);
  return cr_fail(e, CR_BAD_DTYPE, op->refusal[both], type);
}

// The dtype in which the op works; -1 after cr_fail. Ints, where the op has no meaning for them, are read as reals.
static int32_t common_dtype(cr_engine *e, const cr_op *op, int32_t inputs, const cr_id *in) {
  int32_t common = CR_BOOL, some = 0;
  for (int32_t i = 0; i < inputs; i++) {
    const node *n = node_or_fail(e, in[i]);
    if (!n) return -1;
    if (!takes_operand(e, op, in, i)) return refuse(e, op, inputs, in, i);
    if (!is_promoted(op, i)) continue;
    common = wider(common, n->dtype);
    some = 1;
  }
  return !some || (op->row && !op->row_ints) ? CR_REAL : common;
}

const cr_id *promoted(cr_engine *e, const cr_op *op, int32_t inputs, const cr_id *in, cr_id *few) {
  const int32_t common = common_dtype(e, op, inputs, in);
  if (common < 0) return NULL;
  cr_id *same = NULL;
  for (int32_t i = 0; i < inputs; i++) {
    const int32_t dtype = node_of(e, in[i])->dtype;
    // Bools and ints are held alike: a bool can be read as an int64.
    if (!is_promoted(op, i) || (dtype == CR_REAL) == (common == CR_REAL)) continue;
    if (!same) {
      same = inputs <= CR_MAX_INPUTS ? few : arena_take(&e->tape, (size_t)inputs * sizeof *same);
      if (!same) return fail_memory(e), NULL;
      for (int32_t k = 0; k < inputs; k++) same[k] = in[k];
    }
    same[i] = apply_op(e, cr_op_find("to"), 1, &in[i], 1, (const double[]){common});
    if (!same[i]) return NULL;
  }
  return same ? same : in;
}

cr_id scalar_beside(cr_engine *e, const node *n, double number) {
  const double largest = 9007199254740992.0;
  const int whole = n->dtype != CR_REAL && number >= -largest && number <= largest && number == (double)(int64_t)number;
  if (!whole) return cr_scalar(e, number);
  const int64_t value = (int64_t)number;
  const cr_id id = cr_int_tensor(e, 0, NULL, &value, CR_INT64);
  if (id) node_of(e, id)->flags |= NODE_CONSTANT;
  return id;
}
