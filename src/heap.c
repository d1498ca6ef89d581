// heap.c: malloc and free for the bare wasm, in a tenth of the library's size; elsewhere libc's serve.
// A first-fit list of free blocks in the order of their addresses (Knuth, The Art of Computer Programming,
// vol. 1, 2.5): the engine allocates rarely, in large pieces, so that the list stays short.
#ifdef __wasm__
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { PAGE = 1 << 16, UNIT = 16 };

typedef struct block {
  size_t size;  // with this header
  struct block *next;
} block;

extern unsigned char __heap_base;
static block *list;
static uintptr_t top;

// Puts a block into the list and joins it to the free blocks that it touches.
static void put_back(block *b) {
  block *before = NULL, *after = list;
  while (after && after < b) before = after, after = after->next;
  b->next = after;
  if (before) before->next = b;
  else list = b;
  if (after && (char *)b + b->size == (char *)after) {
    b->size += after->size;
    b->next = after->next;
  }
  if (before && (char *)before + before->size == (char *)b) {
    before->size += b->size;
    before->next = b->next;
  }
}

// Asks for more memory, at least a sixteenth of what there is; the last free block is joined with it.
static int more(size_t bytes) {
  const uintptr_t end = (uintptr_t)__builtin_wasm_memory_size(0) * PAGE;
  size_t missing = bytes, least = end / 16;
  if (!top) {
    top = ((uintptr_t)&__heap_base + UNIT - 1) & ~(uintptr_t)(UNIT - 1);
    missing = end - top >= bytes ? 0 : bytes - (end - top);
  }
  size_t pages = ((missing > least ? missing : least) + PAGE - 1) / PAGE;
  if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) {
    pages = (missing + PAGE - 1) / PAGE;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return 0;
  }
  block *b = (block *)top;
  b->size = end + pages * PAGE - top;
  top += b->size;
  put_back(b);
  return 1;
}

void *malloc(size_t bytes) {
  if (bytes > PTRDIFF_MAX - PAGE) return NULL;
  const size_t size = (bytes + sizeof(block) + UNIT - 1) & ~(size_t)(UNIT - 1);
  do {
    for (block **link = &list; *link; link = &(*link)->next) {
      block *b = *link;
      if (b->size < size) continue;
      if (b->size - size < UNIT) {
        *link = b->next;
      } else {
        block *rest = (block *)((char *)b + size);
        *rest = (block){b->size - size, b->next};
        *link = rest;
        b->size = size;
      }
      return b + 1;
    }
  } while (more(size));
  return NULL;
}

void free(void *data) {
  if (data) put_back((block *)data - 1);
}

#else
typedef int heap_is_libc;
#endif
