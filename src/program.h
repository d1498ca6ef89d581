// program.h: a step that was recorded to be run again: the kernels that it called, with the addresses of what they
// worked on, and the memory of the tape on which these stand.
#ifndef CR_PROGRAM_H
#define CR_PROGRAM_H

#include "arena.h"
#include "op.h"

typedef void (*cr_kernel)(const cr_row *row);
// An optimiser's step whose operands have been checked and whose states are there.
typedef int32_t cr_update_again(cr_engine *e, int32_t rule, int32_t count, cr_id *ids, const double *hyper);
// Whether the states are there that the hyperparameters, which may have been written, ask for.
typedef int32_t cr_update_fits(int32_t rule, int32_t count, const cr_id *ids, const double *hyper);

typedef enum {
  STEP_ONE,         // a single element
  STEP_EDGE_FIRST,  // what one passes on: the first that its operand gets in a sweep, or more
  STEP_EDGE_MORE,
  STEP_PASS_FIRST,  // the same where it is the upstream itself
  STEP_PASS_MORE,
  STEP_ROW,      // a kernel over one run of elements
  STEP_WIDE,     // a kernel over operands that broadcast
  STEP_SUM,      // the same for a derivative, summed over broadcast dims
  STEP_CHECK,    // what an op demands of its operands, also of their values: an index, a divisor
  STEP_FORWARD,  // any other op, and its derivative
  STEP_BACKWARD,
  STEP_BOOLS,  // ints become 0 and 1
  STEP_FILL,
  STEP_COPY,
  STEP_GIVE,      // a gradient is added to a parameter's
  STEP_SET_GRAD,  // a parameter gets or loses its gradient
  STEP_UPDATE     // an optimiser's step
} step_kind;

// A step is as long as its kind needs: a program of single elements is as fast as it is small.
typedef struct {
  int16_t kind, words;
  union {
    struct {
      cr_one *value;
      const real *a, *b, *rest;
      real *out;
    } one;
    struct {
      cr_one_vjp *vjp;
      const real *a, *b, *rest, *y, *g;
      real *into;
    } edge;
    struct {
      real *to;
      const real *from;
    } pass;
    struct {
      cr_kernel kernel;
      cr_row row;
    } run;
    struct {
      const cr_op *op;
      cr_kernel kernel;
      cr_call call;
      int32_t slot, mask;
      real *sum;
    } whole;
    struct {
      void *to;
      const void *from;
      size_t bytes;
      real value;
    } move;
    struct {
      cr_id param, id;
    } grad;
    struct {
      cr_update_again *again;
      cr_update_fits *fits;
      cr_id *ids;
      double *hyper;
      int32_t rule, count;
    } update;
  };
} program_step;

// A parameter whose gradient the program uses: with which one it must begin, when it goes on with what it finds.
typedef struct {
  cr_id param, grad;
  int32_t matters;
} program_param;

struct cr_program {
  arena memory;
  uint64_t *steps;  // one behind the other
  int32_t step_room, step_words;
  int32_t last;  // where the newest one begins
  program_param *params;
  int32_t param_room, param_count;
  cr_id *held;  // parameters that stay in the engine as long as the program
  int32_t held_room, held_count;
  cr_id *changed;  // those among them that a run changes in place
  int32_t changed_room, changed_count;
  int32_t *updates;  // at which words optimisers' steps begin
  int32_t update_room, update_count;
  cr_id *made;  // and the gradients that a run makes anew
  int32_t made_room, made_count;
  int32_t failed;
};

static inline const program_step *update_at(const cr_program *p, int32_t nth) {
  return (const program_step *)(p->steps + p->updates[nth]);
}

#ifdef CR_SMALL  // an engine without programs
#define note_row(...) ((void)0)
#define note_wide(...) ((void)0)
#define note_sum(...) ((void)0)
#define note_check(...) ((void)0)
#define note_forward(...) ((void)0)
#define note_backward(...) ((void)0)
#define note_bools(...) ((void)0)
#define note_fill(...) ((void)0)
#define note_copy(...) ((void)0)
#define note_give(...) ((void)0)
#define note_no_grad(...) ((void)0)
#define note_set_grad(...) ((void)0)
#define note_new_grad(...) ((void)0)
#define note_changed(...) ((void)0)
#define note_failure(...) ((void)0)
#define note_use(...) ((void)0)
#define program_drop(...) ((void)0)
#else
// What is done while a program is recorded; each does nothing when none is.
// An elementwise op over one run of elements: the value for slot -1, else what is passed on to an operand.
void note_row(cr_engine *e, const cr_op *op, int32_t slot, cr_kernel kernel, const cr_row *row);
void note_wide(cr_engine *e, cr_kernel kernel, const cr_call *call);
// call->into was filled with -0, the kernel's results added, and their sums over the dims of `mask` added to `into`;
// without a kernel, the sums of call->g.
void note_sum(cr_engine *e, cr_kernel kernel, const cr_call *call, int32_t mask, real *into);
void note_check(cr_engine *e, const cr_op *op, const cr_call *call);
void note_forward(cr_engine *e, const cr_op *op, const cr_call *call);
void note_backward(cr_engine *e, const cr_op *op, const cr_call *call, int32_t slot);
void note_bools(cr_engine *e, int64_t *ints, int32_t count);
void note_fill(cr_engine *e, real *to, int32_t count, real value);
void note_copy(cr_engine *e, void *to, const void *from, size_t bytes);
void note_give(cr_engine *e, cr_id param);
// Backward finds a parameter without a gradient.
void note_no_grad(cr_engine *e, cr_id param);
void note_set_grad(cr_engine *e, cr_id param, cr_id grad);
// Backward has made it: there was none.
void note_new_grad(cr_engine *e, cr_id param, cr_id grad);
// `ids` has rows of so many ids, the parameter's first.
void note_update(cr_engine *e, cr_update_again *again, cr_update_fits *fits, int32_t rule, int32_t count, int32_t row,
                 const cr_id *ids, int32_t hypers, const double *hyper);
void note_changed(cr_engine *e, cr_id param);
// Something was done that cannot be run again (CR_BAD_OP), or there was no memory for it.
void note_failure(cr_engine *e, int32_t code);
// A parameter whose elements are read or written: it stays as long as the program.
void note_use(cr_engine *e, cr_id id);
// Ends a recording without a program.
void program_drop(cr_engine *e);
#endif

#endif
