// real.c: exp, log, their relatives, pow and erf of floats, computed in double so that one rounding is left.
// Range reduction as in Cody & Waite, Software Manual for the Elementary Functions (1980), chapters 5 to 8 and 11;
// series cut where the next term is below 2^-33.
#include "real.h"

#include <stdint.h>
#include <string.h>

#ifndef CR_DOUBLE

static const double LN2 = 0.69314718055994530942;

static double power_of_two(int32_t k) {
  const uint64_t bits = (uint64_t)(k + 1023) << 52;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// e^x - 1 for |x| <= ln(2) / 2: the Taylor series, which keeps every digit near 0.
static double expm1_near_zero(double x) {
  static const double c[] = {1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                             1.0 / 120,     1.0 / 24,     1.0 / 6,     1.0 / 2,    1};
  double sum = 0;
  for (uint32_t i = 0; i < sizeof c / sizeof *c; i++) sum = (sum + c[i]) * x;
  return sum;
}

// e^x - 1 in double; beyond |x| = 200 it is infinite or -1 as a float.
static double expm1_of(double x) {
  if (x > 200) return HUGE_VAL;
  if (x < -200) return -1;
  const double k = __builtin_rint(x / LN2), scale = power_of_two((int32_t)k);
  return expm1_near_zero(x - k * LN2) * scale + (scale - 1);
}

// e^x: not 1 + expm1_of(x), which has no digits left where e^x is small.
static double exp_of(double x) {
  if (x > 200) return HUGE_VAL;
  if (x < -200) return 0;
  const double k = __builtin_rint(x / LN2);
  return (1 + expm1_near_zero(x - k * LN2)) * power_of_two((int32_t)k);
}

// x = m 2^k with m in [1/sqrt(2), sqrt(2)); log(m) = 2 artanh(s) with s = (m - 1) / (m + 1).
double log_of(double x) {
  if (!(x > 0)) return x == 0 ? -HUGE_VAL : (double)NAN;
  if (x == HUGE_VAL) return x;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  const uint64_t offset = bits - 0x3fe6a09e667f3bcd;  // the bits of 1/sqrt(2)
  const int32_t k = (int32_t)((int64_t)offset >> 52);
  const double m = x / power_of_two(k), s = (m - 1) / (m + 1), square = s * s;
  double sum = 0;
  for (int32_t n = 13; n > 0; n -= 2) sum = sum * square + 1.0 / n;
  return k * LN2 + 2 * s * sum;
}

float real_exp(float x) {
  return x != x ? x : (float)exp_of(x);
}

float real_expm1(float x) {
  return x != x || x == 0 ? x : (float)expm1_of(x);
}

float real_log(float x) {
  return x != x ? x : (float)log_of(x);
}

// What 1 + x loses is put back to first order (Goldberg 1991, theorem 4).
float real_log1p(float x) {
  const double one_more = 1.0 + x, lost = x - (one_more - 1);
  if (x == 0) return x;
  if (!(one_more > 0) || one_more == HUGE_VAL) return real_log((float)one_more);
  return (float)(log_of(one_more) + lost / one_more);
}

float real_sinh(float x) {
  if (x != x) return x;
  const double e = expm1_of(__builtin_fabsf(x));
  return (float)__builtin_copysign(e == HUGE_VAL ? e : (e + e / (e + 1)) / 2, x);
}

float real_cosh(float x) {
  if (x != x) return x;
  const double e = exp_of(__builtin_fabsf(x));
  return (float)((e + 1 / e) / 2);
}

float real_exp2(float x) {
  return x != x ? x : (float)exp_of(x * LN2);
}

float real_log2(float x) {
  return x != x ? x : (float)(log_of(x) / LN2);
}

float real_log10(float x) {
  return x != x ? x : (float)(log_of(x) / 2.30258509299404568402);
}

// The series whose terms are all positive (Abramowitz & Stegun 7.1.6); beyond 4, erf is 1 as a float.
float real_erf(float x) {
  if (!(__builtin_fabsf(x) < 4)) return x != x ? x : __builtin_copysignf(1, x);
  double term = x * 1.12837916709551257390, sum = term;
  const double square = 2.0 * x * x;
  for (int32_t n = 3; __builtin_fabs(term) > 0x1p-33 * __builtin_fabs(sum); n += 2) sum += term *= square / n;
  return (float)(sum * exp_of(square / -2));
}

// Subtracts b times powers of two, from the largest: every difference is exact.
float real_fmod(float a, float b) {
  double rest = __builtin_fabs(a);
  const double divisor = __builtin_fabs(b);
  if (!(rest < HUGE_VAL) || !(divisor > 0)) return NAN;
  if (rest < divisor) return a;
  double step = divisor;
  while (step <= rest / 2) step *= 2;
  for (; step >= divisor; step /= 2) rest -= rest >= step ? step : 0;
  return (float)__builtin_copysign(rest, a);
}

// The special cases are those of C's Annex F.
float real_pow(float a, double b) {
  if (b == 0 || a == 1) return 1;
  if (a != a || b != b) return (float)(a + b);
  if (a == -1 && b - b != 0) return 1;
  const double size = exp_of(b * log_of(a < 0 ? -(double)a : a));
  const int whole = __builtin_floor(b) == b, odd = whole && __builtin_floor(b / 2.0) * 2 != b && b - b == 0;
  if (a < 0 && !whole && a - a == 0) return NAN;
  return (float)(odd ? __builtin_copysign(size, a) : size);
}

#endif
