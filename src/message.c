// message.c: sentences for what failed, composed without stdio (it would be half of the wasm).
#include "engine.h"

typedef struct {
  char *at, *end;
} writer;

static void put(writer *w, char c) {
  if (w->at < w->end) *w->at++ = c;
}

static void put_text(writer *w, const char *text) {
  while (*text) put(w, *text++);
}

static void put_number(writer *w, int64_t number) {
  uint64_t rest = number < 0 ? 0u - (uint64_t)number : (uint64_t)number;
  char digits[19];
  int32_t count = 0;
  do digits[count++] = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) put(w, '-');
  while (count) put(w, digits[--count]);
}

static void put_sizes(writer *w, int32_t ndim, const int32_t *size) {
  for (int32_t d = 0; d < ndim; d++) {
    if (d) put_text(w, ", ");
    put_number(w, size[d]);
  }
}

static void put_capitalized(writer *w, const char *text) {
  put(w, (char)(*text - 'a' + 'A'));
  put_text(w, text + 1);
}

static const void *pointer(int64_t argument) {
  return (const void *)(intptr_t)argument;
}

// %d a number, %t a text, %T the same with a capital, %s a shape (two arguments: how many dims, their sizes), %z its
// sizes without brackets.
int32_t cr_fail_with(cr_engine *e, int32_t code, const char *format, int64_t a, int64_t b, int64_t c, int64_t d,
                     int64_t f, int64_t g, int64_t h) {
  writer w = {e->message, e->message + SENTENCE - 1};
  const int64_t given[] = {a, b, c, d, f, g, h}, *next = given;
  for (; *format; format++) {
    if (*format != '%') {
      put(&w, *format);
      continue;
    }
    const int64_t argument = *next++;
    format++;
    if (*format == 'd' || *format == 'l') put_number(&w, argument);
    if (*format == 't') put_text(&w, pointer(argument));
    if (*format == 'T') put_capitalized(&w, pointer(argument));
    if (*format == 's') put(&w, '[');
    if (*format == 's' || *format == 'z') put_sizes(&w, (int32_t)argument, pointer(*next++));
    if (*format == 's') put(&w, ']');
  }
  *w.at = 0;
  e->code = code;
  return -1;
}

int32_t fail_memory(cr_engine *e) {
  note_failure(e, CR_NO_MEMORY);
  return cr_fail(e, CR_NO_MEMORY, "out of memory");
}

int32_t fail_room(cr_engine *e, int32_t ndim, const int32_t *size) {
  note_failure(e, CR_NO_MEMORY);
  return cr_fail(e, CR_NO_MEMORY, "out of memory: no room for a tensor of shape %s", ndim, size);
}

int32_t cr_error(const cr_engine *e) {
  return e->code;
}

const char *cr_message(const cr_engine *e) {
  return e->message;
}
