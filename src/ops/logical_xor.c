// logical_xor.c: Whether exactly one of the two is not 0.
#include "op.h"

OP_BINARY_TEST(logical_xor, (a != 0) != (b != 0), .doc = "Whether exactly one of the two is not 0.", .torch = "torch.logical_xor")
