// floor.c: Rounds each element down; its slope is 0 everywhere.
#include "whole.h"

OP_UNARY_ANY(floor, floor(x), 0, .takes = {CR_TAKES_NUMBERS},
             .refusal = {"\"floor_vml_cpu\" not implemented for '%t'"},
             .doc = "Rounds each element down; its slope is 0 everywhere.", .torch = "torch.floor")
