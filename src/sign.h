// sign.h: the sign of a number, of which several derivatives are made.
#ifndef CR_SIGN_H
#define CR_SIGN_H

#include "whole.h"

static inline real sign(real x) {
  return (real)((x > 0) - (x < 0));
}

#endif
