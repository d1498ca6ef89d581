// declare.c: prints chainrule_ops.h, a typed C function for every op of the table. build.sh runs it.
#include <stdio.h>
#include <string.h>

#include "chainrule.h"

static int is_list(int32_t op, int32_t k) {
  return strcmp(cr_op_attr_kind(op, k), "ints") == 0;
}

static const char *c_type(int32_t op, int32_t k) {
  const char *kind = cr_op_attr_kind(op, k);
  return strcmp(kind, "float") == 0 ? "double" : "int32_t";
}

static void print_parameters(int32_t op) {
  static const char *const letters[] = {"a", "b", "c"};
  const int32_t inputs = cr_op_inputs(op);
  for (int32_t i = 0; i < inputs; i++) printf(", cr_id %s", inputs == 1 ? "x" : letters[i]);
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) {
    const char *name = cr_op_attr_name(op, k);
    if (is_list(op, k)) printf(", int32_t %s_count, const int32_t *%s", name, name);
    else printf(", %s %s", c_type(op, k), name);
  }
}

// Single attributes first, then the list, as cr_apply takes them.
static void print_attributes(int32_t op) {
  const char *list = NULL;
  int32_t singles = 0;
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) {
    if (is_list(op, k)) list = cr_op_attr_name(op, k);
    else singles++;
  }
  printf("  double attr[%d%s] = {0};\n", singles, list ? " + CR_MAX_DIMS" : "");
  if (list) printf("  int32_t count = %s_count > CR_MAX_DIMS ? CR_MAX_DIMS : %s_count;\n", list, list);
  for (int32_t k = 0, at = 0; cr_op_attr_name(op, k); k++) {
    if (!is_list(op, k)) printf("  attr[%d] = %s;\n", at++, cr_op_attr_name(op, k));
  }
  if (list) printf("  for (int32_t k = 0; k < count; k++) attr[%d + k] = %s[k];\n", singles, list);
}

static void print_op(int32_t op) {
  const int32_t inputs = cr_op_inputs(op);
  const int has_attrs = cr_op_attr_name(op, 0) != NULL;
  int has_list = 0, singles = 0;
  for (int32_t k = 0; cr_op_attr_name(op, k); k++) is_list(op, k) ? (has_list = 1) : singles++;
  printf("// %s\n// %s\n", cr_op_text(op, CR_TORCH), cr_op_text(op, CR_DOC));
  printf("static inline cr_id cr_%s(cr_engine *e", cr_op_text(op, CR_NAME));
  print_parameters(op);
  printf(") {\n");
  if (has_attrs) print_attributes(op);
  printf("  return cr_apply(e, %d, %d, (cr_id[]){%s}, ", op, inputs,
         inputs == 1   ? "x"
         : inputs == 2 ? "a, b"
                       : "a, b, c");
  if (!has_attrs) printf("0, NULL);\n}\n\n");
  else printf("%d%s, attr);\n}\n\n", singles, has_list ? " + count" : "");
}

int main(void) {
  printf("// chainrule_ops.h: a function for every op; generated from the files of src/ops.\n"
         "#ifndef CHAINRULE_OPS_H\n#define CHAINRULE_OPS_H\n\n#include \"chainrule.h\"\n\n");
  for (int32_t op = 0; op < cr_op_count(); op++) print_op(op);
  printf("#endif\n");
  return 0;
}
