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


def dim_out_of_range():
    torch.ones(2, 3).sum(dim=2)


def dim_out_of_range_below():
    torch.ones(2, 3).mean(dim=-3)


def dim_of_scalar():
    torch.tensor(1.0).sum(dim=1)


def dim_twice():
    torch.ones(2, 3).sum(dim=[0, -2])


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
