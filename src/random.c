// random.c: the Mersenne twister (Matsumoto & Nishimura 1998, MT19937) and the transforms that PyTorch puts behind it,
// in PyTorch's order of draws. Checked number by number against it (tests/oracle/random.json).
#include <string.h>

#include "engine.h"

enum { WORDS = 624, MIDDLE = 397, BLOCK = 16 };
static const double TWO_PI = 6.283185307179586;

void random_seed(cr_random *r, uint32_t seed) {
  *r = (cr_random){.next = WORDS};
  r->state[0] = seed;
  for (uint32_t k = 1; k < WORDS; k++) {
    const uint32_t before = r->state[k - 1];
    r->state[k] = 1812433253 * (before ^ before >> 30) + k;
  }
}

static void refill(cr_random *r) {
  uint32_t *s = r->state;
  for (uint32_t k = 0; k < WORDS; k++) {
    const uint32_t y = (s[k] & 0x80000000) | (s[(k + 1) % WORDS] & 0x7fffffff);
    s[k] = s[(k + MIDDLE) % WORDS] ^ y >> 1 ^ (y & 1 ? 0x9908b0df : 0);
  }
  r->next = 0;
}

static uint32_t bits32(cr_random *r) {
  if (r->next >= WORDS) refill(r);
  uint32_t y = r->state[r->next++];
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c5680;
  y ^= y << 15 & 0xefc60000;
  return y ^ y >> 18;
}

static uint64_t bits64(cr_random *r) {
  const uint64_t high = bits32(r);
  return high << 32 | bits32(r);
}

double random_unit(cr_random *r) {
  return (double)(bits64(r) & 0x1fffffffffffff) * 0x1p-53;
}

// In [0, 1), with as many random bits as a real has digits.
static real unit(cr_random *r) {
#ifdef CR_DOUBLE
  return random_unit(r);
#else
  return (float)(bits32(r) & 0xffffff) * 0x1p-24F;
#endif
}

static double product_sum(double a, double b, double c) {
#ifdef CR_DOUBLE
  return fma(a, b, c);
#else
  return a * b + c;
#endif
}

// a * b + c, rounded once: PyTorch's kernels are compiled for processors that can.
static real fused(real a, real b, real c) {
  return (real)product_sum(a, b, c);
}

void random_uniform(cr_random *r, double from, double to, real *out, int32_t count) {
  const real start = (real)from, width = (real)to - start;
  for (int32_t k = 0; k < count; k++) out[k] = fused(unit(r), width, start);
}

// Ranges from 2^28 on take 64 bits, so that the remainder stays even enough.
static uint64_t below(cr_random *r, uint64_t range) {
  return (range >> 28 ? bits64(r) : bits32(r)) % range;
}

void random_integers(cr_random *r, int64_t from, int64_t to, int64_t *out, int32_t count) {
  const uint64_t start = (uint64_t)from, range = (uint64_t)to - start;
  for (int32_t k = 0; k < count; k++) out[k] = (int64_t)(start + below(r, range));
}

// Fisher & Yates's shuffle, from the first place on; each choice is one word.
void random_permutation(cr_random *r, int64_t *out, int32_t count) {
  for (int32_t k = 0; k < count; k++) out[k] = k;
  for (int32_t k = 0; k < count - 1; k++) {
    int64_t *other = out + k + bits32(r) % (uint32_t)(count - k), first = out[k];
    out[k] = *other;
    *other = first;
  }
}

// --- Normal numbers: a point at a random angle, at the distance that makes both coordinates normal -----------------
// (Box & Muller 1958).

typedef struct {
  double x, y;
} point;

#ifdef CR_DOUBLE
static point direction(double angle) {
  return (point){cos(angle), sin(angle)};
}
#define log_of_rest(u) log1p(-(u))
#else
#define log_of_rest(u) log_of(1 - (u))

// The series of cos(x) to x^last for an even `last`, of sin(x) / x for an odd one.
static double series(double square, int32_t last) {
  double sum = 1;
  for (int32_t n = last; n > 1; n -= 2) sum = 1 - sum * square / (n * (n - 1));
  return sum;
}

// Exact to 1e-16 for angles in [0, 2 pi].
static point direction(double angle) {
  const double quarter = __builtin_rint(angle / (TWO_PI / 4));
  const double x = angle - quarter * (TWO_PI / 4) - quarter * 0x1.1a62633145c07p-54;
  const double c = series(x * x, 16), s = x * series(x * x, 17);
  switch ((int32_t)quarter % 4) {
  case 0:
    return (point){c, s};
  case 1:
    return (point){-s, c};
  case 2:
    return (point){-c, -s};
  default:
    return (point){s, -c};
  }
}
#endif

// Of the logarithm of one number and another in [0, 1).
static point normal_point(double logarithm, double v) {
  const double radius = __builtin_sqrt(-2 * logarithm);
  const point d = direction(TWO_PI * v);
  return (point){radius * d.x, radius * d.y};
}

static double normal(cr_random *r) {
  r->has_spare = !r->has_spare;
  if (!r->has_spare) return r->spare;
  const double v = random_unit(r), u = random_unit(r);
  const point p = normal_point(log_of_rest(u), v);
  r->spare = p.y;
  return p.x;
}

// Blocks of sixteen: eight points whose coordinates are eight places apart.
#ifdef CR_DOUBLE
static void normal_block(double *out, double mean, double std) {
  for (int32_t k = 0; k < BLOCK / 2; k++) {
    const point p = normal_point(log(1 - out[k]), out[k + BLOCK / 2]);
    out[k] = fused(p.x, std, mean);
    out[k + BLOCK / 2] = fused(p.y, std, mean);
  }
}
#else

// PyTorch's block of floats computes with the polynomials of Moshier's Cephes library (logf.c, sincosf.c) and fused
// multiply-adds. So do we, and every bit is PyTorch's.
static float polynomial(float x, int32_t count, const float *c) {
  float y = c[0];
  for (int32_t k = 1; k < count; k++) y = fused(y, x, c[k]);
  return y;
}

static float cephes_log(float x) {
  static const float c[] = {7.0376836292E-2F,  -1.1514610310E-1F, 1.1676998740E-1F,
                            -1.2420140846E-1F, 1.4249322787E-1F,  -1.6668057665E-1F,
                            2.0000714765E-1F,  -2.4999993993E-1F, 3.3333331174E-1F};
  int32_t bits;
  memcpy(&bits, &x, sizeof bits);
  float power = (float)((bits >> 23) - 126);
  bits = (bits & 0x7fffff) | 0x3f000000;
  memcpy(&x, &bits, sizeof x);
  const int small = x < 0.707106781186547524F;
  x = small ? x - 1 + x : x - 1;
  power -= (float)small;
  const float square = x * x;
  float y = fused(polynomial(x, 9, c) * x, square, power * -2.12194440e-4F);
  y = fused(square, -0.5F, y);
  return fused(power, 0.693359375F, x + y);
}

static void cephes_direction(float angle, float *cosine, float *sine) {
  static const float cc[] = {2.443315711809948E-005F, -1.388731625493765E-003F, 4.166664568298827E-002F};
  static const float sc[] = {-1.9515295891E-4F, 8.3321608736E-3F, -1.6666654611E-1F};
  const int32_t octant = ((int32_t)(angle * 1.27323954473516F) + 1) & ~1;
  const float turns = (float)octant;
  float x = fused(turns, -0.78515625F, angle);
  x = fused(turns, -2.4187564849853515625e-4F, x);
  x = fused(turns, -3.77489497744594108e-8F, x);
  const float square = x * x;
  const float c = fused(polynomial(square, 3, cc) * square, square, square * -0.5F) + 1;
  const float s = fused(polynomial(square, 3, sc) * square, x, x);
  const float along = octant & 2 ? s : c, across = octant & 2 ? c : s;
  *cosine = (octant + 2) & 4 ? -along : along;
  *sine = octant & 4 ? -across : across;
}

static void normal_block(float *out, double mean, double std) {
  for (int32_t k = 0; k < BLOCK / 2; k++) {
    const float radius = sqrtf(-2 * cephes_log(1 - out[k]));
    float c, s;
    cephes_direction((float)TWO_PI * out[k + BLOCK / 2], &c, &s);
    out[k] = fused(radius * c, (float)std, (float)mean);
    out[k + BLOCK / 2] = fused(radius * s, (float)std, (float)mean);
  }
}
#endif

// The last block overlaps the one before, with words of its own.
void random_normal(cr_random *r, double mean, double std, real *out, int32_t count) {
  for (int32_t k = 0; k < count && count < BLOCK; k++) out[k] = (real)product_sum(normal(r), std, mean);
  if (count < BLOCK) return;
  random_uniform(r, 0, 1, out, count);
  for (int32_t k = 0; k + BLOCK <= count; k += BLOCK) normal_block(out + k, mean, std);
  if (count % BLOCK == 0) return;
  random_uniform(r, 0, 1, out + count - BLOCK, BLOCK);
  normal_block(out + count - BLOCK, mean, std);
}

void cr_seed(cr_engine *e, uint32_t seed) {
  random_seed(&e->random, seed);
}

void *cr_random_state(cr_engine *e) {
  return &e->random;
}

int32_t cr_random_bytes(void) {
  return (int32_t)sizeof(cr_random);
}
