// arena.c: block memory for the tape: a list of blocks, each filled from its start.
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

struct arena_block {
  arena_block *next;
  size_t size, at;
};

// The first block is small so that a page with twenty demos stays small; blocks then double up to the largest.
// What reset keeps is bounded, so that one large step does not hold its memory for ever.
enum { SMALLEST = 1 << 15, LARGEST = 1 << 20, KEPT = 8 << 20, HEADER = (sizeof(arena_block) + 7) / 8 * 8 };

static arena_block *add_block(arena *a, size_t bytes) {
  size_t size = a->held < SMALLEST ? SMALLEST : a->held > LARGEST ? LARGEST : a->held;
  if (size < bytes) size = bytes;
  arena_block *block = size > SIZE_MAX - HEADER ? NULL : malloc(HEADER + size);
  if (!block) return NULL;
  *block = (arena_block){.size = size};
  a->held += size;
  if (a->current) {
    block->next = a->current->next;
    a->current->next = block;
  } else {
    a->first = block;
  }
  return a->current = block;
}

// The next block of an earlier step, when it is large enough.
static arena_block *next_block(arena *a, size_t bytes) {
  arena_block *next = a->current ? a->current->next : NULL;
  if (!next || next->size < bytes) return add_block(a, bytes);
  next->at = 0;
  return a->current = next;
}

void *arena_take(arena *a, size_t bytes) {
  if (bytes > SIZE_MAX - 7) return NULL;
  bytes = (bytes + 7) & ~(size_t)7;
  arena_block *block = a->current;
  if (!block || block->size - block->at < bytes) block = next_block(a, bytes);
  if (!block) return NULL;
  char *start = (char *)block + HEADER + block->at;
  block->at += bytes;
  a->used += bytes;
  return start;
}

arena_mark arena_here(const arena *a) {
  return (arena_mark){a->current, a->current ? a->current->at : 0, a->used};
}

void arena_back(arena *a, arena_mark mark) {
  a->current = mark.block ? mark.block : a->first;
  if (a->current) a->current->at = mark.at;
  a->used = mark.used;
}

void arena_reset(arena *a) {
  size_t kept = 0;
  for (arena_block **link = &a->first; *link;) {
    arena_block *block = *link;
    if (kept + block->size <= KEPT) {
      kept += block->size;
      link = &block->next;
    } else {
      *link = block->next;
      free(block);
    }
  }
  a->held = kept;
  a->used = 0;
  a->current = a->first;
  if (a->current) a->current->at = 0;
}

void arena_free(arena *a) {
  for (arena_block *block = a->first; block;) {
    arena_block *next = block->next;
    free(block);
    block = next;
  }
  *a = (arena){0};
}
