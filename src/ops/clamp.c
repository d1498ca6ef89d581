// clamp.c: Cuts off what is below min and above max, where they are given.
#include "op.h"

#define min ((real)r->attr[0])
#define max ((real)r->attr[1])

OP_UNARY(clamp, x < min ? (min > max ? max : min) : x > max ? max : x, x != x || x <= min || x >= max ? 0 : g,
         .attrs = CR_ATTRS({"min", "float", NAN}, {"max", "float", NAN}),
         .doc = "Cuts off what is below min and above max, where they are given.", .torch = "torch.clamp")
