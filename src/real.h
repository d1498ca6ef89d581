// real.h: the type of elements and the elementary functions in it. In double they are libm's; in float our own
// (real.c, trig.c), which are within one unit in the last place, and a quarter of libm's size in the wasm.
#ifndef CR_REAL_H
#define CR_REAL_H

#include <math.h>

#include "chainrule.h"

typedef cr_real real;

#ifdef CR_DOUBLE
#define CR_MATH(name) name
#define CR_LIBM(name) name
#else
float real_acos(float x);
float real_asin(float x);
float real_atan(float x);
float real_atan2(float y, float x);
float real_cos(float x);
float real_cosh(float x);
float real_erf(float x);
float real_exp(float x);
float real_exp2(float x);
float real_expm1(float x);
float real_fmod(float a, float b);
float real_log(float x);
float real_log10(float x);
float real_log1p(float x);
float real_log2(float x);
float real_pow(float a, double b);
float real_sin(float x);
float real_sinh(float x);
float real_tan(float x);
// The logarithm with twelve digits.
double log_of(double x);

// x P(x^2) / Q(x^2), of which the relative error is at most 2^-29 (found by Remez's exchange); beyond 9.2, tanh is 1 as
// a float. Without branches, so that kernels make vectors of it.
static inline float real_tanh(float x) {
  const double t = x < -9.2f ? -9.2f : x > 9.2f ? 9.2f : x, u = t * t;
  const double p = ((5.006080627914932e-08 * u + 3.139213744333343e-05) * u + 3.999533989093201e-03) * u;
  const double q = ((7.232196797015409e-10 * u + 1.6021198399524533e-06) * u + 4.191119115588713e-04) * u;
  return (float)(t * ((p + 0.13778343630511916) * u + 1) /
                 (((q + 0.027705135956626072) * u + 0.47111676204089664) * u + 1));
}
#define CR_MATH(name) real_##name
#define CR_LIBM(name) name##f
#endif

// Op files write the function's plain name, whatever real is.
#define acos(v) CR_MATH(acos)(v)
#define asin(v) CR_MATH(asin)(v)
#define atan(v) CR_MATH(atan)(v)
#define atan2(v, w) CR_MATH(atan2)(v, w)
#define cos(v) CR_MATH(cos)(v)
#define cosh(v) CR_MATH(cosh)(v)
#define erf(v) CR_MATH(erf)(v)
#define exp(v) CR_MATH(exp)(v)
#define exp2(v) CR_MATH(exp2)(v)
#define expm1(v) CR_MATH(expm1)(v)
#define fmod(v, w) CR_MATH(fmod)(v, w)
#define log(v) CR_MATH(log)(v)
#define log10(v) CR_MATH(log10)(v)
#define log1p(v) CR_MATH(log1p)(v)
#define log2(v) CR_MATH(log2)(v)
#define pow(v, w) CR_MATH(pow)(v, w)
#define sin(v) CR_MATH(sin)(v)
#define sinh(v) CR_MATH(sinh)(v)
#define tan(v) CR_MATH(tan)(v)
#define tanh(v) CR_MATH(tanh)(v)
#define ceil(v) CR_LIBM(ceil)(v)
#define fabs(v) CR_LIBM(fabs)(v)
#define floor(v) CR_LIBM(floor)(v)
#define rint(v) CR_LIBM(rint)(v)
#define sqrt(v) CR_LIBM(sqrt)(v)
#define trunc(v) CR_LIBM(trunc)(v)

#endif
