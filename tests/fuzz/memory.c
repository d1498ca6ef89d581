// memory.c: the engine's malloc and free in the fuzzer's build (-Dmalloc=fuzz_malloc): they count, and fail when asked.
#include <stdlib.h>

#include "fuzz.h"

void *fuzz_malloc(size_t bytes);
void fuzz_free(void *data);

// No tensor of the fuzzer's should be larger: what asks for more finds out what happens without.
enum { LARGEST = 4 << 20 };

static int32_t until_failure;
static bool fail_on;
static int64_t blocks;

void fail_allocation(int32_t nth, bool all_after) {
  until_failure = nth;
  fail_on = all_after;
}

int64_t live_blocks(void) {
  return blocks;
}

static bool fails_now(void) {
  if (until_failure == 0 || --until_failure > 0) return false;
  if (fail_on) until_failure = 1;
  return true;
}

void *fuzz_malloc(size_t bytes) {
  void *data = bytes > LARGEST || fails_now() ? NULL : malloc(bytes);
  blocks += data != NULL;
  return data;
}

void fuzz_free(void *data) {
  blocks -= data != NULL;
  free(data);
}
