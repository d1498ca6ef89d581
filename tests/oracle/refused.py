"""Programs that PyTorch refuses. generate.py runs each and keeps the sentence in messages.json."""

import torch


def leaf(data):
    return torch.tensor(data, requires_grad=True)


def second_backward():
    loss = leaf(3.0) * leaf(2.0)
    loss.backward()
    loss.backward()


def second_backward_through_a_part():
    part = leaf(3.0).exp()
    (part * 2).backward()
    (part * 3).backward()


def backward_of_many():
    (leaf([1.0, 2.0]) * 2).backward()


def backward_without_grad():
    (torch.tensor(1.0) * 2).backward()


def backward_of_detached():
    (leaf(1.0) * 2).detach().backward()


def backward_after_no_grad():
    w = leaf(1.0)
    with torch.no_grad():
        loss = w * 2
    loss.backward()


def upstream_shape():
    (leaf([1.0, 2.0]) * 2).backward(torch.tensor([1.0, 2.0, 3.0]))


def upstream_shape_of_scalar():
    (leaf(2.0) * 2).backward(torch.tensor([1.0]))


def leaf_in_place():
    leaf(1.0).sub_(1)


def leaf_zeroed():
    leaf(1.0).zero_()


def leaf_changed_before_backward():
    w = leaf(2.0)
    loss = w * w
    with torch.no_grad():
        w.sub_(1)
    loss.backward()


def matrix_changed_twice_before_backward():
    w = leaf([[2.0, 1.0, 3.0], [2.0, 1.0, 3.0]])
    loss = (w * w).sum()
    with torch.no_grad():
        w.sub_(1).mul_(2)
    loss.backward()


def result_changed_before_backward():
    y = leaf(2.0).exp()
    loss = y * y
    y.add_(1)
    loss.backward()


def own_result_changed_before_backward():
    y = leaf([2.0, 1.0]).exp()
    y.mul_(2)
    y.sum().backward()


def detached_changed_before_backward():
    y = leaf(2.0).exp()
    loss = y * y
    y.detach().zero_()
    loss.backward()


def in_place_grows():
    torch.tensor([1.0, 2.0]).add_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))


def in_place_scalar_grows():
    torch.tensor(1.0).add_(torch.tensor([1.0, 2.0]))


def broadcast():
    torch.tensor([1.0, 2.0]) + torch.tensor([1.0, 2.0, 3.0])


def broadcast_inner_dim():
    torch.ones(2, 1, 4) * torch.ones(3, 2)


def matmul():
    torch.ones(2, 3) @ torch.ones(2, 3)


def matmul_of_scalars():
    torch.tensor(1.0) @ torch.tensor(2.0)


def matmul_with_scalar():
    torch.ones(2, 3) @ torch.tensor(2.0)


def matmul_of_vectors():
    torch.matmul(torch.ones(3), torch.ones(4))


def matmul_matrix_by_vector():
    torch.matmul(torch.ones(2, 3), torch.ones(4))


def matmul_vector_by_matrix():
    torch.matmul(torch.ones(3), torch.ones(4, 2))


def matmul_batch_by_vector():
    torch.matmul(torch.ones(5, 2, 3), torch.ones(4))


def matmul_batch_by_matrix():
    torch.matmul(torch.ones(5, 2, 3), torch.ones(2, 3))


def matmul_matrix_by_batch():
    torch.matmul(torch.ones(2, 3), torch.ones(5, 4, 2))


def matmul_of_batches():
    torch.matmul(torch.ones(2, 5, 2, 3), torch.ones(5, 4, 2))


def matmul_broadcast():
    torch.matmul(torch.ones(2, 5, 2, 3), torch.ones(3, 5, 3, 2))


def mm_of_vector():
    torch.mm(torch.ones(3), torch.ones(3, 2))


def mm_with_batch():
    torch.mm(torch.ones(2, 3), torch.ones(1, 3, 2))


def mm_sizes():
    torch.mm(torch.ones(2, 3), torch.ones(4, 2))


def mv_with_matrix():
    torch.mv(torch.ones(2, 3), torch.ones(3, 1))


def mv_of_vector():
    torch.mv(torch.ones(3), torch.ones(3))


def mv_sizes():
    torch.mv(torch.ones(2, 3), torch.ones(4))


def dot_of_matrix():
    torch.dot(torch.ones(2, 2), torch.ones(2))


def dot_sizes():
    torch.dot(torch.ones(3), torch.ones(4))


def bmm_of_matrix():
    torch.bmm(torch.ones(2, 3), torch.ones(2, 3, 4))


def bmm_with_matrix():
    torch.bmm(torch.ones(2, 3, 4), torch.ones(4, 5))


def bmm_batches():
    torch.bmm(torch.ones(2, 3, 4), torch.ones(1, 4, 5))


def bmm_sizes():
    torch.bmm(torch.ones(2, 3, 4), torch.ones(2, 3, 4))


def outer_of_matrix():
    torch.outer(torch.ones(2, 2), torch.ones(3))


def outer_with_scalar():
    torch.outer(torch.ones(2), torch.ones(()))


def linear_of_scalar():
    torch.nn.functional.linear(torch.ones(()), torch.ones(4, 3))


def linear_with_batch():
    torch.nn.functional.linear(torch.ones(2, 3), torch.ones(1, 4, 3))


def linear_sizes():
    torch.nn.functional.linear(torch.ones(5, 2, 3), torch.ones(4, 2))


def linear_sizes_with_bias():
    torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4, 2), torch.ones(4))


def linear_vector_sizes():
    torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4))


def linear_vector_with_bias():
    torch.nn.functional.linear(torch.ones(2, 3), torch.ones(3), torch.ones(()))


def linear_bias():
    torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4, 3), torch.ones(3))


def linear_bias_of_one_sample():
    torch.nn.functional.linear(torch.ones(3), torch.ones(4, 3), torch.ones(3))


def linear_bias_for_each_row():
    torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4, 3), torch.ones(3, 1))


def linear_bias_grows():
    torch.nn.functional.linear(torch.ones(3), torch.ones(4, 3), torch.ones(2, 4))


def linear_bias_of_more_dims():
    torch.nn.functional.linear(torch.ones(2, 2, 3), torch.ones(4, 3), torch.ones(3, 4))


def dim_out_of_range():
    torch.ones(2, 3).sum(dim=2)


def dim_out_of_range_below():
    torch.ones(2, 3).mean(dim=-3)


def dim_of_scalar():
    torch.tensor(1.0).sum(dim=1)


def dim_twice():
    torch.ones(2, 3).sum(dim=[0, -2])


def prod_of_dim_out_of_range():
    torch.ones(2, 3).prod(dim=2)


def amax_of_none():
    torch.tensor([]).amax()


def amin_along_none():
    torch.tensor([]).amin(dim=-1)


def max_of_none():
    torch.tensor([]).max()


def min_along_none():
    torch.tensor([]).min(dim=-1)


def argmax_of_none():
    torch.tensor([]).argmax()


def argmin_along_none():
    torch.ones(2, 0).argmin(dim=-1)


def argmax_of_bools():
    torch.tensor([True, False]).argmax()


def argmax_of_two_dims():
    torch.argmax(torch.ones(2, 3), dim=(0, 1))


def mean_of_ints():
    torch.tensor([1, 2]).mean()


def mean_of_bools():
    torch.tensor([True]).mean()


def var_of_ints():
    torch.tensor([1, 2]).var()


def norm_of_ints():
    torch.tensor([1, 2]).norm()


def norm_of_none():
    torch.tensor([]).norm(p=float('inf'))


def smallest_norm_of_none():
    torch.tensor([]).norm(p=-float('inf'))


def softmax_of_ints():
    torch.tensor([1, 2]).softmax(dim=0)


def softmax_without_dim():
    torch.ones(2, 3).softmax()


def log_softmax_without_dim():
    torch.ones(2, 3).log_softmax()


def logsumexp_without_dim():
    torch.ones(2, 3).logsumexp()


def cumsum_without_dim():
    torch.ones(2, 3).cumsum()


def softmax_of_dim_out_of_range():
    torch.ones(2, 3).softmax(dim=-3)


def item_of_many():
    torch.ones(2, 3).item()


def item_of_none():
    torch.tensor([]).item()


def ragged():
    torch.tensor([[1.0, 2.0], [3.0]])


def ragged_deeper():
    torch.tensor([[[1.0, 2.0]], [[1.0, 2.0, 3.0]]])


def requires_grad_of_result():
    (leaf(1.0) * 2).requires_grad = False


def requires_grad_of_result_again():
    (leaf(1.0) * 2).requires_grad = True


def grad_shape():
    leaf([1.0, 2.0]).grad = torch.tensor([1.0])


def grad_type():
    leaf(1.0).grad = 1.0


def sub_of_bools():
    torch.tensor([True]) - torch.tensor([False])


def sub_of_bool():
    torch.tensor([True]) - 1.5


def sub_of_bool_from_ints():
    torch.tensor([1]) - torch.tensor([True])


def neg_of_bool():
    -torch.tensor([True])


def abs_of_bool():
    torch.tensor([True]).abs()


def relu_of_bool():
    torch.relu(torch.tensor([True]))


def floor_of_bool():
    torch.tensor([True]).floor()


def hardtanh_of_bool():
    torch.nn.functional.hardtanh(torch.tensor([True]))


def fmod_of_bools():
    torch.tensor([True]).fmod(torch.tensor([True]))


def pow_of_bools():
    torch.tensor([True]).pow(torch.tensor([True]))


def elu_of_ints():
    torch.nn.functional.elu(torch.tensor([1]))


def softplus_of_bool():
    torch.nn.functional.softplus(torch.tensor([True]))


def frac_of_ints():
    torch.tensor([1]).frac()


def round_of_ints_to_decimals():
    torch.tensor([1]).round(decimals=1)


def fmod_by_zero():
    torch.tensor([1, 2]).fmod(torch.tensor([1, 0]))


def remainder_by_zero():
    torch.tensor([1, 2]).remainder(0)


def floor_divide_by_zero():
    torch.tensor([1, 2]).floor_divide(torch.tensor([1, 0]))


def pow_of_ints_to_negative():
    torch.tensor([1, 2]).pow(-1)


def where_condition():
    torch.where(torch.tensor([1.0]), torch.tensor([1.0]), 2)


def where_condition_of_ints():
    torch.tensor([1.0]).where(torch.tensor([1]), 2)


def where_sizes():
    torch.where(torch.tensor([True, False, True]), torch.tensor([1.0, 2.0]), 0)


def retain_grad_of_constant():
    torch.tensor(1.0).retain_grad()


def hook_of_constant():
    torch.tensor(1.0).register_hook(print)


def input_that_is_not_used():
    w, v = leaf(1.0), leaf(2.0)
    torch.autograd.grad(w * 2, [w, v])


def input_without_grad():
    w, x = leaf(1.0), torch.tensor(2.0)
    torch.autograd.grad(w * x, x)


def hook_changes_size():
    w = leaf([1.0, 2.0])

    def hook(_):
        return torch.tensor([1.0])

    w.register_hook(hook)
    (w * 3).sum().backward()


def clamp_without_bounds():
    torch.ones(2).clamp()


def ints_that_require_grad():
    torch.tensor([1, 2], requires_grad=True)


def fewer_upstreams_than_outputs():
    w = leaf(1.0)
    torch.autograd.grad([w * 2, w * 3], w, [torch.tensor(1.0)])


def dim_as_text():
    torch.ones(2).softmax(dim='a')


def dim_as_fraction():
    torch.ones(2).softmax(dim=1.5)


def dims_as_text():
    torch.ones(2).amax(dim='a')


def keepdim_as_int():
    torch.ones(2).sum(dim=0, keepdim=1)


def operand_as_text():
    torch.ones(2).add(other='a')


def size_as_fraction():
    torch.ones(size=1.5)


def list_with_number():
    torch.stack([torch.tensor(1.0), 3])
