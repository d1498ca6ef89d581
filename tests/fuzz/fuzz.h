// fuzz.h: what the fuzzer's files share: the bytes that it makes calls of, the engine, memory that fails.
#ifndef CR_FUZZ_H
#define CR_FUZZ_H

#include <stdbool.h>

#include "chainrule.h"

// The engine under test and what is left of the fuzzer's input.
typedef struct {
  cr_engine *e;
  const uint8_t *at, *end;
} run;

// One byte after another; zeros at the end.
static inline uint8_t byte(run *r) {
  return r->at < r->end ? *r->at++ : 0;
}
static inline int32_t below(run *r, int32_t count) {
  return byte(r) % count;
}

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

// How many kinds of calls there are; makes one, with arguments from the input, and checks what came of it.
int32_t call_kinds(void);
void make_call(run *r, int32_t kind);

#endif
