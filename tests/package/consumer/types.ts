// What the package's types promise: it compiles under `strict`, and each line marked as an error is one.
import 'chainrule/define';
import { graph, noGrad, ops, type Tensor, tensor, trace } from 'chainrule';
import { BackpropDemo } from 'chainrule/element';

const w: Tensor = tensor(
  [
    [1, 2],
    [3, 4],
  ],
  { requiresGrad: true },
);
const x: Tensor = tensor(new Float32Array([1, 2]));
const loss: Tensor = w.matmul(w).add(x).mul(2).tanh().sum();
loss.backward();

const shape: number[] = [...w.shape];
const gradient: Tensor | null = w.grad;
const data: number = w.data[0];
const name: string | null = graph(loss, { w }).nodes[0].op;
const walked: number = trace(w.mul(2).sum()).edges.length;
const texts: string[] = ops.map((op) => op.name);
const value: number = noGrad(() => loss.item());

const element: BackpropDemo = new BackpropDemo();
document.body.append(element);
element.step();
element.back();
element.reset();

// @ts-expect-error there is no such op
w.nosuchop();
// @ts-expect-error a gradient may not be there yet
w.grad.item();
// @ts-expect-error an operand is a tensor or a number
w.add('1');

export { data, gradient, name, shape, texts, value, walked };
