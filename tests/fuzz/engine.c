// engine.c: libFuzzer's entry: each input is a program of calls of the C API, good ones and bad ones.
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST_TAPE = 120 };

void require(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "the engine breaks its word: %s\n", what);
  abort();
}

int touch(const void *data, size_t bytes) {
  int all = 0;
  for (size_t k = 0; k < bytes; k++) all ^= ((const char *)data)[k];
  return all;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  run r = {.at = data, .end = data + size};
  fail_allocation(below(&r, 2), false);
  r.e = cr_open();
  fail_allocation(0, false);
  while (r.e && r.at < r.end) {
    make_call(&r, below(&r, call_kinds()));
    if (cr_tape_nodes(r.e) > LONGEST_TAPE) cr_reset(r.e);
  }
  for (int32_t k = 0; k < PROGRAMS; k++) cr_program_free(r.e, r.programs[k]);
  cr_close(r.e);
  require(live_blocks() == 0, "cr_close frees everything");
  return 0;
}
