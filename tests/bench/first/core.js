// The first gradient with ours, from the entry without networks.
import { tensor } from 'core';

export function gradient() {
  const w = tensor(1, { requiresGrad: true });
  w.mul(2).sub(4).pow(2).backward();
  return w.grad?.item();
}
