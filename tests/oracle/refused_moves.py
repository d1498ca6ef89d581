"""Programs about shapes, indices and created tensors that PyTorch refuses; see refused.py."""

import torch


def transpose_without_dims():
    torch.ones(2, 3).transpose()


def transpose_with_one_dim():
    torch.ones(2, 3).transpose(0)


def transpose_dim():
    torch.ones(2, 3).transpose(0, 2)


def transpose_of_scalar():
    torch.tensor(1.0).transpose(0, 1)


def t_of_batch():
    torch.ones(2, 3, 4).t()


def mT_of_vector():
    torch.ones(2).mT


def permute_count():
    torch.ones(2, 3).permute(0)


def permute_twice():
    torch.ones(2, 3).permute(1, -1)


def permute_dim():
    torch.ones(2, 3).permute(0, 2)


def reshape_without_shape():
    torch.ones(2, 3).reshape()


def reshape_size():
    torch.ones(2, 3).reshape(4)


def reshape_remainder():
    torch.ones(2, 3).reshape(4, -1)


def reshape_two_unknown():
    torch.ones(2, 3).reshape(-1, -1)


def reshape_below():
    torch.ones(2, 3).reshape(-2, 3)


def reshape_ambiguous():
    torch.zeros(0, 3).reshape(-1, 0)


def view_size():
    torch.ones(2, 3).view(4, -1)


def flatten_order():
    torch.ones(2, 3).flatten(1, 0)


def flatten_dim():
    torch.ones(2, 3).flatten(0, 2)


def unflatten_sizes():
    torch.ones(2, 3).unflatten(1, [2, 2])


def unflatten_into_none():
    torch.ones(2, 3).unflatten(1, [])


def squeeze_dim():
    torch.ones(2, 3).squeeze(2)


def squeeze_twice():
    torch.ones(2, 3).squeeze([0, 0])


def unsqueeze_dim():
    torch.ones(2, 3).unsqueeze(3)


def unsqueeze_without_dim():
    torch.ones(2, 3).unsqueeze()


def expand_size():
    torch.ones(2, 3).expand(3, 3)


def expand_count():
    torch.ones(2, 3).expand(3)


def expand_count_of_ints():
    torch.ones(2, 3, dtype=torch.int64).expand(3)


def expand_leading():
    torch.ones(2, 3).expand(-1, 2, 3)


def expand_empty():
    torch.ones(0, 3).expand(2, 3)


def cat_of_none():
    torch.cat([])


def cat_ndim():
    torch.cat([torch.ones(2, 3), torch.ones(3)])


def cat_size():
    torch.cat([torch.ones(2, 3), torch.ones(3, 2)])


def cat_size_of_other_dim():
    torch.cat([torch.ones(2, 3), torch.ones(3, 2)], 1)


def cat_dim():
    torch.cat([torch.ones(2), torch.ones(2)], 1)


def cat_of_scalars():
    torch.cat([torch.ones(2), torch.tensor(1.0)])


def stack_of_none():
    torch.stack([])


def stack_size():
    torch.stack([torch.ones(2, 3), torch.ones(3, 2)])


def stack_dim():
    torch.stack([torch.ones(2, 3)], 3)


def split_by_zero():
    torch.ones(2, 3).split(0)


def split_below():
    torch.ones(2, 3).split(-1)


def split_sum():
    torch.ones(2, 3).split([1, 2])


def split_length_below():
    torch.ones(2, 3).split([-1, 4], 1)


def split_of_scalar():
    torch.tensor(1.0).split(1)


def chunk_zero():
    torch.ones(2, 3).chunk(0)


def chunk_of_scalar():
    torch.tensor(1.0).chunk(1)


def unbind_of_scalar():
    torch.tensor(1.0).unbind()


def unbind_dim():
    torch.ones(2, 3).unbind(2)


def narrow_start():
    torch.ones(2, 3).narrow(1, 4, 0)


def narrow_length():
    torch.ones(2, 3).narrow(1, 2, 2)


def narrow_length_below():
    torch.ones(2, 3).narrow(1, 0, -1)


def narrow_of_scalar():
    torch.tensor(1.0).narrow(0, 0, 1)


def select_index():
    torch.ones(2, 3).select(-1, 3)


def select_of_scalar():
    torch.tensor(1.0).select(0, 0)


def slice_step():
    torch.ops.aten.slice(torch.ones(2, 3), 1, 0, 3, 0)


def slice_of_scalar():
    torch.ops.aten.slice(torch.tensor(1.0), 0)


def index_number():
    torch.ones(2, 3)[0, -4]


def index_too_many():
    torch.ones(2, 3)[0, 0, 0]


def index_of_scalar():
    torch.tensor(1.0)[0]


def index_fraction():
    torch.ones(2, 3)[0.5]


def index_step_below():
    torch.ones(2, 3)[:, ::-1]


def index_step_zero():
    torch.ones(2, 3)[::0]


def index_tensor():
    torch.ones(2, 3)[:, torch.tensor([3])]


def index_tensor_below():
    torch.ones(2, 3)[torch.tensor([0, -3])]


def index_by_floats():
    torch.ones(2, 3)[torch.tensor([0.5])]


def index_broadcast():
    torch.ones(2, 3)[torch.tensor([0, 1]), torch.tensor([0, 1, 2])]


def index_mask():
    torch.ones(2, 3)[torch.tensor([True, False, True])]


def index_mask_of_columns():
    torch.ones(2, 3)[:, torch.tensor([True, False])]


def index_select_range():
    torch.ones(2, 3).index_select(0, torch.tensor([2]))


def index_select_below():
    torch.ones(2, 3).index_select(0, torch.tensor([-1]))


def index_select_by_floats():
    torch.ones(2, 3).index_select(0, torch.tensor([1.0]))


def index_select_by_matrix():
    torch.ones(2, 3).index_select(0, torch.tensor([[1]]))


def index_select_of_scalar():
    torch.tensor(1.0).index_select(0, torch.tensor([0, 0]))


def gather_range():
    torch.ones(2, 3).gather(0, torch.tensor([[2]]))


def gather_far():
    torch.ones(2, 3).gather(1, torch.tensor([[5000000000]]))


def gather_ndim():
    torch.ones(2, 3).gather(0, torch.tensor([0]))


def gather_size():
    torch.ones(2, 3).gather(1, torch.tensor([[0], [0], [0]]))


def gather_by_floats():
    torch.ones(2, 3).gather(0, torch.tensor([[0.0]]))


def masked_fill_by_floats():
    torch.ones(2, 3).masked_fill(torch.ones(3), 1)


def masked_fill_by_ints():
    torch.ones(2).masked_fill(torch.tensor([1, 0]), 1)


def masked_fill_size():
    torch.ones(2, 3).masked_fill(torch.tensor([True, False]), 1)


def masked_fill_by_vector():
    torch.ones(2, 3).masked_fill(torch.tensor(True), torch.ones(1))


def masked_fill_overflow():
    torch.tensor([1]).masked_fill(torch.tensor(True), float('inf'))


def masked_select_by_ints():
    torch.ones(2, 3).masked_select(torch.tensor([1]))


def masked_select_size():
    torch.ones(2, 3).masked_select(torch.tensor([True, False]))


def pad_odd():
    torch.nn.functional.pad(torch.ones(2, 3), [1])


def pad_too_long():
    torch.nn.functional.pad(torch.ones(2), [1, 1, 1, 1])


def pad_below():
    torch.nn.functional.pad(torch.ones(3), [-2, -2])


def embedding_range():
    torch.nn.functional.embedding(torch.tensor([0, 2]), torch.ones(2, 3))


def embedding_of_floats():
    torch.nn.functional.embedding(torch.tensor([0.0]), torch.ones(2, 3))


def embedding_in_vector():
    torch.nn.functional.embedding(torch.tensor([0]), torch.ones(2))


def embedding_padding():
    torch.nn.functional.embedding(torch.tensor([0]), torch.ones(2, 3), padding_idx=2)


def one_hot_below():
    torch.nn.functional.one_hot(torch.tensor([0, -1]))


def one_hot_beyond():
    torch.nn.functional.one_hot(torch.tensor([0, 2]), 2)


def one_hot_of_none():
    torch.nn.functional.one_hot(torch.tensor([], dtype=torch.int64))


def one_hot_of_floats():
    torch.nn.functional.one_hot(torch.tensor([0.0]))


def tril_of_vector():
    torch.ones(3).tril()


def triu_of_scalar():
    torch.tensor(1.0).triu()


def flip_dim():
    torch.ones(2, 3).flip(2)


def flip_twice():
    torch.ones(2, 3).flip([0, -2])


def roll_count():
    torch.ones(2, 3).roll([1, 2])


def roll_dim():
    torch.ones(2, 3).roll(1, 2)


def roll_of_scalar():
    torch.tensor(1.0).roll(1, 0)


def roll_nothing():
    torch.ones(2, 3).roll([])


def repeat_count():
    torch.ones(2, 3).repeat(2)


def repeat_below():
    torch.ones(2, 3).repeat(2, -1)


def repeat_interleave_below():
    torch.ones(2, 3).repeat_interleave(-1)


def diagonal_of_vector():
    torch.ones(3).diagonal()


def diagonal_dims():
    torch.ones(2, 3).diagonal(0, 0, -2)


def sort_dim():
    torch.ones(2, 3).sort(2)


def topk_k():
    torch.ones(2, 3).topk(4)


def topk_dim():
    torch.ones(2, 3).topk(1, 2)


def zeros_below():
    torch.zeros(-1)


def arange_by_zero():
    torch.arange(0.0, 5.0, 0.0)


def arange_sign():
    torch.arange(0.0, 5.0, -1.0)


def arange_of_bools():
    torch.arange(2.0, dtype=torch.bool)


def linspace_below():
    torch.linspace(0, 1, -1)


def eye_below():
    torch.eye(-1)


def zeros_of_ints_require_grad():
    torch.zeros(2, dtype=torch.int64, requires_grad=True)
