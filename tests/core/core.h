// core.h: what the C tests share: cmocka, an engine for each test, short names for making and reading tensors.
#ifndef CORE_H
#define CORE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chainrule.h"

static inline int open_engine(void **state) {
  return (*state = cr_open()) ? 0 : -1;
}

static inline int close_engine(void **state) {
  cr_close(*state);
  return 0;
}

#define WITH_ENGINE(test) cmocka_unit_test_setup_teardown(test, open_engine, close_engine)

static inline int32_t op_named(const char *name) {
  const int32_t op = cr_op_find(name);
  if (op < 0) fail_msg("there is no op %s", name);
  return op;
}

static inline cr_id unary(cr_engine *e, const char *name, cr_id x) {
  return cr_unary(e, op_named(name), x);
}

static inline cr_id binary(cr_engine *e, const char *name, cr_id a, cr_id b) {
  return cr_binary(e, op_named(name), a, b);
}

// Sums or means: keepdim, then dims.
static inline cr_id reduction(cr_engine *e, const char *name, cr_id x, int keepdim, int32_t count, const int *dims) {
  double attr[16] = {keepdim};
  for (int32_t k = 0; k < count; k++) attr[1 + k] = dims[k];
  return cr_apply(e, op_named(name), 1, &x, 1 + count, attr);
}

static inline cr_id sum_all(cr_engine *e, cr_id x) {
  return unary(e, "sum", x);
}

// A scalar that requires grad.
static inline cr_id weight(cr_engine *e, double value) {
  const cr_real data = (cr_real)value;
  return cr_param(e, 0, NULL, &data, 1);
}

static inline cr_id vector(cr_engine *e, int32_t size, const cr_real *data) {
  return cr_param(e, 1, &size, data, 1);
}

// The gradient of a scalar; NaN when there is none.
static inline double gradient_of(cr_engine *e, cr_id id) {
  const cr_real *grad = cr_grad_data(e, id);
  return grad ? (double)*grad : (double)NAN;
}

// Zero_grad(set_to_none): the gradient and its memory are gone.
static inline void drop_gradient(cr_engine *e, cr_id param) {
  const cr_id grad = cr_grad(e, param);
  if (!grad) return;
  assert_int_equal(cr_set_grad(e, param, 0), 0);
  assert_int_equal(cr_free(e, grad), 0);
}

// Equal to the last bit: -0 is not 0. One NaN is as good as another.
static inline int same_number(double a, double b) {
  return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

#define assert_number(actual, expected)                                                                  \
  do {                                                                                                   \
    const double is_ = (double)(actual), should_ = (double)(expected);                                   \
    if (!same_number(is_, should_)) fail_msg("%s is %.17g, but should be %.17g", #actual, is_, should_); \
  } while (0)

#define assert_numbers(actual, count, ...)                                                             \
  do {                                                                                                 \
    const cr_real *are_ = (actual), all_[] = {__VA_ARGS__};                                            \
    assert_int_equal(sizeof all_ / sizeof *all_, count);                                               \
    assert_non_null(are_);                                                                             \
    for (int32_t k_ = 0; k_ < (count); k_++) {                                                         \
      if (same_number((double)are_[k_], (double)all_[k_])) continue;                                   \
      fail_msg("%s[%d] is %.9g, but should be %.9g", #actual, k_, (double)are_[k_], (double)all_[k_]); \
    }                                                                                                  \
  } while (0)

#define assert_shape(e, id, ...)                                       \
  do {                                                                 \
    const int32_t should_[] = {__VA_ARGS__};                           \
    const int32_t ndim_ = (int32_t)(sizeof should_ / sizeof *should_); \
    assert_int_equal(cr_ndim(e, id), ndim_);                           \
    assert_memory_equal(cr_shape(e, id), should_, sizeof should_);     \
  } while (0)

// The call failed with this code and this sentence: an id 0, or -1.
#define assert_fails(e, result, code, sentence)   \
  do {                                            \
    const int32_t result_ = (result);             \
    assert_in_range(result_ + 1, 0, 1);           \
    assert_string_equal(cr_message(e), sentence); \
    assert_int_equal(cr_error(e), code);          \
  } while (0)

#endif
