// arena.h: block memory for the tape: allocation is an addition, freeing is all at once.
#ifndef CR_ARENA_H
#define CR_ARENA_H

#include <stddef.h>

typedef struct arena_block arena_block;

typedef struct {
  arena_block *first, *current;
  size_t used;  // bytes handed out since the last reset
  size_t held;  // bytes of all blocks
} arena;

// A place to go back to.
typedef struct {
  arena_block *block;
  size_t at, used;
} arena_mark;

// 8-aligned, not cleared; NULL when memory is exhausted. No pointer moves until arena_reset.
void *arena_take(arena *a, size_t bytes);
arena_mark arena_here(const arena *a);
// Gives back all that was taken since the mark.
void arena_back(arena *a, arena_mark mark);
// Gives everything back; keeps a few blocks for the next step and frees the others.
void arena_reset(arena *a);
void arena_free(arena *a);

#endif
