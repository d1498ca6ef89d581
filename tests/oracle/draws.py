"""What PyTorch draws after a seed: sequences of draws of many sizes. A few numbers are written out, all are summed up.

bernoulli takes its probabilities as a tensor: with one number, PyTorch asks MKL on Intel's processors.
"""

import zlib

import torch

SEEDS = (0, 42, 2**32 + 5, -7)
SIZES = (*range(1, 41), 1000, 100000)
SHOWN = (3, 16, 40)

# In this order, one after the other, so that each starts where the last one has left the generator.
DRAWS = {
    'rand': lambda n: torch.rand(n),
    'randn': lambda n: torch.randn(n),
    'normal': lambda n: torch.empty(n).normal_(0.5, 0.1),
    'uniform': lambda n: torch.empty(n).uniform_(-0.3, 0.8),
    'randint': lambda n: torch.randint(10, (n,)),
    'randint of a wide range': lambda n: torch.randint(-(2**40), 2**52, (n,)),
    'randperm': lambda n: torch.randperm(n),
    'bernoulli': lambda n: torch.bernoulli(torch.full((n,), 0.3)),
}


def run(seed, size):
    torch.manual_seed(seed)
    drawn = {name: draw(size) for name, draw in DRAWS.items()}
    sums = {name: zlib.crc32(values.numpy().tobytes()) for name, values in drawn.items()}
    if size not in SHOWN:
        return {'seed': seed, 'size': size, 'crc': list(sums.values())}
    ends = {name: [values[0].item(), values[-1].item()] for name, values in drawn.items()}
    return {'seed': seed, 'size': size, 'crc': list(sums.values()), 'ends': ends}


def runs():
    return {'draws': list(DRAWS), 'runs': [run(seed, size) for seed in SEEDS for size in SIZES]}
