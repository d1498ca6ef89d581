// real.c: the elementary functions of floats against libm's doubles: the error in units in the last place over the
// whole range, and the special cases of C's Annex F. In the double build they are libm's own.
#include "core.h"
#include "real.h"

// The engine's function under a name of its own; its plain name, a macro in real.h, is libm's from there on.
#define OURS(name)                 \
  static real our_##name(real x) { \
    return name(x);                \
  }
OURS(acos)
OURS(asin)
OURS(atan)
OURS(cos)
OURS(cosh)
OURS(erf)
OURS(exp)
OURS(exp2)
OURS(expm1)
OURS(log)
OURS(log10)
OURS(log1p)
OURS(log2)
OURS(sin)
OURS(sinh)
OURS(tan)
OURS(tanh)
static real our_atan2(real a, real b) {
  return atan2(a, b);
}
static real our_fmod(real a, real b) {
  return fmod(a, b);
}
static real our_pow(real a, real b) {
  return pow(a, b);
}

#undef acos
#undef asin
#undef atan
#undef atan2
#undef cos
#undef cosh
#undef erf
#undef exp
#undef exp2
#undef expm1
#undef fabs
#undef fmod
#undef log
#undef log10
#undef log1p
#undef log2
#undef pow
#undef sin
#undef sinh
#undef tan
#undef tanh

#define BOTH(name) \
  { #name, our_##name, name }
static const struct {
  const char *name;
  real (*ours)(real x);
  double (*libm)(double x);
} functions[] = {BOTH(acos), BOTH(asin), BOTH(atan),  BOTH(cos), BOTH(cosh),  BOTH(erf),
                 BOTH(exp),  BOTH(exp2), BOTH(expm1), BOTH(log), BOTH(log10), BOTH(log1p),
                 BOTH(log2), BOTH(sin),  BOTH(sinh),  BOTH(tan), BOTH(tanh)};
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

static void remainders_are_exact(void **state) {
  (void)state;
  for (uint32_t k = 0; k < 200000; k++) {
    const float a = float_of(k * 21470u * 997u), b = float_of(k * 35710u * 1009u);
    const double is = (double)our_fmod((real)a, (real)b), exact = fmod((double)a, (double)b);
    if (!same_number(is, exact)) fail_msg("fmod(%.9g, %.9g) is %.9g", (double)a, (double)b, is);
  }
}

static void angles_close_to_libm(void **state) {
  (void)state;
  double worst = 0;
  for (uint32_t k = 0; k < 2000000; k++) {
    const float y = float_of(k * 2147u * 997u), x = float_of(k * 3571u * 1009u);
    const double error = ulps((double)our_atan2((real)y, (real)x), atan2((double)y, (double)x));
    if (!(error < 1)) fail_msg("atan2(%.9g, %.9g) is off by %g units in the last place", (double)y, (double)x, error);
    worst = fmax(worst, error);
  }
  print_message("atan2  worst error %.6f units in the last place of a float\n", worst);
}

// The floats nearest to a multiple of pi / 2 (Muller, Elementary Functions, 2016, table 11.1), and huge ones.
static void large_angles(void **state) {
  (void)state;
  const double angles[] = {16367173 * 0x1p72, 0x1.921fb6p1, 1e10, 1e30, 0x1.fffffep127};
  for (size_t k = 0; k < sizeof angles / sizeof *angles; k++) {
    const double x = (double)(float)angles[k];
    assert_true(ulps((double)our_sin((real)x), sin(x)) < 1);
    assert_true(ulps((double)our_cos((real)-x), cos(-x)) < 1);
    assert_true(ulps((double)our_tan((real)x), tan(x)) < 1);
  }
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
    if (!same_number((double)our_fmod(a, b), fmod((double)a, (double)b))) {
      fail_msg("fmod(%g, %g) is %g", (double)a, (double)b, (double)our_fmod(a, b));
    }
    if (!(ulps((double)our_atan2(a, b), atan2((double)a, (double)b)) < 1)) {
      fail_msg("atan2(%g, %g) is %g", (double)a, (double)b, (double)our_atan2(a, b));
    }
    for (int32_t i = 0; i < FUNCTIONS; i++) {
      if (ulps((double)functions[i].ours(a), functions[i].libm((double)a)) < 1) continue;
      fail_msg("%s(%g) is %g", functions[i].name, (double)a, (double)functions[i].ours(a));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(close_to_libm), cmocka_unit_test(powers_close_to_libm), cmocka_unit_test(angles_close_to_libm),
      cmocka_unit_test(large_angles),  cmocka_unit_test(special_cases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
