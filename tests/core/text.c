// text.c: what the table says of each op: names, documentation, attributes, and texts in the agreed letters only.
#include <ctype.h>

#include "core.h"

enum { MANY = 65535 };

// The list that build.sh makes of the files of src/ops.
static const char *const files[] = {
#define X(name) #name,
#include "ops.h"
#undef X
};

static void names_are_the_files_in_order(void **state) {
  (void)state;
  assert_int_equal(cr_op_count(), sizeof files / sizeof *files);
  for (int32_t op = 0; op < cr_op_count(); op++) {
    const char *name = cr_op_text(op, CR_NAME);
    assert_string_equal(name, files[op]);
    assert_int_equal(cr_op_find(name), op);
    if (op) assert_true(strcmp(cr_op_text(op - 1, CR_NAME), name) < 0);
  }
  assert_int_equal(cr_op_find("no such op"), -1);
  assert_int_equal(cr_op_find(""), -1);
}

// A condition has no derivative, nor have questions (whether a < b), indices, a loss's classes and weights, and
// statistics. A list has one for all.
static int has_derivative(int32_t op, int32_t slot) {
  const char *kind = cr_op_text(op, CR_KIND);
  if (strcmp(kind, "pick") == 0) return slot == (strcmp(cr_op_text(op, CR_NAME), "embedding") == 0);
  if (cr_op_inputs(op) == MANY) return slot == 0;
  if (strcmp(kind, "ternary") == 0) return slot > 0 && slot < 3;
  if (strcmp(kind, "loss") == 0) return slot < (strcmp(cr_op_text(op, CR_NAME), "nll_loss") == 0 ? 1 : 2);
  return cr_op_text(op, CR_VJP_0) && slot < cr_op_inputs(op);
}

static void every_op_is_described(void **state) {
  (void)state;
  for (int32_t op = 0; op < cr_op_count(); op++) {
    const char *name = cr_op_text(op, CR_NAME), *doc = cr_op_text(op, CR_DOC), *torch = cr_op_text(op, CR_TORCH);
    const char *kind = cr_op_text(op, CR_KIND);
    if (!kind || !*kind) fail_msg("%s has no kind", name);
    if (!doc || strlen(doc) < 8 || doc[strlen(doc) - 1] != '.') fail_msg("%s has no sentence as .doc", name);
    if (!torch || strncmp(torch, "torch.", 6) != 0) fail_msg("%s does not say which .torch function it is", name);
    if (!cr_op_text(op, CR_VALUE)) fail_msg("%s does not show its value", name);
    if (cr_op_inputs(op) != MANY) assert_in_range(cr_op_inputs(op), 0, 5);
    for (int32_t slot = 0; slot < 3; slot++) {
      const int shown = cr_op_text(op, CR_VJP_0 + slot) != NULL;
      if (shown != has_derivative(op, slot)) {
        fail_msg("%s should show a derivative for each of its inputs, and no other", name);
      }
    }
  }
}

static int is_attribute(int32_t op, const char *word, size_t length) {
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) {
    const char *name = cr_op_attr_name(op, k);
    if (strlen(name) == length && strncmp(name, word, length) == 0) return 1;
  }
  return 0;
}

// x, or a, b, c, ...; in a derivative also y and g. Where elements are summed up, n is how many go into a result.
static int is_letter(int32_t op, int derivative, char letter) {
  const int32_t inputs = cr_op_inputs(op);
  if (letter == 'n') return strstr("reduction pooling loss", cr_op_text(op, CR_KIND)) != NULL;
  if (letter == 'y' || letter == 'g') return derivative;
  return inputs == 1 ? letter == 'x' : letter >= 'a' && letter < 'a' + inputs;
}

static size_t word_length(const char *at) {
  size_t length = 0;
  while (isalnum((unsigned char)at[length]) || at[length] == '_') length++;
  return length;
}

static size_t number_length(const char *at) {
  char *end;
  strtod(at, &end);
  return (size_t)(end - at) + (*end == 'f');
}

// Constants (M_LN2) are written in capitals.
static void check_word(int32_t op, int derivative, const char *text, const char *word, size_t length) {
  const int is_call = word[length] == '(', is_constant = isupper((unsigned char)*word);
  if (is_call || is_constant || (length == 1 && is_letter(op, derivative, *word)) || is_attribute(op, word, length))
    return;
  fail_msg("%s shows \"%s\", in which %.*s is no input, no attribute and no function", cr_op_text(op, CR_NAME), text,
           (int)length, word);
}

static void check_text(int32_t op, int derivative, const char *text) {
  const char *name = cr_op_text(op, CR_NAME);
  int depth = 0;
  for (const char *at = text; *at && depth >= 0;) {
    const size_t word = isalpha((unsigned char)*at) || *at == '_' ? word_length(at) : 0;
    const size_t number = isdigit((unsigned char)*at) ? number_length(at) : 0;
    if (word) check_word(op, derivative, text, at, word);
    if (!word && !number && !strchr("()+-*/@<>=!&|?:, ", *at))
      fail_msg("%s shows \"%s\": what is %c?", name, text, *at);
    depth += (*at == '(') - (*at == ')');
    at += word ? word : number ? number : 1;
  }
  if (depth) fail_msg("%s shows \"%s\", whose parentheses do not match", name, text);
}

static void texts_keep_to_the_letters(void **state) {
  (void)state;
  for (int32_t op = 0; op < cr_op_count(); op++) {
    check_text(op, 0, cr_op_text(op, CR_VALUE));
    for (int32_t slot = 0; slot < 3; slot++) {
      const char *vjp = cr_op_text(op, CR_VJP_0 + slot);
      if (vjp) check_text(op, 1, vjp);
    }
  }
}

// A choice is words with a bar between them; its default is the number of one of them.
static int is_choice(const char *kind, double fallback) {
  int32_t bars = 0;
  for (const char *at = kind; *at; at++) bars += *at == '|';
  return bars > 0 && fallback >= 0 && fallback <= bars;
}

static int is_attribute_kind(const char *kind) {
  static const char *const kinds[] = {"int", "float", "bool", "pair", "ints"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(kinds[i], kind) == 0) return 1;
  }
  return 0;
}

static void attributes_are_described(void **state) {
  (void)state;
  for (int32_t op = 0; op < cr_op_count(); op++) {
    int32_t lists = 0, k = 0;
    for (; cr_op_attr_name(op, k); k++) {
      const char *kind = cr_op_attr_kind(op, k);
      lists += strcmp(kind, "ints") == 0;
      const double fallback = cr_op_attr_default(op, k);
      if (!is_attribute_kind(kind) && !is_choice(kind, fallback)) {
        fail_msg("%s: no attribute is a %s", cr_op_text(op, CR_NAME), kind);
      }
      const int needed = strcmp(kind, "bool") != 0 && strcmp(kind, "ints") != 0;  // none given; infinity: it must be
      assert_true(isfinite(fallback) || fallback > 0 || (isnan(fallback) && needed));
    }
    assert_in_range(lists, 0, 1);
    assert_null(cr_op_attr_kind(op, k));
    assert_null(cr_op_attr_name(op, -1));
  }
  assert_string_equal(cr_op_attr_name(op_named("sum"), 0), "dim");
  assert_string_equal(cr_op_attr_kind(op_named("sum"), 0), "ints");
}

static void outside_of_the_table_is_nothing(void **state) {
  (void)state;
  static const int32_t outside[] = {-1, INT32_MIN, INT32_MAX};
  for (size_t i = 0; i <= sizeof outside / sizeof *outside; i++) {
    const int32_t op = i ? outside[i - 1] : cr_op_count();
    assert_null(cr_op_text(op, CR_NAME));
    assert_null(cr_op_attr_name(op, 0));
    assert_null(cr_op_attr_kind(op, 0));
    assert_true(cr_op_attr_default(op, 0) == 0);
    assert_int_equal(cr_op_inputs(op), 0);
  }
  assert_null(cr_op_text(0, -1));
  assert_null(cr_op_text(0, CR_GRAD_FN + 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_the_files_in_order),    cmocka_unit_test(every_op_is_described),
      cmocka_unit_test(texts_keep_to_the_letters),       cmocka_unit_test(attributes_are_described),
      cmocka_unit_test(outside_of_the_table_is_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
