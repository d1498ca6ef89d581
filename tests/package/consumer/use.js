// The lesson as a user of the package writes it: w of (w * x - y)^2 after two updates.
import { graph, noGrad, tensor } from 'chainrule';

const w = tensor(1, { requiresGrad: true });
for (let i = 0; i < 2; i++) {
  const loss = w.mul(2).sub(4).pow(2);
  loss.backward();
  const gradient = w.grad;
  if (!gradient) throw new Error('backward left no gradient');
  console.log(graph(loss).nodes.at(-1)?.op, gradient.item().toFixed(4), loss.item().toFixed(4));
  noGrad(() => w.sub_(gradient.mul(0.1)));
  w.grad = null;
}
console.log(w.item().toFixed(4));
