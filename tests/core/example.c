// example.c: the lesson in C: two updates of w in loss = (w * x - y)^2 with x = 2, y = 4 and learning rate 0.1.
#include <stdio.h>

#include "chainrule.h"
#include "chainrule_ops.h"

int main(void) {
  cr_engine *e = cr_open();
  const cr_real start = 1;
  const cr_id w = cr_param(e, 0, NULL, &start, 1);
  for (int update = 1; update <= 2; update++) {
    const cr_id error = cr_sub(e, cr_mul(e, w, cr_scalar(e, 2)), cr_scalar(e, 4));
    const cr_id loss = cr_pow(e, error, cr_scalar(e, 2));
    if (cr_backward(e, loss, 0, 0) != 0) {
      fprintf(stderr, "%s\n", cr_message(e));
      return 1;
    }
    const cr_id grad = cr_grad(e, w);
    *cr_data(e, w) -= (cr_real)0.1 * *cr_data(e, grad);
    printf("update %d: loss %.4f, dL/dw %.4f, w %.4f\n", update, cr_item(e, loss), cr_item(e, grad), cr_item(e, w));
    cr_set_grad(e, w, 0);
    cr_free(e, grad);
    cr_reset(e);
  }
  cr_close(e);
  return 0;
}
