// Random programs through an engine of ours, as a user would write them.

/** @typedef {import('./generate.js').Program} Program */
/** @typedef {import('../../../web/lib/index.js').Tensor} Tensor */
/** @typedef {typeof import('../../../web/lib/index.js')} Library */
/** @typedef {{ values: number[][], grads: (number[] | null)[] }} Round  of each step, of each leaf */

/** What is written otherwise than x.op(others) or x.op(). @type {Record<string, (lib: Library, x: any[], attrs: Record<string, any>) => Tensor>} */
const CALLS = {
  where: ({ where }, [a, b]) => where(a.gt(b), a, b),
  add_number: (_, [x], { number, inplace }) => (inplace ? x.clone().add_(number) : x.add(number)),
  mul_number: (_, [x], { number, inplace }) => (inplace ? x.clone().mul_(number) : x.mul(number)),
  clamp: (_, [x], { number }) => x.clamp(-number, number),
  cube: (_, [x]) => x.pow(3),
  prod: (_, [x], { dims, keepdim }) => x.prod(dims[0], keepdim),
  max: (_, [x], { dims, keepdim }) => x.max(dims[0], keepdim).values,
  var: (_, [x], { dims, keepdim, correction }) => x.var(dims, { correction, keepdim }),
  norm: (_, [x], { dims, keepdim }) => x.norm(2, dims, keepdim),
  cumsum: (_, [x], { dim }) => x.cumsum(dim),
  softmax: (_, [x], { dim }) => x.softmax(dim),
  log_softmax: (_, [x], { dim }) => x.log_softmax(dim),
  mse_loss: ({ F }, [a, b]) => F.mse_loss(a, b),
  move: (lib, inputs, attrs) => MOVES[attrs.kind](lib, inputs, attrs),
};

/** @type {Record<string, (lib: Library, x: any[], attrs: Record<string, any>) => Tensor>} */
const MOVES = {
  reshape: (_, [x], { shape }) => x.reshape(shape),
  transpose: (_, [x], { dims }) => x.transpose(...dims),
  permute: (_, [x], { dims }) => x.permute(dims),
  unsqueeze: (_, [x], { dim }) => x.unsqueeze(dim),
  squeeze: (_, [x], { dim }) => x.squeeze(dim),
  expand: (_, [x], { shape }) => x.expand(shape),
  narrow: (_, [x], { dim, start, length }) => x.narrow(dim, start, length),
  slice: (_, [x], { dim, start, step }) => x.index(...Array(dim).fill(':'), `${start}::${step}`),
  select: (_, [x], { dim, index }) => x.select(dim, index),
  flip: (_, [x], { dims }) => x.flip(dims),
  index_select: ({ tensor }, [x], { dim, index }) =>
    x.index_select(dim, tensor(index, { dtype: 'int64' })),
  tril: (_, [x], { diagonal }) => x.tril(diagonal),
  pad: (_, [x], { pad }) => x.pad(pad),
  cat: ({ cat }, inputs, { dim }) => cat(inputs, dim),
  stack: ({ stack }, inputs, { dim }) => stack(inputs, dim),
};

/**
 * @param {Library} lib
 * @param {string} op
 * @param {any[]} inputs
 * @param {Record<string, any>} attrs
 */
function call(lib, op, [x, ...others], attrs) {
  if (op in CALLS) return CALLS[op](lib, [x, ...others], attrs);
  if (attrs.dims) return x[op](attrs.dims, attrs.keepdim);
  return attrs.inplace ? x.clone()[`${op}_`](...others) : x[op](...others);
}

/** @param {Tensor} x */
function descend(x) {
  if (x.grad) x.sub_(x.grad.mul(0.125));
}

/**
 * Two rounds: forward and backward, and between them the leaves go down their gradients, in place; gradients add up.
 * @param {Library} lib
 * @param {Program} program
 * @param {number[]} upstream
 * @param {(round: () => Tensor[]) => () => Tensor[]} [wrap]  compile, say
 * @returns {Round[]}
 */
export function runEngine(lib, { leaves, steps }, upstream, wrap = (round) => round) {
  const { noGrad, tensor } = lib;
  const starts = leaves.map(({ shape, data, requiresGrad }) => {
    const x = tensor(data).reshape(shape).detach();
    x.requiresGrad = requiresGrad;
    return x;
  });
  const round = wrap(() => {
    const tensors = [...starts];
    for (const { op, in: operands, attrs } of steps) {
      const inputs = operands.map((k) => tensors[k]);
      tensors.push(call(lib, op, inputs, attrs));
    }
    const last = tensors[tensors.length - 1];
    last.backward(tensor(upstream).reshape(last.shape));
    return tensors.slice(starts.length);
  });
  return [0, 1].map((k) => {
    if (k) noGrad(() => starts.forEach(descend));
    const results = round();
    return {
      values: results.map(({ data }) => [...data]),
      grads: starts.map(({ grad }) => (grad ? [...grad.data] : null)),
    };
  });
}
