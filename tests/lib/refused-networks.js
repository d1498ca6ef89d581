// The programs of tests/oracle/refused_networks.py in JS, by the same names; refused.test.js runs them.
import { F, noGrad, tensor } from '../../web/lib/index.js';
import { ones } from './tensors.js';

/** @param {number[]} shape */
function leaves(...shape) {
  const t = ones(...shape);
  t.requiresGrad = true;
  return t;
}

/** @param {any} data */
const labels = (data) => tensor(data, { dtype: 'int64' });

/**
 * @param {import('../../web/lib/index.js').Tensor} x
 * @param {import('../../web/lib/index.js').Tensor} y
 */
function backwardAfterChange(x, y) {
  noGrad(() => x.mul_(2));
  y.sum().backward();
}

/** What JS would not let through otherwise. @type {any} */
const wrong = (/** @type {unknown} */ value) => value;

/** @type {Record<string, () => unknown>} */
export const networks = {
  conv2d_channels: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 3, 3, 3)),
  conv2d_channels_unbatched: () => F.conv2d(ones(2, 5, 5), ones(2, 3, 3, 3)),
  conv2d_channels_of_groups: () => F.conv2d(ones(1, 5, 5, 5), ones(4, 2, 3, 3), { groups: 2 }),
  conv2d_filters_of_groups: () => F.conv2d(ones(1, 4, 5, 5), ones(3, 2, 3, 3), { groups: 2 }),
  conv2d_no_groups: () => F.conv2d(ones(1, 4, 5, 5), ones(3, 2, 3, 3), { groups: 0 }),
  conv2d_small_input: () => F.conv2d(ones(1, 2, 2, 2), ones(2, 2, 3, 3)),
  conv2d_small_input_dilated: () => F.conv2d(ones(1, 2, 4, 4), ones(2, 2, 3, 3), { dilation: 2 }),
  conv1d_small_input: () => F.conv1d(ones(1, 3, 2), ones(1, 3, 3)),
  conv2d_of_matrix: () => F.conv2d(ones(5, 5), ones(2, 3, 3, 3)),
  conv1d_of_planes: () => F.conv1d(ones(1, 3, 2, 3), ones(1, 3, 3)),
  conv2d_by_weight_of_conv1d: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 3, 3)),
  conv2d_bias_size: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), ones(3)),
  conv2d_bias_matrix: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), ones(2, 1)),
  conv2d_stride_zero: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), { stride: 0 }),
  conv2d_stride_list: () =>
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), { stride: wrong([1, 2, 3]) }),
  conv1d_stride_list: () => F.conv1d(ones(1, 2, 5), ones(2, 2, 3), { stride: wrong([1, 1]) }),
  conv2d_padding_negative: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), { padding: -1 }),
  conv2d_padding_word: () =>
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), { padding: wrong('full') }),
  conv2d_same_with_stride: () =>
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), { padding: 'same', stride: 2 }),
  conv2d_dilation_zero: () => F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), { dilation: 0 }),
  conv2d_weight_changed_before_backward() {
    const weight = leaves(1, 1, 2, 2);
    backwardAfterChange(weight, F.conv2d(leaves(1, 1, 3, 3), weight));
  },
  max_pool2d_small_input: () => F.max_pool2d(ones(1, 1, 1, 1), 2),
  max_pool2d_padding: () => F.max_pool2d(ones(1, 1, 4, 4), 2, { padding: 2 }),
  max_pool2d_padding_dilated: () => F.max_pool2d(ones(1, 1, 4, 4), 3, 1, 2, 2),
  max_pool2d_padding_negative: () => F.max_pool2d(ones(1, 1, 4, 4), 2, { padding: -1 }),
  max_pool2d_kernel_zero: () => F.max_pool2d(ones(1, 1, 4, 4), 0, 1),
  max_pool2d_kernel_list: () => F.max_pool2d(ones(1, 1, 4, 4), wrong([2, 2, 2])),
  max_pool2d_stride_list: () => F.max_pool2d(ones(1, 1, 4, 4), 2, wrong([2, 2, 2])),
  max_pool2d_stride_zero: () => F.max_pool2d(ones(1, 1, 4, 4), 2, 0),
  max_pool2d_stride_negative: () => F.max_pool2d(ones(1, 1, 4, 4), 2, -1),
  max_pool2d_dilation_zero: () => F.max_pool2d(ones(1, 1, 4, 4), 2, 1, 0, 0),
  max_pool2d_input_changed_before_backward() {
    const x = leaves(1, 1, 4, 4);
    backwardAfterChange(x, F.max_pool2d(x, 2));
  },
  avg_pool2d_divisor_zero: () => F.avg_pool2d(ones(1, 1, 4, 4), 2, { divisor_override: 0 }),
  avg_pool2d_five_dims: () => F.avg_pool2d(ones(1, 1, 1, 4, 4), 2),
  avg_pool2d_input_changed_before_backward() {
    const x = leaves(1, 1, 4, 4);
    backwardAfterChange(x, F.avg_pool2d(x, 2));
  },
  adaptive_avg_pool2d_of_matrix: () => F.adaptive_avg_pool2d(ones(5, 5), 2),
  adaptive_avg_pool2d_negative: () => F.adaptive_avg_pool2d(ones(1, 1, 5, 5), -2),
  layer_norm_shape: () => F.layer_norm(ones(2, 4), [3]),
  layer_norm_longer_shape: () => F.layer_norm(ones(3), [2, 3]),
  layer_norm_no_shape: () => F.layer_norm(ones(2, 4), []),
  layer_norm_weight: () => F.layer_norm(ones(2, 3), [3], ones(2)),
  layer_norm_bias: () => F.layer_norm(ones(2, 3), [3], ones(3), ones(1, 3)),
  layer_norm_bias_changed_before_backward() {
    const bias = leaves(3);
    backwardAfterChange(bias, F.layer_norm(ones(2, 3), [3], null, bias));
  },
  batch_norm_one_value: () => F.batch_norm(ones(1, 3), null, null, { training: true }),
  batch_norm_one_place: () => F.batch_norm(ones(1, 3, 1, 1), ones(3), ones(3), { training: true }),
  batch_norm_without_statistics: () => F.batch_norm(ones(2, 3), null, null),
  batch_norm_one_statistic: () => F.batch_norm(ones(2, 3), ones(3), null, { training: true }),
  batch_norm_mean_size: () => F.batch_norm(ones(2, 3), ones(2), ones(3)),
  batch_norm_var_size: () => F.batch_norm(ones(2, 3), ones(3), ones(2)),
  batch_norm_weight_size: () => F.batch_norm(ones(2, 3), ones(3), ones(3), ones(2)),
  batch_norm_bias_size: () => F.batch_norm(ones(2, 3), ones(3), ones(3), ones(3), ones(2)),
  batch_norm_eps_in_training: () =>
    F.batch_norm(ones(2, 3), null, null, { training: true, eps: 0 }),
  batch_norm_eps: () => F.batch_norm(ones(2, 3), ones(3), ones(3), { eps: -1 }),
  dropout_probability: () => F.dropout(ones(2), 1.5),
  reduction_word: () => F.mse_loss(ones(2), ones(2), { reduction: wrong('avg') }),
  reduction_word_of_several_ops: () => F.l1_loss(ones(2), ones(2), { reduction: wrong('avg') }),
  mse_loss_weight_size: () => F.mse_loss(ones(2, 3), ones(2, 3), { weight: ones(3) }),
  mse_loss_target_changed_before_backward() {
    const target = ones(3);
    backwardAfterChange(target, F.mse_loss(leaves(3), target));
  },
  smooth_l1_loss_beta: () => F.smooth_l1_loss(ones(2), ones(2), { beta: -1 }),
  huber_loss_delta: () => F.huber_loss(ones(2), ones(2), { delta: 0 }),
  binary_cross_entropy_input: () => F.binary_cross_entropy(ones(2).mul(2), ones(2)),
  binary_cross_entropy_target: () => F.binary_cross_entropy(ones(2), ones(2).neg()),
  binary_cross_entropy_sizes: () => F.binary_cross_entropy(ones(2, 3), ones(2, 1)),
  binary_cross_entropy_weight_with_grad: () =>
    F.binary_cross_entropy(ones(2, 3), ones(2, 3), { weight: leaves(2, 3) }),
  binary_cross_entropy_with_logits_sizes: () =>
    F.binary_cross_entropy_with_logits(ones(2, 3), ones(2, 1)),
  nll_loss_target_dtype: () => F.nll_loss(ones(2, 3), ones(2)),
  nll_loss_target_bools: () => F.nll_loss(ones(2, 3), tensor([true, false])),
  nll_loss_target_out_of_bounds: () => F.nll_loss(ones(2, 3), labels([0, 5])),
  nll_loss_target_negative: () => F.nll_loss(ones(2, 3), labels([0, -1])),
  nll_loss_batch: () => F.nll_loss(ones(2, 3), labels([0, 1, 2])),
  nll_loss_target_matrix: () => F.nll_loss(ones(2, 3), labels([[0], [1]])),
  nll_loss_target_of_vector: () => F.nll_loss(ones(3), labels([0, 1])),
  nll_loss_of_scalar: () => F.nll_loss(tensor(1), labels([0])),
  nll_loss_weight_size: () => F.nll_loss(ones(2, 3), labels([0, 1]), { weight: ones(2) }),
  nll_loss_weight_size_of_planes: () =>
    F.nll_loss(ones(1, 3, 1, 1), labels([[[0]]]), { weight: ones(2) }),
  nll_loss_planes: () => F.nll_loss(ones(1, 3, 1, 2), labels([[[0]]])),
  nll_loss_planes_target_matrix: () => F.nll_loss(ones(1, 3, 1, 2), labels([[0]])),
  nll_loss_places: () => F.nll_loss(ones(1, 3, 2), labels([[0, 1, 2]])),
  linear_of_ints: () => F.linear(labels([[1, 2]]), ones(3, 2), ones(3)),
  hardtanh_bounds: () => F.hardtanh(ones(2), 2, -2),
  gelu_approximate: () => F.gelu(ones(2), 'foo'),
  binary_cross_entropy_target_dtype: () => F.binary_cross_entropy(ones(2), labels([1, 0])),
  binary_cross_entropy_with_logits_target_dtype: () =>
    F.binary_cross_entropy_with_logits(ones(2), labels([1, 0])),
  mse_loss_sizes: () => F.mse_loss(ones(2), ones(3)),
  nll_loss_weight_with_grad: () => F.nll_loss(ones(2, 3), labels([0, 1]), leaves(3)),
  cross_entropy_weight_with_grad: () => F.cross_entropy(ones(2, 3), labels([0, 1]), leaves(3)),
  cross_entropy_target_out_of_bounds: () => F.cross_entropy(ones(2, 3), labels([0, 5])),
  cross_entropy_batch: () => F.cross_entropy(ones(2, 3), labels([0, 1, 2])),
  cross_entropy_smoothing: () =>
    F.cross_entropy(ones(2, 3), labels([0, 1]), { label_smoothing: 1.5 }),
  cross_entropy_probabilities_of_ints: () => F.cross_entropy(ones(2, 3), ones(2, 3).long()),
  cross_entropy_probabilities_and_ignored: () =>
    F.cross_entropy(ones(2, 3), ones(2, 3), { ignore_index: 1 }),
  cross_entropy_probabilities_weight_size: () => F.cross_entropy(ones(2, 3), ones(2, 3), ones(2)),
  nll_loss_input_changed_before_backward() {
    const x = leaves(1, 3);
    backwardAfterChange(x, F.nll_loss(x, labels([0])));
  },
};
