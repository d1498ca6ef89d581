// random.h: PyTorch's random numbers: its generator, and what it makes of the generator's words. A program that seeds
// like a PyTorch program gets that program's numbers (the CPU's; its processors of Intel have other bernoulli ones).
#ifndef CR_RANDOM_H
#define CR_RANDOM_H

#include "real.h"

// Plain data: a copy of it is the state to come back to.
typedef struct cr_random {
  uint32_t state[624];
  uint32_t next;       // word of the state that comes next; all are used up: 624
  uint32_t has_spare;  // normal numbers are made in pairs
  double spare;
} cr_random;

// As torch.manual_seed, of whose seed the generator takes the lower 32 bits.
void random_seed(cr_random *r, uint32_t seed);

// In [0, 1), of 53 random bits: below p with probability p, which is how torch.Tensor.bernoulli_ decides.
double random_unit(cr_random *r);
// As torch.Tensor.uniform_(from, to); torch.rand is of 0 and 1.
void random_uniform(cr_random *r, double from, double to, real *out, int32_t count);
// As torch.Tensor.normal_(mean, std); torch.randn is of 0 and 1.
void random_normal(cr_random *r, double mean, double std, real *out, int32_t count);
// Whole numbers in [from, to), as torch.randint.
void random_integers(cr_random *r, int64_t from, int64_t to, int64_t *out, int32_t count);
// The numbers 0 .. count - 1 in random order, as torch.randperm.
void random_permutation(cr_random *r, int64_t *out, int32_t count);

#endif
