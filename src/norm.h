// norm.h: normalisation of groups of elements to mean 0 and variance 1: what layer_norm and batch_norm share.
#ifndef CR_NORM_H
#define CR_NORM_H

#include "op.h"

// A group's elements are `runs` runs of `run` elements, `run_step` apart; groups start `group_step` apart.
typedef struct {
  int32_t groups, runs, run, group_step, run_step;
  int by_group;               // whether weight and bias have an element for each group, else for each place in a run
  const real *mean, *var;     // of each group, where they are given; NULL: the group's own
  const real *weight, *bias;  // NULL: none
  double eps;
} norm;

// A group's mean and the sum of squared distances from it, each in a second pass.
void norm_moments(const norm *n, const real *x, int32_t group, double *mean, double *squares);
void norm_forward(const norm *n, const real *x, real *out);
// The gradient of the input (slot 0), the weight (1) or the bias (2).
void norm_backward(const norm *n, const real *x, int32_t slot, const real *g, real *into);

#endif
