// trig.c: sin, cos, tan and their inverses of floats, computed in double so that one rounding is left (see real.c).
#include <stdint.h>
#include <string.h>

#include "real.h"

#ifndef CR_DOUBLE

static const double PI = 3.14159265358979323846;

// x modulo pi / 2, in [-pi/4, pi/4]; *turns is the count of quarter turns modulo 4 (Payne & Hanek 1983). x is a whole
// number of 24 bits times 2^e: of the bits of 2 / pi only those 96 count that neither give whole turns nor are too
// small to matter, so that floats of all sizes are reduced exactly enough.
static double reduce(float x, uint32_t *turns) {
  static const uint32_t two_over_pi[] = {0,          0xa2f9836e, 0x4e441529, 0xfc2757d1,
                                         0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab};
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  const uint64_t whole = (bits & 0x7fffff) | 0x800000;
  const uint32_t at = (bits >> 23 & 255) - 120, shift = at % 32;  // the first bit that counts
  const uint32_t *word = two_over_pi + at / 32;
  const uint64_t high = (uint64_t)word[0] << 32 | word[1], low = (uint64_t)word[2] << 32 | word[3];
  const uint64_t first = high << shift | low >> 1 >> (63 - shift), last = low << shift >> 32;
  uint64_t product = whole * first + (whole * last >> 32);  // in units of 2^-62 quarter turns
  if (bits >> 31) product = -product;
  *turns = (uint32_t)((product + (1ULL << 61)) >> 62);
  return (double)(int64_t)(product << 2) * (PI / 2 * 0x1p-64);
}

// The series of sin(r) / r up to r^12 (last = 13), or of cos(r) up to r^12 (last = 12).
static double series(double r, int32_t last) {
  double sum = 1;
  for (; last > 1; last -= 2) sum = 1 - sum * r * r / (last * (last - 1));
  return sum;
}

// sin(x + turns * pi / 2).
static double sine(float x, uint32_t turns) {
  double r = x;
  uint32_t more = 0;
  if (__builtin_fabsf(x) > 0.75f) r = reduce(x, &more);
  turns += more;
  const double size = turns & 1 ? series(r, 12) : r * series(r, 13);
  return turns & 2 ? -size : size;
}

float real_sin(float x) {
  return x - x == 0 ? (float)sine(x, 0) : NAN;
}

float real_cos(float x) {
  return x - x == 0 ? (float)sine(x, 1) : NAN;
}

float real_tan(float x) {
  return x - x == 0 ? (float)(sine(x, 0) / sine(x, 1)) : NAN;
}

// The angle of the point (x, y), by halving it three times: tan(v / 2) = sin(v) / (1 + cos(v)).
static double angle(double y, double x) {
  const double width = __builtin_fabs(x), height = __builtin_fabs(y), radius = __builtin_sqrt(x * x + y * y);
  if (radius == HUGE_VAL) {
    return angle(__builtin_copysign(height == HUGE_VAL, y), __builtin_copysign(width == HUGE_VAL, x));
  }
  double t = radius == 0 ? 0 : height / (radius + width), sum = 0;
  for (int32_t k = 0; k < 2; k++) t /= 1 + __builtin_sqrt(1 + t * t);
  for (int32_t n = 13; n > 0; n -= 2) sum = 1.0 / n - sum * t * t;
  const double v = 8 * t * sum;
  return __builtin_copysign(__builtin_signbit(x) ? PI - v : v, y);
}

float real_atan2(float y, float x) {
  return (float)angle(y, x);
}

float real_atan(float x) {
  return (float)angle(x, 1);
}

float real_asin(float x) {
  return (float)angle(x, __builtin_sqrt((1 - (double)x) * (1 + (double)x)));
}

float real_acos(float x) {
  return (float)angle(__builtin_sqrt((1 - (double)x) * (1 + (double)x)), x);
}

#endif
