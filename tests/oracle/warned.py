"""Programs about which PyTorch warns. generate.py runs each and keeps the sentence in warned.json; see refused.py."""

import torch
import torch.nn.functional as F


def mse_loss_of_other_size():
    F.mse_loss(torch.ones(2, 1), torch.ones(2))


def huber_loss_of_other_size():
    F.huber_loss(torch.ones(2), torch.ones(2, 2))


def kl_div_mean():
    F.kl_div(torch.ones(2), torch.ones(2))


def std_of_one():
    torch.ones(1).std()


def var_of_columns():
    torch.ones(1, 2).var(0)
