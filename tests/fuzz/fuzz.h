// fuzz.h: what the fuzzer's files share: the bytes that it makes calls of, the engine, memory that fails.
#ifndef CR_FUZZ_H
#define CR_FUZZ_H

#include <stdbool.h>

#include "chainrule.h"

// The engine under test and what is left of the fuzzer's input.
enum { PROGRAMS = 2 };
typedef struct {
  cr_engine *e;
  cr_program *programs[PROGRAMS];
  const uint8_t *at, *end;
} run;

// One byte after another; zeros at the end.
static inline uint8_t byte(run *r) {
  return r->at < r->end ? *r->at++ : 0;
}
static inline int32_t below(run *r, int32_t count) {
  return byte(r) % count;
}

// Arguments: a tensor's id, a parameter's, a number, a size, a shape (the count of dims), an op, its operands (their
// count) and its attributes (likewise).
enum { MOST_DIMS = CR_MAX_DIMS + 2, MOST_ATTRS = 40, MOST_INPUTS = 6 };
cr_id any_id(run *r);
cr_id any_parameter(run *r);
double any_number(run *r);
int32_t any_size(run *r);
int32_t any_shape(run *r, int32_t *shape);
int32_t any_op(run *r);
int32_t any_inputs(run *r, int32_t op, cr_id *in);
int32_t any_attributes(run *r, int32_t op, double *attr);

// Ends the process, with a stack that the fuzzer prints, unless it holds.
void require(bool holds, const char *what);

// Reads all of it, for the sanitiser to see.
int touch(const void *data, size_t bytes);

// Everything that can be read of the engine, as one number. `during_sweep` leaves out what a backward that fails on
// its way may change: the gradients of the tape's nodes, and the tape's bytes.
uint64_t state_of(const cr_engine *e, bool during_sweep);

// Makes the engine's allocation number `nth` from now fail (0: none), and all after it, too.
void fail_allocation(int32_t nth, bool all_after);
int64_t live_blocks(void);

// What is done before and after a call that may fail: notes the state, sometimes lets memory run out; then checks that a
// failure has a code and a sentence, and has changed nothing. `sweeps`: it may fail on its way, as a backward.
void before(run *r, bool sweeps);
void after(run *r, bool failed, bool sweeps);
#define MAY_FAIL(r, call, failed) \
  do {                            \
    before(r, false);             \
    call;                         \
    after(r, failed, false);      \
  } while (0)
#define MAY_FAIL_ON_ITS_WAY(r, call, failed) \
  do {                                       \
    before(r, true);                         \
    call;                                    \
    after(r, failed, true);                  \
  } while (0)

// What must hold of a new tensor, if there is one; and its elements, some of them odd.
void check_tensor(const run *r, cr_id id);
void fill_new(run *r, cr_id id);

// An op with operands that fit it, mostly; an optimiser's step; a whole step, recorded and run again.
cr_id apply_fitting(run *r);
void update(run *r);
void run_step(run *r);

// How many kinds of calls there are; makes one, with arguments from the input, and checks what came of it.
int32_t call_kinds(void);
void make_call(run *r, int32_t kind);

#endif
