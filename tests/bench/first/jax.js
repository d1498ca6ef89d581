// The first gradient with jax-js.
import { grad, numpy as np } from '@jax-js/jax';

export function gradient() {
  return grad((/** @type {any} */ w) => np.square(w.mul(2).sub(4)))(np.array(1)).item();
}
