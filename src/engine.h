// engine.h: the inside of an engine: its nodes, its tape, its parameters.
#ifndef CR_ENGINE_H
#define CR_ENGINE_H

#include "arena.h"
#include "op.h"
#include "program.h"
#include "random.h"

enum { CHUNK = 512, SENTENCE = 512 };

// The lower ones are those that cr_info shows.
enum node_flag {
  NODE_GRAD = CR_REQUIRES_GRAD,
  NODE_USED = CR_USED,          // backward has run through it and freed what it saved
  NODE_STUB = CR_STUB,          // stands for a result whose history is not on the tape
  NODE_CONSTANT = CR_CONSTANT,  // came from a number
  NODE_FRESH = 16,              // a parameter used since the last cr_take_fresh
  NODE_EMPTY = 32,              // a gradient or a state that was just made
  NODE_SHARED = 64,             // the gradient of several parameters
  NODE_TAPED = 128              // a parameter that the tape uses
};

// One tensor: a leaf, or the result of one op.
typedef struct {
  _Alignas(8) const cr_op *op;  // NULL: a leaf
  union {
    real *value;
    int64_t *ints;
  };
  real *grad;  // of the sweep whose number is `sweep`
  const int32_t *shape;
  double *attr;
  union {
    cr_id two[2];  // operands
    cr_id *many;   // when there are more than two
    struct {
      cr_id grad;   // of a parameter: its gradient's id, 0: not yet
      cr_id owner;  // of a parameter that is a gradient: whose (the last one's, when it is shared)
    };
  } in;
  int32_t size;
  uint32_t version, sweep;
  // The op's number in the table (a parameter's: of programs that hold it), its variant, the number of operands.
  uint32_t number : 12, variant : 4, inputs : 16;
  uint8_t ndim, dtype, flags, attrs;
  real one, one_grad;  // value and gradient of a single element; of a constant: the digits that `one` has lost
} node;

// A value that was changed in place (how often), the last node that may have read the old one, and the node, if any,
// that stands for the tensor since then.
typedef struct {
  cr_id id, last_reader, by;
  int32_t times;
} mutation;

// Where a backward stands between two steps. Gradients that carry another number than its own are of an earlier one.
typedef struct {
  uint32_t number;
  cr_id root, node;
  int32_t waiting;  // nodes of the tape that have a gradient to pass on
  int32_t slot, retain, running;
  cr_id edge_node;
  int32_t edge_slot;
  int32_t reached;  // how many parameters, in the engine's `reached`
} sweep;

// A place on the tape to go back to.
typedef struct {
  arena_mark arena;
  int32_t count;
} tape_mark;

// Memory that is overwritten at each use.
typedef struct {
  void *data;
  size_t size;
} buffer;

struct cr_engine {
  arena tape;
  struct cr_program *program;  // that is being recorded
  node **chunks;
  int32_t chunk_room, count;
  node *next, *end;  // the place of the next node, and the end of its chunk
  int32_t newest_size;
  node **params;
  int32_t param_room, params_used;
  int32_t param_free;  // no place below it is free
  mutation *mutations;
  int32_t mutation_room, mutation_count;
  cr_id last_change;  // the newest node that may have read what was changed after it
  sweep sweep;
  cr_id *reached;  // the parameters that the sweep has reached
  int32_t reached_room;
  buffer scratch, edge, operands, page;
  size_t page_bytes;
  cr_random random;
  size_t param_bytes;
  size_t budget, limit;  // of the tape; one large graph raises the limit until the next reset
  int32_t grad_enabled, code;
  char message[SENTENCE];
};

// NULL for an id that names nothing.
static inline node *node_at(const cr_engine *e, cr_id id) {
  if (id > 0 && id <= e->count) return &e->chunks[(uint32_t)(id - 1) / CHUNK][(uint32_t)(id - 1) % CHUNK];
  if (id < 0 && id >= -e->params_used) return e->params[-(id + 1)];
  return NULL;
}
// The same for an id that is known to be good: a node's operand, or one just made.
static inline node *node_of(const cr_engine *e, cr_id id) {
  return id > 0 ? &e->chunks[(uint32_t)(id - 1) / CHUNK][(uint32_t)(id - 1) % CHUNK] : e->params[-(id + 1)];
}
// Node `id` of the tape, found from the one before or after it, which may be NULL.
static inline node *node_from_before(const cr_engine *e, const node *before, cr_id id) {
  return before && (uint32_t)(id - 1) % CHUNK ? (node *)before + 1 : node_of(e, id);
}
static inline node *node_from_after(const cr_engine *e, const node *after, cr_id id) {
  return after && (uint32_t)id % CHUNK ? (node *)after - 1 : node_of(e, id);
}
static inline const cr_id *node_inputs(const node *n) {
  return n->inputs > 2 ? n->in.many : n->in.two;
}
// What a kernel is told of a second operand that came from a number; NULL: a tensor.
static inline const real *digits_beyond(const node *n) {
  return n->flags & NODE_CONSTANT ? &n->one_grad : NULL;
}
// The same, after cr_fail(CR_BAD_ID).
node *node_or_fail(cr_engine *e, cr_id id);
// A new node at the end of the tape, with room for its shape and value; NULL after cr_fail. *id is its id.
node *node_push(cr_engine *e, const cr_dims *dims, cr_id *id);
// A new chunk at whose start the next node stands. 0, or -1 after cr_fail.
int32_t next_chunk(cr_engine *e);
// The place of the node that comes next on the tape, which is not counted yet; NULL after cr_fail.
static inline node *node_next(cr_engine *e) {
  return e->next == e->end && next_chunk(e) ? NULL : e->next;
}
// Counts the node that node_next gave.
static inline cr_id node_done(cr_engine *e, const node *n) {
  e->newest_size = n->size;
  e->next++;
  return ++e->count;
}
tape_mark tape_here(const cr_engine *e);
// Takes back all that was put onto the tape since the mark.
void tape_back(cr_engine *e, tape_mark mark);
// The gradient of this sweep, or of the last one; NULL: not yet.
static inline real *grad_of(const cr_engine *e, const node *n) {
  return n->sweep == e->sweep.number ? n->grad : NULL;
}
// As cr_info.
static inline int32_t facts_of(const node *n) {
  return (n->flags & (NODE_FRESH - 1)) |
         (n->op ? (int32_t)(n->number + 1) << CR_OP_SHIFT | n->variant << CR_VARIANT_SHIFT : 0);
}
cr_view node_view(const node *n);
// Bytes of a node's elements.
size_t value_bytes(const node *n);
int same_shape(const node *a, const node *b);
// At least `bytes` bytes of a buffer, whose content is lost; NULL after cr_fail.
void *reserve(cr_engine *e, buffer *b, size_t bytes);
// Grows an array of `room` items of `size` bytes so that index `at` exists. 0, or -1 after cr_fail.
int32_t grow(cr_engine *e, void **items, int32_t *room, int32_t at, size_t size);

// cr_fail for memory, in general and for one tensor. Both return -1.
int32_t fail_memory(cr_engine *e);
int32_t fail_room(cr_engine *e, int32_t ndim, const int32_t *size);

// Checks ndim and sizes and multiplies them. The count, or -1 after cr_fail.
int32_t dims_count(cr_engine *e, int32_t ndim, const int32_t *size);

const cr_op *op_at(int32_t op);
// The text of the derivative for `slot`, NULL: none. In a list (CR_ANY) all operands have the first one's.
static inline const char *vjp_of(const cr_op *op, int32_t slot) {
  if (op->inputs == CR_ANY) return op->vjp[0];
  return slot < CR_MAX_INPUTS ? op->vjp[slot] : NULL;
}
static inline int has_vjp(const cr_op *op) {
  return op->vjp[0] || op->vjp[1] || op->vjp[2];
}
// Whether the derivative for `slot` uses the operand (0, 1, 2) or, with 'y', the result.
int op_saves(const cr_op *op, int32_t slot, char letter);

// Runs an elementwise kernel over the call's operands as they broadcast. A derivative's is added to call->into, which
// has the shape of the result: not yet reduced over broadcast dims.
void elementwise_run(const cr_call *call, void (*kernel)(const cr_row *));

// Points the row at a whole elementwise node, when each operand has its elements in its order or only one element.
int row_of(const cr_engine *e, const node *n, cr_row *row);
// The op of a node as its functions see it. NULL after cr_fail.
typedef struct {
  cr_call call;
  cr_view few[CR_MAX_INPUTS];
} whole_call;
const cr_call *call_of(cr_engine *e, const node *n, whole_call *whole);
// Room for so many operands' views, when they are more than CR_MAX_INPUTS; NULL after cr_fail.
cr_view *views_for(cr_engine *e, int32_t inputs, cr_view *few);
// Records an op and computes it; 0 after cr_fail, with nothing left on the tape.
cr_id apply_op(cr_engine *e, int32_t op, int32_t inputs, const cr_id *in, int32_t attrs, const double *attr);

// Room for so many changes in place to be noted. 0, or -1 after cr_fail.
int32_t reserve_mutations(cr_engine *e, int32_t more);

// Attributes, as many as the op takes: "int" is whole, "ints" are int32_t, choices are ones that there are. 0, or -1 after cr_fail.
int32_t check_attrs(cr_engine *e, const cr_op *op, int32_t attrs, const double *attr);

// PyTorch's name of a dtype.
const char *dtype_name(int32_t dtype);
// Whether an elementwise node computed in ints.
int computes_ints(const cr_engine *e, const node *n);
int32_t result_dtype(const cr_op *op, const cr_call *call);
// The operands, those that must be converted to the op's dtype replaced by new nodes; checked. `few` has room for
// CR_MAX_INPUTS. NULL after cr_fail.
const cr_id *promoted(cr_engine *e, const cr_op *op, int32_t inputs, const cr_id *in, cr_id *few);
// A number as an operand beside `n`: an int64 where that is one and the number is whole, else a real.
cr_id scalar_beside(cr_engine *e, const node *n, double number);
// Adds to `into` (of the operand's shape) what the edge passes on for upstream g; with `first`, of an op that stores, it
// is stored. 0, or -1 after cr_fail.
int32_t edge_add(cr_engine *e, const node *n, int32_t slot, const real *g, real *into, int32_t first);
// Gradient buffers start at -0, to which adding the first contribution changes no bit of it.
void fill(real *to, int32_t count, real value);

#endif
