// declare.c: prints chainrule_ops.h, a typed C function for every op of the table. build.sh runs it.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chainrule.h"

enum { MANY = 65535 };

static char letter(int32_t op, int32_t slot) {
  return cr_op_inputs(op) == 1 ? 'x' : (char)('a' + slot);
}

static int is_list(int32_t op, int32_t k) {
  return strcmp(cr_op_attr_kind(op, k), "ints") == 0;
}

static int is_pair(int32_t op, int32_t k) {
  return strcmp(cr_op_attr_kind(op, k), "pair") == 0;
}

// An int that need not be given is NAN then.
static const char *c_type(int32_t op, int32_t k) {
  const int real = strcmp(cr_op_attr_kind(op, k), "float") == 0 || isnan(cr_op_attr_default(op, k));
  return real ? "double" : "int32_t";
}

static void print_parameters(int32_t op) {
  const int32_t inputs = cr_op_inputs(op);
  if (inputs == MANY) printf(", int32_t count, const cr_id *x");
  for (int32_t i = 0; inputs != MANY && i < inputs; i++) printf(", cr_id %c", letter(op, i));
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) {
    const char *name = cr_op_attr_name(op, k);
    if (is_list(op, k)) printf(", int32_t %s_count, const int32_t *%s", name, name);
    else if (is_pair(op, k)) printf(", const %s %s[2]", c_type(op, k), name);
    else printf(", %s %s", c_type(op, k), name);
  }
}

// Single attributes first, then the list, as cr_apply takes them.
static void print_attributes(int32_t op) {
  const char *list = NULL;
  int32_t singles = 0;
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) {
    if (is_list(op, k)) list = cr_op_attr_name(op, k);
    else singles += 1 + is_pair(op, k);
  }
  printf("  double attr[%d%s] = {0};\n", singles, list ? " + CR_MOST_ITEMS" : "");
  if (list) printf("  int32_t items = %s_count > CR_MOST_ITEMS ? CR_MOST_ITEMS : %s_count;\n", list, list);
  for (int32_t k = 0, at = 0; cr_op_attr_name(op, k); k++) {
    const char *name = cr_op_attr_name(op, k);
    for (int32_t i = 0; is_pair(op, k) && i < 2; i++) printf("  attr[%d] = %s[%d];\n", at++, name, i);
    if (!is_list(op, k) && !is_pair(op, k)) printf("  attr[%d] = %s;\n", at++, name);
  }
  if (list) printf("  for (int32_t k = 0; k < items; k++) attr[%d + k] = %s[k];\n", singles, list);
}

// The optional operands are 0 where they are not given; only the last ones can be left out.
static void print_operands(int32_t op) {
  const int32_t inputs = cr_op_inputs(op), least = cr_op_least(op);
  printf("  return cr_apply(engine, %d, ", op);
  if (inputs == MANY) {
    printf("count, x, ");
    return;
  }
  printf("%d", least);
  for (int32_t i = least; i < inputs; i++) printf(" + (%c != 0)", letter(op, i));
  printf(inputs ? ", (cr_id[]){" : ", NULL");
  for (int32_t i = 0; i < inputs; i++) printf(i ? ", %c" : "%c", letter(op, i));
  printf(inputs ? "}, " : ", ");
}

static void print_op(int32_t op) {
  const int has_attrs = cr_op_attr_name(op, 0) != NULL;
  int has_list = 0, singles = 0;
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) is_list(op, k) ? (has_list = 1) : (singles += 1 + is_pair(op, k));
  printf("// %s\n// %s\n", cr_op_text(op, CR_TORCH), cr_op_text(op, CR_DOC));
  printf("static inline cr_id cr_%s(cr_engine *engine", cr_op_text(op, CR_NAME));
  print_parameters(op);
  printf(") {\n");
  if (has_attrs) print_attributes(op);
  print_operands(op);
  if (!has_attrs) printf("0, NULL);\n}\n\n");
  else printf("%d%s, attr);\n}\n\n", singles, has_list ? " + items" : "");
}

int main(void) {
  printf("// chainrule_ops.h: a function for every op; generated from the files of src/ops.\n"
         "#ifndef CHAINRULE_OPS_H\n#define CHAINRULE_OPS_H\n\n#include \"chainrule.h\"\n\n"
         "// Items of a list that are passed on; one more than any op takes, so that too many are refused.\n"
         "#define CR_MOST_ITEMS (2 * CR_MAX_DIMS + 1)\n\n");
  for (int32_t op = 0; op < cr_op_count(); op++) print_op(op);
  printf("#undef CR_MOST_ITEMS\n\n#endif\n");
  return 0;
}
