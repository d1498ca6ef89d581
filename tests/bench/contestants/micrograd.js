// micrograd's engine in JavaScript: a scalar with a closure for its backward, sorted by a recursive walk.
import { scalarLoss, scalarModel } from '../moons.js';
import { moonsRate, RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */

class Value {
  /**
   * @param {number} data
   * @param {Value[]} children
   */
  constructor(data, children = []) {
    this.data = data;
    this.grad = 0;
    this.previous = new Set(children);
    this.pull = () => {};
  }

  /** @param {Value | number} given */
  add(given) {
    const other = given instanceof Value ? given : new Value(given);
    const out = new Value(this.data + other.data, [this, other]);
    out.pull = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  /** @param {Value | number} given */
  mul(given) {
    const other = given instanceof Value ? given : new Value(given);
    const out = new Value(this.data * other.data, [this, other]);
    out.pull = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  /** @param {number} power */
  pow(power) {
    const out = new Value(this.data ** power, [this]);
    out.pull = () => {
      this.grad += power * this.data ** (power - 1) * out.grad;
    };
    return out;
  }

  relu() {
    const out = new Value(Math.max(0, this.data), [this]);
    out.pull = () => {
      this.grad += (out.data > 0 ? 1 : 0) * out.grad;
    };
    return out;
  }

  /** @param {(root: Value) => Value[]} order */
  backward(order = sorted) {
    const nodes = order(this);
    this.grad = 1;
    for (const node of nodes.reverse()) node.pull();
  }
}

/** Inputs first. @param {Value} root */
function sorted(root) {
  const nodes = /** @type {Value[]} */ ([]);
  const visited = new Set();
  /** @param {Value} node */
  const visit = (node) => {
    if (visited.has(node)) return;
    visited.add(node);
    for (const child of node.previous) visit(child);
    nodes.push(node);
  };
  visit(root);
  return nodes;
}

/** The same without recursion, which micrograd does not have: for chains that are too deep for the stack. @param {Value} root */
function sortedByStack(root) {
  const nodes = /** @type {Value[]} */ ([]);
  const visited = new Set([root]);
  const stack = [{ node: root, children: root.previous.values() }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { value, done } = top.children.next();
    if (done) nodes.push(/** @type {{ node: Value }} */ (stack.pop()).node);
    else if (!visited.has(value)) {
      visited.add(value);
      stack.push({ node: value, children: value.previous.values() });
    }
  }
  return nodes;
}

/** @type {Contestant} */
export function W1() {
  const [xs, ys] = [
    [1, 2, 3],
    [2, 4, 6],
  ];
  let w = new Value(1);
  const start = () => {
    w = new Value(1);
  };
  const step = () => {
    let total = 0;
    for (let epoch = 0; epoch < 100; epoch++) {
      let loss = w;
      for (let i = 0; i < 3; i++) {
        loss = w.mul(xs[i]).add(-ys[i]).pow(2);
        loss.backward();
        w.data -= RATE.seed * w.grad;
        w.grad = 0;
      }
      total += loss.data;
    }
    return total;
  };
  return { start, step };
}

/** @type {Contestant} */
export function W2(data) {
  const scalars = {
    parameter: (/** @type {number} */ value) => new Value(value),
    zero: () => new Value(0),
    relu: (/** @type {Value} */ x) => x.relu(),
  };
  let model = scalarModel(scalars, data.parameters);
  const start = () => {
    model = scalarModel(scalars, data.parameters);
  };
  const step = (/** @type {number} */ k) => {
    const loss = scalarLoss(scalars, model, data);
    for (const each of model.all) each.grad = 0;
    loss.backward();
    for (const each of model.all) each.data -= moonsRate(k) * each.grad;
    return loss.data;
  };
  return { start, step };
}

/** @type {Contestant} */
export function W5(_data, variant, count) {
  let [w, b] = [new Value(-1), new Value(0.25)];
  const start = () => {
    [w, b] = [new Value(-1), new Value(0.25)];
  };
  const chain = () => {
    let y = new Value(1);
    for (let i = 0; i < count; i += 2) y = y.mul(w).add(b);
    return y;
  };
  const step = () => {
    chain().backward(variant === 'stack' ? sortedByStack : sorted);
    return w.grad + b.grad;
  };
  const hold = () => {
    const end = chain();
    return () => 0 * end.data;
  };
  return { start, step, hold };
}
