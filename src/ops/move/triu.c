// triu.c: The elements of matrices, and 0 below a diagonal.
#include "triangle.h"

OP_TRIANGLE(triu, .value = "triu(x, diagonal)", .vjp = {"triu(g, diagonal)"}, .attrs = CR_ATTRS({"diagonal", "int", 0}),
            .doc = "The elements of matrices, and 0 below a diagonal.", .torch = "torch.triu")
