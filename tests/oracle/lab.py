"""Runs the programs of the demo's Bug Lab under PyTorch, line by line.

lab.json holds them as "before", "loop" and how many "times"; this adds the steps: what each line changed of the
variables, and the error with which it ends."""

import warnings

import torch

WATCHED = ('w', 'y_pred', 'loss', 'total')


def variable(held, write):
    if isinstance(held, float):
        return {'value': held}
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # that the grad of a result is None is what is asked here
        grad = held.grad
    made_by = held.grad_fn and held.grad_fn.name()
    return {
        'value': write(held),
        'grad': None if grad is None else write(grad),
        'requires_grad': held.requires_grad,
        'grad_fn': made_by,
    }


def refused(line, scope):
    """Runs a line; the error, if it is one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(line, scope)
    except Exception as error:  # whatever Python or PyTorch raises is the answer
        return {'type': type(error).__name__, 'message': str(error)}


def lines(program):
    yield from program['before']
    for _ in range(max(1, program['times'])):
        yield from program['loop']


def steps(program, write):
    scope = {'torch': torch}
    before = {}
    for line in lines(program):
        error = refused(line, scope)
        now = {name: variable(scope[name], write) for name in WATCHED if name in scope}
        step = {name: held for name, held in now.items() if before.get(name) != held}
        yield step | {'error': error} if error else step
        if error:
            return
        before = now


def fill(contents, write):
    return [{**program, 'steps': list(steps(program, write))} for program in contents]
