// tril.c: The elements of matrices, and 0 above a diagonal.
#include "triangle.h"

OP_TRIANGLE(tril, .value = "tril(x, diagonal)", .vjp = {"tril(g, diagonal)"}, .attrs = CR_ATTRS({"diagonal", "int", 0}),
            .doc = "The elements of matrices, and 0 above a diagonal.", .torch = "torch.tril")
