// random.c: the generator and its transforms against the standard's numbers and PyTorch's (after manual_seed(42)); the
// package's tests compare many more (tests/oracle/random.json).
#include "core.h"

#include "random.h"

static cr_random seeded(uint32_t seed) {
  cr_random r;
  random_seed(&r, seed);
  return r;
}

// C++ says which the 10000th word of the default seed is: 4123659995.
static void mersenne_twister(void **state) {
  (void)state;
  cr_random r = seeded(5489);
  int64_t words[10000];
  random_integers(&r, 0, 1 << 27, words, 10000);
  assert_int_equal(words[0], 3499211612 % (1 << 27));
  assert_int_equal(words[9999], 4123659995 % (1 << 27));
}

#ifdef CR_DOUBLE
static const double UNIFORM[] = {0x1.dc66cbea3db3p-5, 0x1.01ae177aca87p-4, 0x1.fa3563ccea238p-4};
static const double NORMAL[] = {0x1.58c55b33d44ccp-2, 0x1.07cd39b3d4b85p-3, 0x1.e02dcdb63ec41p-3, 0x1.d7b8d7b0a7c22p-3};
static const double BLOCKS[] = {0x1.32bee22ccb503p-2, 0x1.f063c46668b78p-3, 0x1.3adc896b5cc6ap-5, 0x1.0bdc98531685dp-2};
#else
static const double UNIFORM[] = {0x1.c3b8ccp-1, 0x1.d47b66p-1, 0x1.880d7p-2};
static const double NORMAL[] = {0x1.58c55cp-2, 0x1.07cd3ap-3, 0x1.e02dcep-3, 0x1.d7b8d8p-3};
static const double BLOCKS[] = {0x1.ed4a52p+0, 0x1.7cbea6p+0, 0x1.6c668ap-2, -0x1.953522p-2};
#endif

static void uniform(void **state) {
  (void)state;
  cr_random r = seeded(42);
  cr_real x[3];
  random_uniform(&r, 0, 1, x, 3);
  for (int32_t k = 0; k < 3; k++) assert_number(x[k], UNIFORM[k]);
  r = seeded(42);
  random_uniform(&r, -1, 3, x, 3);
  for (int32_t k = 0; k < 3; k++) assert_number(x[k], (cr_real)UNIFORM[k] * 4 - 1);
}

// The second number of a pair waits for the next call; a new seed forgets it.
static void few_normal_numbers(void **state) {
  (void)state;
  for (int32_t again = 0; again < 2; again++) {
    cr_random r = seeded(42);
    cr_real x[3], rest;
    random_normal(&r, 0, 1, x, 3);
    for (int32_t k = 0; k < 3; k++) assert_number(x[k], NORMAL[k]);
    if (again) continue;
    random_normal(&r, 0, 1, &rest, 1);
    assert_number(rest, NORMAL[3]);
  }
}

static void blocks_of_normal_numbers(void **state) {
  (void)state;
  static const int32_t places[] = {0, 1, 8, 17};
  cr_random r = seeded(42);
  cr_real x[18], scaled[18];
  random_normal(&r, 0, 1, x, 18);
  for (int32_t k = 0; k < 4; k++) assert_number(x[places[k]], BLOCKS[k]);
  r = seeded(42);
  random_normal(&r, 0, 0.25, scaled, 18);
  for (int32_t k = 0; k < 18; k++) assert_number(scaled[k], x[k] / 4);
}

static void integers(void **state) {
  (void)state;
  static const int64_t small[] = {2, 7, 6, 4, 6, 5}, permuted[] = {4, 5, 0, 3, 1, 2};
  cr_random r = seeded(42);
  int64_t x[6];
  random_integers(&r, 0, 10, x, 6);
  assert_memory_equal(x, small, sizeof x);
  random_integers(&r, -(INT64_C(1) << 62), INT64_C(1) << 62, x, 2);
  assert_int_equal(x[0], -2791758168952460268);
  assert_int_equal(x[1], -1733650121047795591);
  random_permutation(&r, x, 6);
  assert_memory_equal(x, permuted, sizeof x);
}

static void bernoulli(void **state) {
  (void)state;
  static const int drawn[] = {1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0};
  cr_random r = seeded(42);
  for (int32_t k = 0; k < 20; k++) assert_int_equal(random_unit(&r) < 0.3, drawn[k]);
}

static void copied_state(void **state) {
  (void)state;
  cr_random r = seeded(7);
  cr_real x[3], y[3];
  random_normal(&r, 0, 1, x, 1);
  cr_random copy = r;
  random_normal(&r, 0, 1, x, 3);
  random_normal(&copy, 0, 1, y, 3);
  assert_memory_equal(x, y, sizeof x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mersenne_twister),   cmocka_unit_test(uniform),
      cmocka_unit_test(few_normal_numbers), cmocka_unit_test(blocks_of_normal_numbers),
      cmocka_unit_test(integers),           cmocka_unit_test(bernoulli),
      cmocka_unit_test(copied_state),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
