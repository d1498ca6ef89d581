// What PyTorch refuses is refused here, in its words: a program for each of tests/oracle/refused.py.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as chainrule from '../../web/lib/index.js';
import {
  AutogradError,
  autograd,
  ChainruleError,
  noGrad,
  ShapeError,
  stack,
  tensor,
  where,
} from '../../web/lib/index.js';
import { messages } from './expected.js';
import { moves } from './refused-moves.js';
import { networks } from './refused-networks.js';
import { leaf, ones } from './tensors.js';

/** What JS would not let through otherwise. @type {any} */
const any = (/** @type {unknown} */ value) => value;

const ONES = [
  [1, 1, 1],
  [1, 1, 1],
];

/** @type {Record<string, () => unknown>} */
const programs = {
  ...moves,
  retain_grad_of_constant: () => tensor(1).retainGrad(),
  dim_as_text: () => tensor([1, 2]).softmax(any({ dim: 'a' })),
  dim_as_fraction: () => tensor([1, 2]).softmax({ dim: 1.5 }),
  dims_as_text: () => tensor([1, 2]).amax(any({ dim: 'a' })),
  keepdim_as_int: () => tensor([1, 2]).sum(any({ dim: 0, keepdim: 1 })),
  operand_as_text: () => tensor([1, 2]).add(any('a')),
  size_as_fraction: () => chainrule.ones(1.5),
  list_with_number: () => stack([tensor(1), any(3)]),
  fewer_upstreams_than_outputs() {
    const w = leaf(1);
    autograd.grad([w.mul(2), w.mul(3)], w, { gradOutputs: [tensor(1)] });
  },
  hook_changes_size() {
    const w = leaf([1, 2]);
    w.registerHook(function hook() {
      return tensor([1]);
    });
    w.mul(3).sum().backward();
  },
  clamp_without_bounds: () => tensor([1, 1]).clamp({}),
  ints_that_require_grad: () => tensor([1, 2], { dtype: 'int64', requiresGrad: true }),
  hook_of_constant: () => tensor(1).registerHook(() => {}),
  input_that_is_not_used() {
    const [w, v] = [leaf(1), leaf(2)];
    autograd.grad(w.mul(2), [w, v]);
  },
  input_without_grad() {
    const [w, x] = [leaf(1), tensor(2)];
    autograd.grad(w.mul(x), x);
  },
  ...networks,
  second_backward() {
    const loss = leaf(3).mul(leaf(2));
    loss.backward();
    loss.backward();
  },
  second_backward_through_a_part() {
    const part = leaf(3).exp();
    part.mul(2).backward();
    part.mul(3).backward();
  },
  backward_of_many: () => leaf([1, 2]).mul(2).backward(),
  backward_without_grad: () => tensor(1).mul(2).backward(),
  backward_of_detached: () => leaf(1).mul(2).detach().backward(),
  backward_after_no_grad() {
    const w = leaf(1);
    noGrad(() => w.mul(2)).backward();
  },
  upstream_shape: () =>
    leaf([1, 2])
      .mul(2)
      .backward(tensor([1, 2, 3])),
  upstream_shape_of_scalar: () =>
    leaf(2)
      .mul(2)
      .backward(tensor([1])),
  leaf_in_place: () => leaf(1).sub_(1),
  leaf_zeroed: () => leaf(1).zero_(),
  leaf_changed_before_backward() {
    const w = leaf(2);
    const loss = w.mul(w);
    noGrad(() => w.sub_(1));
    loss.backward();
  },
  matrix_changed_twice_before_backward() {
    const w = leaf([
      [2, 1, 3],
      [2, 1, 3],
    ]);
    const loss = w.mul(w).sum();
    noGrad(() => w.sub_(1).mul_(2));
    loss.backward();
  },
  result_changed_before_backward() {
    const y = leaf(2).exp();
    const loss = y.mul(y);
    y.add_(1);
    loss.backward();
  },
  own_result_changed_before_backward() {
    const y = leaf([2, 1]).exp();
    y.mul_(2);
    y.sum().backward();
  },
  detached_changed_before_backward() {
    const y = leaf(2).exp();
    const loss = y.mul(y);
    y.detach().zero_();
    loss.backward();
  },
  in_place_grows: () =>
    tensor([1, 2]).add_(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ),
  in_place_scalar_grows: () => tensor(1).add_(tensor([1, 2])),
  broadcast: () => tensor([1, 2]).add(tensor([1, 2, 3])),
  broadcast_inner_dim: () =>
    tensor([[[1, 1, 1, 1]], [[1, 1, 1, 1]]]).mul(
      tensor([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
    ),
  matmul: () => tensor(ONES).matmul(tensor(ONES)),
  matmul_of_scalars: () => tensor(1).matmul(tensor(2)),
  matmul_with_scalar: () => tensor(ONES).matmul(tensor(2)),
  matmul_of_vectors: () => ones(3).matmul(ones(4)),
  matmul_matrix_by_vector: () => ones(2, 3).matmul(ones(4)),
  matmul_vector_by_matrix: () => ones(3).matmul(ones(4, 2)),
  matmul_batch_by_vector: () => ones(5, 2, 3).matmul(ones(4)),
  matmul_batch_by_matrix: () => ones(5, 2, 3).matmul(ones(2, 3)),
  matmul_matrix_by_batch: () => ones(2, 3).matmul(ones(5, 4, 2)),
  matmul_of_batches: () => ones(2, 5, 2, 3).matmul(ones(5, 4, 2)),
  matmul_broadcast: () => ones(2, 5, 2, 3).matmul(ones(3, 5, 3, 2)),
  mm_of_vector: () => ones(3).mm(ones(3, 2)),
  mm_with_batch: () => ones(2, 3).mm(ones(1, 3, 2)),
  mm_sizes: () => ones(2, 3).mm(ones(4, 2)),
  mv_with_matrix: () => ones(2, 3).mv(ones(3, 1)),
  mv_of_vector: () => ones(3).mv(ones(3)),
  mv_sizes: () => ones(2, 3).mv(ones(4)),
  dot_of_matrix: () => ones(2, 2).dot(ones(2)),
  dot_sizes: () => ones(3).dot(ones(4)),
  bmm_of_matrix: () => ones(2, 3).bmm(ones(2, 3, 4)),
  bmm_with_matrix: () => ones(2, 3, 4).bmm(ones(4, 5)),
  bmm_batches: () => ones(2, 3, 4).bmm(ones(1, 4, 5)),
  bmm_sizes: () => ones(2, 3, 4).bmm(ones(2, 3, 4)),
  outer_of_matrix: () => ones(2, 2).outer(ones(3)),
  outer_with_scalar: () => ones(2).outer(ones()),
  linear_of_scalar: () => ones().linear(ones(4, 3)),
  linear_with_batch: () => ones(2, 3).linear(ones(1, 4, 3)),
  linear_sizes: () => ones(5, 2, 3).linear(ones(4, 2)),
  linear_sizes_with_bias: () => ones(2, 3).linear(ones(4, 2), ones(4)),
  linear_vector_sizes: () => ones(2, 3).linear(ones(4)),
  linear_vector_with_bias: () => ones(2, 3).linear(ones(3), ones()),
  linear_bias: () => ones(2, 3).linear(ones(4, 3), ones(3)),
  linear_bias_of_one_sample: () => ones(3).linear(ones(4, 3), ones(3)),
  linear_bias_for_each_row: () => ones(2, 3).linear(ones(4, 3), ones(3, 1)),
  linear_bias_grows: () => ones(3).linear(ones(4, 3), ones(2, 4)),
  linear_bias_of_more_dims: () => ones(2, 2, 3).linear(ones(4, 3), ones(3, 4)),
  dim_out_of_range: () => tensor(ONES).sum(2),
  dim_out_of_range_below: () => tensor(ONES).mean({ dim: -3 }),
  dim_of_scalar: () => tensor(1).sum(1),
  dim_twice: () => tensor(ONES).sum([0, -2]),
  prod_of_dim_out_of_range: () => ones(2, 3).prod(2),
  amax_of_none: () => tensor([]).amax(),
  amin_along_none: () => tensor([]).amin(-1),
  max_of_none: () => tensor([]).max(),
  min_along_none: () => tensor([]).min(-1),
  argmax_of_none: () => tensor([]).argmax(),
  argmin_along_none: () => tensor([[], []]).argmin(-1),
  argmax_of_bools: () => tensor([true, false]).argmax(),
  argmax_of_two_dims: () => ones(2, 3).argmax([0, 1]),
  mean_of_ints: () => tensor([1, 2], { dtype: 'int64' }).mean(),
  mean_of_bools: () => tensor([true]).mean(),
  var_of_ints: () => tensor([1, 2], { dtype: 'int64' }).var(),
  norm_of_ints: () => tensor([1, 2], { dtype: 'int64' }).norm(),
  norm_of_none: () => tensor([]).norm({ p: Infinity }),
  smallest_norm_of_none: () => tensor([]).norm({ p: -Infinity }),
  softmax_of_ints: () => tensor([1, 2], { dtype: 'int64' }).softmax(0),
  softmax_without_dim: () => ones(2, 3).softmax(),
  log_softmax_without_dim: () => ones(2, 3).log_softmax(),
  logsumexp_without_dim: () => ones(2, 3).logsumexp(),
  cumsum_without_dim: () => ones(2, 3).cumsum(),
  softmax_of_dim_out_of_range: () => ones(2, 3).softmax(-3),
  item_of_many: () => tensor(ONES).item(),
  item_of_none: () => tensor([]).item(),
  ragged: () => tensor([[1, 2], [3]]),
  ragged_deeper: () => tensor([[[1, 2]], [[1, 2, 3]]]),
  requires_grad_of_result() {
    leaf(1).mul(2).requiresGrad = false;
  },
  requires_grad_of_result_again() {
    leaf(1).mul(2).requiresGrad = true;
  },
  grad_shape() {
    leaf([1, 2]).grad = tensor([1]);
  },
  grad_type() {
    Object.assign(leaf(1), { grad: 1 });
  },
  sub_of_bools: () => tensor([true]).sub(tensor([false])),
  sub_of_bool: () => tensor([true]).sub(1.5),
  sub_of_bool_from_ints: () => tensor([1n]).sub(tensor([true])),
  neg_of_bool: () => tensor([true]).neg(),
  abs_of_bool: () => tensor([true]).abs(),
  relu_of_bool: () => tensor([true]).relu(),
  floor_of_bool: () => tensor([true]).floor(),
  hardtanh_of_bool: () => tensor([true]).hardtanh(),
  fmod_of_bools: () => tensor([true]).fmod(tensor([true])),
  pow_of_bools: () => tensor([true]).pow(tensor([true])),
  elu_of_ints: () => tensor([1n]).elu(),
  softplus_of_bool: () => tensor([true]).softplus(),
  frac_of_ints: () => tensor([1n]).frac(),
  round_of_ints_to_decimals: () => tensor([1n]).round({ decimals: 1 }),
  fmod_by_zero: () => tensor([1n, 2n]).fmod(tensor([1n, 0n])),
  remainder_by_zero: () => tensor([1n, 2n]).remainder(0),
  floor_divide_by_zero: () => tensor([1n, 2n]).floor_divide(tensor([1n, 0n])),
  pow_of_ints_to_negative: () => tensor([1n, 2n]).pow(-1),
  where_condition: () => where(tensor([1]), tensor([1]), 2),
  where_condition_of_ints: () => tensor([1]).where(tensor([1n]), 2),
  where_sizes: () => where(tensor([true, false, true]), tensor([1, 2]), 0),
};

/** @type {Record<string, abstract new (...args: any[]) => Error>} */
const CLASSES = {
  RuntimeError: ChainruleError,
  NotImplementedError: ChainruleError,
  IndexError: RangeError,
  ValueError: RangeError,
  AssertionError: ChainruleError,
  TypeError,
};

for (const [name, { type, message }] of Object.entries(messages)) {
  test(`${name.replaceAll('_', ' ')} is refused in PyTorch's words`, () => {
    const said = message.replace('of type float', 'of type number');
    assert(programs[name], `write the program ${name} as in tests/oracle/refused.py`);
    assert.throws(programs[name], (error) => {
      assert(error instanceof CLASSES[type], `${error} is no ${CLASSES[type].name}`);
      assert.equal(error.message, said);
      return true;
    });
    assert.equal(tensor(2).mul(3).item(), 6);
  });
}

test('refusals are told apart by their classes', () => {
  assert.throws(programs.second_backward, AutogradError);
  assert.throws(programs.leaf_changed_before_backward, AutogradError);
  assert.throws(programs.broadcast, ShapeError);
  assert.throws(programs.dim_out_of_range, { name: 'DimError' });
});
