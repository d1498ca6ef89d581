// table.c: the table of ops. build.sh writes build/ops.h: a line X(name) for each file of src/ops.
#include <string.h>

#include "engine.h"

#define X(name) extern const cr_op cr_op_##name;
#include "ops.h"
#undef X

#define X(name) &cr_op_##name,
static const cr_op *const table[] = {
#include "ops.h"
};
#undef X

int32_t cr_op_count(void) {
  return (int32_t)(sizeof table / sizeof *table);
}

const cr_op *op_at(int32_t op) {
  return op >= 0 && op < cr_op_count() ? table[op] : NULL;
}

int32_t cr_op_find(const char *name) {
  for (int32_t i = 0; i < cr_op_count(); i++) {
    if (strcmp(table[i]->name, name) == 0) return i;
  }
  return -1;
}

const char *cr_op_text(int32_t index, int32_t field) {
  const cr_op *op = op_at(index);
  if (!op) return NULL;
  switch (field) {
  case CR_NAME:
    return op->name;
  case CR_KIND:
    return op->kind;
  case CR_VALUE:
    return op->value;
  case CR_VJP_0:
  case CR_VJP_1:
  case CR_VJP_2:
    return op->vjp[field - CR_VJP_0];
  case CR_DOC:
    return op->doc;
  case CR_TORCH:
    return op->torch;
  case CR_GRAD_FN:
    return op->grad_fn;
  default:
    return NULL;
  }
}

int32_t cr_op_inputs(int32_t index) {
  const cr_op *op = op_at(index);
  return op ? op->inputs : 0;
}

int32_t cr_op_least(int32_t index) {
  const cr_op *op = op_at(index);
  return !op ? 0 : op->least ? op->least : op->inputs == CR_ANY ? 1 : op->inputs;
}

static const cr_attr *attr_at(int32_t index, int32_t k) {
  const cr_op *op = op_at(index);
  const cr_attr *attr = op && k >= 0 ? op->attrs : NULL;
  while (attr && attr->name && k--) attr++;
  return attr && attr->name ? attr : NULL;
}

const char *cr_op_attr_name(int32_t op, int32_t k) {
  const cr_attr *attr = attr_at(op, k);
  return attr ? attr->name : NULL;
}

const char *cr_op_attr_kind(int32_t op, int32_t k) {
  const cr_attr *attr = attr_at(op, k);
  return attr ? attr->kind : NULL;
}

double cr_op_attr_default(int32_t op, int32_t k) {
  const cr_attr *attr = attr_at(op, k);
  return attr ? attr->fallback : 0;
}

static int is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The derivative's text tells what it reads: a letter that stands alone.
static int reads(const char *text, char letter) {
  for (const char *at = text; at && *at; at++) {
    if (*at == letter && !is_word(at[1]) && (at == text || !is_word(at[-1]))) return 1;
  }
  return 0;
}

int op_saves(const cr_op *op, int32_t slot, char letter) {
  if (letter == 0 && op->inputs == 1) letter = 'x';
  else if (letter < CR_MAX_INPUTS) letter = (char)('a' + letter);
  return reads(vjp_of(op, slot), letter);
}
