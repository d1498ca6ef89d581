// trunc.c: Rounds each element towards 0; its slope is 0 everywhere.
#include "whole.h"

OP_UNARY_ANY(trunc, trunc(x), 0, .takes = {CR_TAKES_NUMBERS},
             .refusal = {"\"trunc_vml_cpu\" not implemented for '%t'"},
             .doc = "Rounds each element towards 0; its slope is 0 everywhere.", .torch = "torch.trunc")
