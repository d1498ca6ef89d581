"""Programs of networks that PyTorch refuses; see refused.py."""

import torch
import torch.nn.functional as F


def ones(*shape, grad=False):
    return torch.ones(shape, requires_grad=grad)


def conv2d_channels():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 3, 3, 3))


def conv2d_channels_unbatched():
    F.conv2d(ones(2, 5, 5), ones(2, 3, 3, 3))


def conv2d_channels_of_groups():
    F.conv2d(ones(1, 5, 5, 5), ones(4, 2, 3, 3), groups=2)


def conv2d_filters_of_groups():
    F.conv2d(ones(1, 4, 5, 5), ones(3, 2, 3, 3), groups=2)


def conv2d_no_groups():
    F.conv2d(ones(1, 4, 5, 5), ones(3, 2, 3, 3), groups=0)


def conv2d_small_input():
    F.conv2d(ones(1, 2, 2, 2), ones(2, 2, 3, 3))


def conv2d_small_input_dilated():
    F.conv2d(ones(1, 2, 4, 4), ones(2, 2, 3, 3), dilation=2)


def conv1d_small_input():
    F.conv1d(ones(1, 3, 2), ones(1, 3, 3))


def conv2d_of_matrix():
    F.conv2d(ones(5, 5), ones(2, 3, 3, 3))


def conv1d_of_planes():
    F.conv1d(ones(1, 3, 2, 3), ones(1, 3, 3))


def conv2d_by_weight_of_conv1d():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 3, 3))


def conv2d_bias_size():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), ones(3))


def conv2d_bias_matrix():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), ones(2, 1))


def conv2d_stride_zero():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), stride=0)


def conv2d_stride_list():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), stride=[1, 2, 3])


def conv1d_stride_list():
    F.conv1d(ones(1, 2, 5), ones(2, 2, 3), stride=[1, 1])


def conv2d_padding_negative():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), padding=-1)


def conv2d_padding_word():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), padding='full')


def conv2d_same_with_stride():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), padding='same', stride=2)


def conv2d_dilation_zero():
    F.conv2d(ones(1, 2, 5, 5), ones(2, 2, 3, 3), dilation=0)


def conv2d_weight_changed_before_backward():
    weight = ones(1, 1, 2, 2, grad=True)
    y = F.conv2d(ones(1, 1, 3, 3, grad=True), weight)
    with torch.no_grad():
        weight.mul_(2)
    y.sum().backward()


def max_pool2d_small_input():
    F.max_pool2d(ones(1, 1, 1, 1), 2)


def max_pool2d_padding():
    F.max_pool2d(ones(1, 1, 4, 4), 2, padding=2)


def max_pool2d_padding_dilated():
    F.max_pool2d(ones(1, 1, 4, 4), 3, 1, 2, 2)


def max_pool2d_padding_negative():
    F.max_pool2d(ones(1, 1, 4, 4), 2, padding=-1)


def max_pool2d_kernel_zero():
    F.max_pool2d(ones(1, 1, 4, 4), 0, 1)


def max_pool2d_kernel_list():
    F.max_pool2d(ones(1, 1, 4, 4), [2, 2, 2])


def max_pool2d_stride_list():
    F.max_pool2d(ones(1, 1, 4, 4), 2, [2, 2, 2])


def max_pool2d_stride_zero():
    F.max_pool2d(ones(1, 1, 4, 4), 2, 0)


def max_pool2d_stride_negative():
    F.max_pool2d(ones(1, 1, 4, 4), 2, -1)


def max_pool2d_dilation_zero():
    F.max_pool2d(ones(1, 1, 4, 4), 2, 1, 0, 0)


def max_pool2d_input_changed_before_backward():
    x = ones(1, 1, 4, 4, grad=True)
    y = F.max_pool2d(x, 2)
    with torch.no_grad():
        x.mul_(2)
    y.sum().backward()


def avg_pool2d_divisor_zero():
    F.avg_pool2d(ones(1, 1, 4, 4), 2, divisor_override=0)


def avg_pool2d_five_dims():
    F.avg_pool2d(ones(1, 1, 1, 4, 4), 2)


def avg_pool2d_input_changed_before_backward():
    x = ones(1, 1, 4, 4, grad=True)
    y = F.avg_pool2d(x, 2)
    with torch.no_grad():
        x.mul_(2)
    y.sum().backward()


def adaptive_avg_pool2d_of_matrix():
    F.adaptive_avg_pool2d(ones(5, 5), 2)


def adaptive_avg_pool2d_negative():
    F.adaptive_avg_pool2d(ones(1, 1, 5, 5), -2)


def layer_norm_shape():
    F.layer_norm(ones(2, 4), [3])


def layer_norm_longer_shape():
    F.layer_norm(ones(3), [2, 3])


def layer_norm_no_shape():
    F.layer_norm(ones(2, 4), [])


def layer_norm_weight():
    F.layer_norm(ones(2, 3), [3], ones(2))


def layer_norm_bias():
    F.layer_norm(ones(2, 3), [3], ones(3), ones(1, 3))


def layer_norm_bias_changed_before_backward():
    bias = ones(3, grad=True)
    y = F.layer_norm(ones(2, 3), [3], None, bias)
    with torch.no_grad():
        bias.mul_(2)
    y.sum().backward()


def batch_norm_one_value():
    F.batch_norm(ones(1, 3), None, None, training=True)


def batch_norm_one_place():
    F.batch_norm(ones(1, 3, 1, 1), ones(3), ones(3), training=True)


def batch_norm_without_statistics():
    F.batch_norm(ones(2, 3), None, None)


def batch_norm_one_statistic():
    F.batch_norm(ones(2, 3), ones(3), None, training=True)


def batch_norm_mean_size():
    F.batch_norm(ones(2, 3), ones(2), ones(3))


def batch_norm_var_size():
    F.batch_norm(ones(2, 3), ones(3), ones(2))


def batch_norm_weight_size():
    F.batch_norm(ones(2, 3), ones(3), ones(3), ones(2))


def batch_norm_bias_size():
    F.batch_norm(ones(2, 3), ones(3), ones(3), ones(3), ones(2))


def batch_norm_eps_in_training():
    F.batch_norm(ones(2, 3), None, None, training=True, eps=0)


def batch_norm_eps():
    F.batch_norm(ones(2, 3), ones(3), ones(3), eps=-1)


def dropout_probability():
    F.dropout(ones(2), 1.5)


def reduction_word():
    F.mse_loss(ones(2), ones(2), reduction='avg')


def reduction_word_of_several_ops():
    F.l1_loss(ones(2), ones(2), reduction='avg')


def mse_loss_weight_size():
    F.mse_loss(ones(2, 3), ones(2, 3), weight=ones(3))


def mse_loss_target_changed_before_backward():
    target = ones(3)
    loss = F.mse_loss(ones(3, grad=True), target)
    target.mul_(2)
    loss.backward()


def smooth_l1_loss_beta():
    F.smooth_l1_loss(ones(2), ones(2), beta=-1)


def huber_loss_delta():
    F.huber_loss(ones(2), ones(2), delta=0)


def binary_cross_entropy_input():
    F.binary_cross_entropy(ones(2) * 2, ones(2))


def binary_cross_entropy_target():
    F.binary_cross_entropy(ones(2), -ones(2))


def binary_cross_entropy_sizes():
    F.binary_cross_entropy(ones(2, 3), ones(2, 1))


def binary_cross_entropy_weight_with_grad():
    F.binary_cross_entropy(ones(2, 3), ones(2, 3), ones(2, 3, grad=True))


def binary_cross_entropy_with_logits_sizes():
    F.binary_cross_entropy_with_logits(ones(2, 3), ones(2, 1))


def nll_loss_target_dtype():
    F.nll_loss(ones(2, 3), ones(2))


def nll_loss_target_bools():
    F.nll_loss(ones(2, 3), torch.tensor([True, False]))


def nll_loss_target_out_of_bounds():
    F.nll_loss(ones(2, 3), torch.tensor([0, 5]))


def nll_loss_target_negative():
    F.nll_loss(ones(2, 3), torch.tensor([0, -1]))


def nll_loss_batch():
    F.nll_loss(ones(2, 3), torch.tensor([0, 1, 2]))


def nll_loss_target_matrix():
    F.nll_loss(ones(2, 3), torch.tensor([[0], [1]]))


def nll_loss_target_of_vector():
    F.nll_loss(ones(3), torch.tensor([0, 1]))


def nll_loss_of_scalar():
    F.nll_loss(torch.tensor(1.0), torch.tensor([0]))


def nll_loss_weight_size():
    F.nll_loss(ones(2, 3), torch.tensor([0, 1]), ones(2))


def nll_loss_weight_size_of_planes():
    F.nll_loss(ones(1, 3, 1, 1), torch.tensor([[[0]]]), ones(2))


def nll_loss_planes():
    F.nll_loss(ones(1, 3, 1, 2), torch.tensor([[[0]]]))


def nll_loss_planes_target_matrix():
    F.nll_loss(ones(1, 3, 1, 2), torch.tensor([[0]]))


def nll_loss_places():
    F.nll_loss(ones(1, 3, 2), torch.tensor([[0, 1, 2]]))


def nll_loss_input_changed_before_backward():
    x = ones(1, 3, grad=True)
    loss = F.nll_loss(x, torch.tensor([0]))
    with torch.no_grad():
        x.mul_(2)
    loss.backward()


def mse_loss_sizes():
    F.mse_loss(ones(2), ones(3))


def nll_loss_weight_with_grad():
    F.nll_loss(ones(2, 3), torch.tensor([0, 1]), ones(3, grad=True))


def cross_entropy_weight_with_grad():
    F.cross_entropy(ones(2, 3), torch.tensor([0, 1]), ones(3, grad=True))


def cross_entropy_target_out_of_bounds():
    F.cross_entropy(ones(2, 3), torch.tensor([0, 5]))


def cross_entropy_batch():
    F.cross_entropy(ones(2, 3), torch.tensor([0, 1, 2]))


def cross_entropy_smoothing():
    F.cross_entropy(ones(2, 3), torch.tensor([0, 1]), label_smoothing=1.5)


def cross_entropy_probabilities_of_ints():
    F.cross_entropy(ones(2, 3), torch.ones(2, 3, dtype=torch.int64))


def cross_entropy_probabilities_and_ignored():
    F.cross_entropy(ones(2, 3), ones(2, 3), ignore_index=1)


def cross_entropy_probabilities_weight_size():
    F.cross_entropy(ones(2, 3), ones(2, 3), ones(2))


def hardtanh_bounds():
    F.hardtanh(ones(2), 2, -2)


def gelu_approximate():
    F.gelu(ones(2), approximate='foo')


def binary_cross_entropy_target_dtype():
    F.binary_cross_entropy(ones(2), torch.tensor([1, 0]))


def binary_cross_entropy_with_logits_target_dtype():
    F.binary_cross_entropy_with_logits(ones(2), torch.tensor([1, 0]))


def linear_of_ints():
    F.linear(torch.tensor([[1, 2]]), ones(3, 2), ones(3))
