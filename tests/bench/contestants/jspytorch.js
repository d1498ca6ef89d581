// js-pytorch. It has no SGD and no no_grad: the update writes into its data, as its Adam does.
import { torch } from 'js-pytorch';
import { RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */

/** @type {Contestant} */
export function W1() {
  const [xs, ys] = [
    [1, 2, 3],
    [2, 4, 6],
  ];
  let w = torch.tensor([1], true);
  const start = () => {
    w = torch.tensor([1], true);
  };
  const step = () => {
    let total = 0;
    for (let epoch = 0; epoch < 100; epoch++) {
      let loss = w;
      for (let i = 0; i < 3; i++) {
        loss = w.mul(xs[i]).sub(ys[i]).pow(2);
        loss.backward();
        w._data[0] -= RATE.seed * w.grad[0];
        w.zero_grad();
      }
      total += loss.data[0];
    }
    return total;
  };
  return { start, step };
}
