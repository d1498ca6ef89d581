// The first gradient with ours.
import { tensor } from 'ours';

export function gradient() {
  const w = tensor(1, { requiresGrad: true });
  w.mul(2).sub(4).pow(2).backward();
  return w.grad?.item();
}
