// real.h: the type of elements and the elementary functions in it. In double they are libm's; in float our own
// (real.c), which are within one unit in the last place, and a quarter of libm's size in the wasm.
#ifndef CR_REAL_H
#define CR_REAL_H

#include <math.h>

#include "chainrule.h"

typedef cr_real real;

#ifdef CR_DOUBLE
#define CR_MATH(name) name
#define CR_LIBM(name) name
#else
float real_exp(float x);
float real_expm1(float x);
float real_log(float x);
float real_log1p(float x);
float real_pow(float a, float b);
float real_tanh(float x);
// The logarithm with twelve digits.
double log_of(double x);
#define CR_MATH(name) real_##name
#define CR_LIBM(name) name##f
#endif

// Op files write the function's plain name, whatever real is.
#define exp(v) CR_MATH(exp)(v)
#define expm1(v) CR_MATH(expm1)(v)
#define log(v) CR_MATH(log)(v)
#define log1p(v) CR_MATH(log1p)(v)
#define pow(v, w) CR_MATH(pow)(v, w)
#define tanh(v) CR_MATH(tanh)(v)
#define sqrt(v) CR_LIBM(sqrt)(v)
#define fabs(v) CR_LIBM(fabs)(v)

#endif
