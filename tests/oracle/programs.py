"""Random programs (tests/lib/programs/generate.js) through PyTorch: reads them from a file, writes values and gradients.

    python tests/oracle/programs.py PROGRAMS.json RESULTS.json
"""

import json
import pathlib
import sys

import torch
import torch.nn.functional as F

# What is written otherwise than x.op(others) or x.op().
CALLS = {
    'where': lambda a, b, _: torch.where(a > b, a, b),
    'add_number': lambda x, attrs: x.clone().add_(attrs['number']) if attrs.get('inplace') else x + attrs['number'],
    'mul_number': lambda x, attrs: x.clone().mul_(attrs['number']) if attrs.get('inplace') else x * attrs['number'],
    'clamp': lambda x, attrs: x.clamp(-attrs['number'], attrs['number']),
    'cube': lambda x, _: x**3,
    'silu': lambda x, _: F.silu(x),
    'softplus': lambda x, _: F.softplus(x),
    'gelu': lambda x, _: F.gelu(x),
    'prod': lambda x, attrs: x.prod(attrs['dims'][0], attrs['keepdim']),
    'max': lambda x, attrs: x.max(attrs['dims'][0], attrs['keepdim']).values,
    'var': lambda x, attrs: x.var(attrs['dims'], correction=attrs['correction'], keepdim=attrs['keepdim']),
    'norm': lambda x, attrs: x.norm(2, attrs['dims'], attrs['keepdim']),
    'cumsum': lambda x, attrs: x.cumsum(attrs['dim']),
    'softmax': lambda x, attrs: x.softmax(attrs['dim']),
    'log_softmax': lambda x, attrs: x.log_softmax(attrs['dim']),
    'mse_loss': lambda a, b, _: F.mse_loss(a, b),
    'move': lambda *args: MOVES[args[-1]['kind']](*args),
}

MOVES = {
    'reshape': lambda x, attrs: x.reshape(attrs['shape']),
    'transpose': lambda x, attrs: x.transpose(*attrs['dims']),
    'permute': lambda x, attrs: x.permute(attrs['dims']),
    'unsqueeze': lambda x, attrs: x.unsqueeze(attrs['dim']),
    'squeeze': lambda x, attrs: x.squeeze(attrs['dim']),
    'expand': lambda x, attrs: x.expand(attrs['shape']),
    'narrow': lambda x, attrs: x.narrow(attrs['dim'], attrs['start'], attrs['length']),
    'slice': lambda x, attrs: x[(slice(None),) * attrs['dim'] + (slice(attrs['start'], None, attrs['step']),)],
    'select': lambda x, attrs: x.select(attrs['dim'], attrs['index']),
    'flip': lambda x, attrs: x.flip(attrs['dims']),
    'index_select': lambda x, attrs: x.index_select(attrs['dim'], torch.tensor(attrs['index'])),
    'tril': lambda x, attrs: x.tril(attrs['diagonal']),
    'pad': lambda x, attrs: F.pad(x, attrs['pad']),
    'cat': lambda a, b, attrs: torch.cat([a, b], attrs['dim']),
    'stack': lambda a, b, attrs: torch.stack([a, b], attrs['dim']),
}


def call(op, inputs, attrs):
    if op in CALLS:
        return CALLS[op](*inputs, attrs)
    x, *others = inputs
    if 'dims' in attrs:
        return getattr(x, op)(attrs['dims'], attrs['keepdim'])
    return getattr(x.clone(), op + '_')(*others) if attrs.get('inplace') else getattr(x, op)(*others)


def descend(x):
    if x.grad is not None:
        x.sub_(x.grad * 0.125)


def run(program, dtype):
    """Both rounds, as tests/lib/programs/engine.js runs them."""
    leaves = [
        torch.tensor(leaf['data'], dtype=dtype).reshape(leaf['shape']).requires_grad_(leaf['requiresGrad'])
        for leaf in program['leaves']
    ]
    rounds = []
    for _ in range(2):
        with torch.no_grad():
            for x in leaves if rounds else []:
                descend(x)
        tensors = list(leaves)
        for step in program['steps']:
            tensors.append(call(step['op'], [tensors[k] for k in step['in']], step['attrs']))
        results = tensors[len(leaves) :]
        results[-1].backward(torch.tensor(program['upstream'], dtype=dtype).reshape(results[-1].shape))
        rounds.append(
            {
                'values': [x.detach().flatten().tolist() for x in results],
                'grads': [None if x.grad is None else x.grad.flatten().tolist() for x in leaves],
            }
        )
    return rounds


def main():
    programs, results = map(pathlib.Path, sys.argv[1:])
    torch.set_num_threads(1)
    found = [[run(program, dtype) for dtype in (torch.float32, torch.float64)] for program in json.loads(programs.read_text())]
    results.write_text(json.dumps({'version': torch.__version__, 'found': found}))


main()
