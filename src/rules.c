// rules.c: the table of optimisers' rules. build.sh writes build/updates.h: a line X(name) for each file of src/update.
#include <string.h>

#include "engine.h"
#include "update.h"

#define X(name) extern const cr_rule cr_rule_##name;
#include "updates.h"
#undef X

#define X(name) &cr_rule_##name,
static const cr_rule *const table[] = {
#include "updates.h"
    NULL};
#undef X

int32_t cr_rule_count(void) {
  return (int32_t)(sizeof table / sizeof *table) - 1;
}

const cr_rule *rule_at(int32_t rule) {
  return rule >= 0 && rule < cr_rule_count() ? table[rule] : NULL;
}

int32_t cr_rule_find(const char *name) {
  for (int32_t i = 0; table[i]; i++) {
    if (strcmp(table[i]->name, name) == 0) return i;
  }
  return -1;
}

const char *cr_rule_text(int32_t index, int32_t field) {
  const cr_rule *rule = rule_at(index);
  if (!rule || field < 0 || field > CR_RULE_TORCH) return NULL;
  const char *const texts[] = {rule->name, rule->once, rule->each, rule->doc, rule->torch};
  return texts[field];
}

static const cr_attr *hyper_at(int32_t index, int32_t k) {
  const cr_rule *rule = rule_at(index);
  return rule && k >= 0 && k < rule->hyper_count ? &rule->hypers[k] : NULL;
}

const char *cr_rule_hyper_name(int32_t rule, int32_t k) {
  const cr_attr *hyper = hyper_at(rule, k);
  return hyper ? hyper->name : NULL;
}

const char *cr_rule_hyper_kind(int32_t rule, int32_t k) {
  const cr_attr *hyper = hyper_at(rule, k);
  return hyper ? hyper->kind : NULL;
}

double cr_rule_hyper_default(int32_t rule, int32_t k) {
  const cr_attr *hyper = hyper_at(rule, k);
  return hyper ? hyper->fallback : 0;
}

// The count of steps comes first.
const char *cr_rule_state_name(int32_t index, int32_t k) {
  const cr_rule *rule = rule_at(index);
  if (rule && rule->counts && k-- == 0) return "step";
  return rule && k >= 0 && k < rule->state_count ? rule->states[k] : NULL;
}
