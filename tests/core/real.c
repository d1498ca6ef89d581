// real.c: the elementary functions of floats against libm's doubles: the error in units in the last place over the
// whole range, and the special cases of C's Annex F. In the double build they are libm's own.
#include "core.h"
#include "real.h"

static real our_exp(real x) {
  return exp(x);
}
static real our_expm1(real x) {
  return expm1(x);
}
static real our_log(real x) {
  return log(x);
}
static real our_log1p(real x) {
  return log1p(x);
}
static real our_tanh(real x) {
  return tanh(x);
}
static real our_pow(real a, real b) {
  return pow(a, b);
}

#undef exp
#undef fabs
#undef expm1
#undef log
#undef log1p
#undef tanh
#undef pow

static const struct {
  const char *name;
  real (*ours)(real x);
  double (*libm)(double x);
} functions[] = {{"exp", our_exp, exp},
                 {"expm1", our_expm1, expm1},
                 {"log", our_log, log},
                 {"log1p", our_log1p, log1p},
                 {"tanh", our_tanh, tanh}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static float float_of(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// The distance from the exact value in units in the last place of the float that is nearest to it; a double is right
// when it is libm's.
static double ulps(double is, double exact) {
  if (sizeof(real) == sizeof(double)) return same_number(is, exact) ? 0 : (double)INFINITY;
  const float should = (float)exact;
  if (isnan(should) || isinf(should) || should == 0) return same_number(is, (double)should) ? 0 : (double)INFINITY;
  int exponent;
  frexp(exact, &exponent);
  return fabs(is - exact) / ldexp(1, exponent < -125 ? -149 : exponent - 24);
}

static void close_to_libm(void **state) {
  (void)state;
  for (int32_t i = 0; i < FUNCTIONS; i++) {
    double worst = 0;
    // A prime step through the bits of all floats: of both signs, subnormal, huge, infinite and NaN.
    for (uint32_t bits = 0; bits < UINT32_MAX - 4099; bits += 4099) {
      const float x = float_of(bits);
      const double error = ulps((double)functions[i].ours((real)x), functions[i].libm((double)x));
      if (!(error < 1)) fail_msg("%s(%.9g) is off by %g units in the last place", functions[i].name, (double)x, error);
      worst = fmax(worst, error);
    }
    print_message("%-6s worst error %.6f units in the last place of a float\n", functions[i].name, worst);
  }
}

static void powers_close_to_libm(void **state) {
  (void)state;
  double worst = 0;
  for (uint32_t k = 0; k < 2000000; k++) {
    // Bases of all sizes, exponents whose power often is neither 0 nor infinite.
    const float a = float_of(k * 2147u * 997u);
    const float b = k & 1 ? (float)((int32_t)(k / 7 % 41) - 20) : float_of(0x3f000000u + k * 71u % 0x3000000u);
    const double error = ulps((double)our_pow((real)a, (real)b), pow((double)a, (double)b));
    if (!(error < 1)) fail_msg("pow(%.9g, %.9g) is off by %g units in the last place", (double)a, (double)b, error);
    worst = fmax(worst, error);
  }
  print_message("pow    worst error %.6f units in the last place of a float\n", worst);
}

static void special_cases(void **state) {
  (void)state;
  const double special[] = {0,
                            -0.0,
                            1,
                            -1,
                            0.5,
                            -0.5,
                            2,
                            -2,
                            3,
                            -3,
                            10,
                            -10,
                            101,
                            1e30,
                            -1e30,
                            88.8,
                            -104,
                            (double)NAN,
                            (double)INFINITY,
                            -(double)INFINITY};
  enum { SPECIAL = sizeof special / sizeof *special };
  for (int32_t k = 0; k < SPECIAL * SPECIAL; k++) {
    const real a = (real)special[k / SPECIAL], b = (real)special[k % SPECIAL];
    if (!(ulps((double)our_pow(a, b), pow((double)a, (double)b)) < 1)) {
      fail_msg("pow(%g, %g) is %g", (double)a, (double)b, (double)our_pow(a, b));
    }
    for (int32_t i = 0; i < FUNCTIONS; i++) {
      if (ulps((double)functions[i].ours(a), functions[i].libm((double)a)) < 1) continue;
      fail_msg("%s(%g) is %g", functions[i].name, (double)a, (double)functions[i].ours(a));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(close_to_libm),
      cmocka_unit_test(powers_close_to_libm),
      cmocka_unit_test(special_cases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
