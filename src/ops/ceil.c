// ceil.c: Rounds each element up; its slope is 0 everywhere.
#include "whole.h"

OP_UNARY_ANY(ceil, ceil(x), 0, .takes = {CR_TAKES_NUMBERS},
             .refusal = {"\"ceil_vml_cpu\" not implemented for '%t'"},
             .doc = "Rounds each element up; its slope is 0 everywhere.", .torch = "torch.ceil")
