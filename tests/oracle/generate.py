"""Writes down what PyTorch computes and says: the values and sentences that the tests compare with.

With any Python in which requirements.txt is installed (./build.sh oracle makes one):
    python tests/oracle/generate.py           rewrites the files in which something differs
    python tests/oracle/generate.py --check   writes nothing, says what differs, and fails when something does

README.md, beside this, tells what the files hold and how to add a case.
"""

import inspect
import itertools
import json
import math
import operator
import os
import pathlib
import re
import struct
import sys
import warnings

# The same numbers on every processor with AVX2, but for what vendor.py says.
os.environ |= {'ATEN_CPU_CAPABILITY': 'avx2', 'MKL_CBWR': 'AVX2', 'ONEDNN_MAX_CPU_ISA': 'AVX2'}

sys.dont_write_bytecode = True

import torch

import draws
import lab
import networks
import refused
import refused_moves
import refused_networks
import stored
import vendor
import warned

HERE = pathlib.Path(__file__).parent
SOURCES = HERE.parent.parent / 'src' / 'ops'
# A function of torch.nn.functional that is made of several ops has cases, too, but no file of its own in SOURCES.
COMPOSED = '.torch = "torch.nn.functional.{}"'
# Sums of these are exact, so that the order of summing does not show where an operand was broadcast.
UPSTREAM = (1.0, -0.5, 2.0, 0.75)


def read(data):
    """Nested lists with numbers in words -> nested lists of floats."""
    return [read(item) for item in data] if isinstance(data, list) else float(data)


def write_number(value):
    """The shortest text that is this float32."""
    if math.isnan(value) or math.isinf(value) or (value == 0 and math.copysign(1, value) < 0):
        return '-0' if value == 0 else str(value)
    for digits in range(1, 10):
        text = f'{value:.{digits}g}'
        if abs(float(text)) <= 3.5e38 and struct.pack('f', float(text)) == struct.pack('f', value):
            break
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e9 else number


def write(data):
    """The other way round; takes tensors, lists and floats."""
    if isinstance(data, torch.Tensor):
        data = data.detach().tolist()
    return [write(item) for item in data] if isinstance(data, list) else write_number(data)


def operand(data):
    if data is None:
        return None
    if isinstance(data, dict):
        [(kind, data)] = data.items()
        if kind == 'number':
            return float(data) if isinstance(data, str) else data
        return torch.tensor(read(data) if kind == 'float32' else data, dtype=getattr(torch, kind))
    return torch.tensor(read(data), dtype=torch.float32, requires_grad=True)


def upstream_for(value, given):
    if given is not None:
        return torch.tensor(read(given), dtype=torch.float32).reshape(value.shape)
    cycle = itertools.islice(itertools.cycle(UPSTREAM), value.numel())
    return torch.tensor(list(cycle), dtype=torch.float32).reshape(value.shape)


def arguments(attrs):
    """The dtype among them by its name and infinities, which are words."""

    def argument(key, value):
        if key == 'dtype':
            return getattr(torch, value)
        return float(value) if value in ('inf', '-inf') else value

    return {key: argument(key, value) for key, value in attrs.items()}


def gradient(x):
    return write(x.grad) if isinstance(x, torch.Tensor) and x.grad is not None else None


def subscript(item):
    """One part of x[...]: slices are texts, tensors as operands are."""
    if isinstance(item, dict):
        return operand(item)
    if isinstance(item, str) and item != '...':
        return slice(*(int(end) if end else None for end in item.split(':')))
    return Ellipsis if item == '...' else item


def call(function, takes_list, case, inputs, named):
    attrs = arguments(case.get('attrs', {}))
    if 'index' in case:
        return inputs[0][tuple(subscript(item) for item in case['index'])]
    if function in (torch.gather, torch.index_select):
        return function(inputs[0], attrs['dim'], inputs[1])
    value = function(*([inputs] if takes_list else inputs), **named, **attrs)
    if 'part' in case:
        return value[case['part']]
    return value.values if isinstance(value, tuple) else value  # max(dim) answers with indices, too


def changed(tensors, before):
    """The named tensors that the function has changed in place, as they are now."""
    return {key: write(tensors[key]) for key, x in before.items() if not torch.equal(x, tensors[key])}


def fill_case(function, takes_list, case):
    if 'seed' in case:
        torch.manual_seed(case['seed'])
    inputs = [operand(data) for data in case['inputs']]
    named = {key: operand(data) for key, data in case.get('tensors', {}).items()}
    before = {key: x.clone() for key, x in named.items() if x is not None}
    value = call(function, takes_list, case, inputs, named)
    kept = ('name', 'exact', 'seed', 'inputs', 'tensors', 'index', 'attrs', 'part')
    given = {key: case[key] for key in kept if key in case}
    if after := changed(named, before):
        given['after'] = after
    if value.dtype != torch.float32:
        return {**given, 'dtype': str(value.dtype).removeprefix('torch.'), 'value': value.tolist()}
    if not value.requires_grad:
        return {**given, 'value': write(value)}
    upstream = upstream_for(value, case.get('upstream'))
    value.backward(upstream)
    grads = [gradient(x) for x in [*inputs, *named.values()]]
    return {**given, 'upstream': write(upstream), 'value': write(value), 'grads': grads}


def torch_function(name):
    """What the op's C file names as its PyTorch function, and whether it takes a list of tensors."""
    [source] = [path.read_text() for path in SOURCES.rglob(f'{name}.c')] or [COMPOSED.format(name)]
    named = re.search(r'\.torch = "torch\.([\w.]+)"', source)
    return operator.attrgetter(named[1])(torch), 'CR_ANY' in source


def fill_op(path):
    contents = json.loads(path.read_text())
    composed = contents.get('torch', '').removeprefix('torch.')
    function, takes_list = (operator.attrgetter(composed)(torch), False) if composed else torch_function(path.stem)
    filled = [(case, fill_case(function, takes_list, case)) for case in contents['cases']]
    cases = [vendor.standing(path.stem, contents, old, new) for old, new in filled]
    return {**contents, 'cases': cases}


def run_lesson():
    """Trains w in y = w x on three samples, one at a time, for 100 epochs; it starts at 1 and ends near 2."""
    samples = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]
    weight = torch.tensor([1.0], requires_grad=True)
    run = {'grads': [], 'weights': [], 'losses': []}
    for _ in range(100):
        for x, y in samples:
            error = (x * weight - y) ** 2
            error.backward()
            run['grads'].append(weight.grad.item())
            weight.data = weight.data - 0.01 * weight.grad.data
            run['weights'].append(weight.item())
            weight.grad.data.zero_()
        run['losses'].append(error.item())
    return {**run, 'prediction': (4 * weight).item()}


def sentence(program):
    try:
        program()
    except Exception as error:  # whatever PyTorch raises is the answer
        return {'type': type(error).__name__, 'message': str(error)}
    sys.exit(f'{program.__name__}: PyTorch does not refuse this')


def warning(program):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        program()
    [message] = [str(each.message) for each in found] or sys.exit(f'{program.__name__}: PyTorch does not warn of this')
    # Behind the sentence stands where in PyTorch's C++ it comes from.
    return message.split(' (Triggered internally')[0]


def warned_of():
    return {name: warning(program) for name, program in dict(vars(warned)).items() if inspect.isfunction(program)}


def refusals():
    programs = vars(refused) | vars(refused_moves) | vars(refused_networks)
    helpers = (refused.leaf, refused_networks.ones)
    return {
        name: sentence(program)
        for name, program in programs.items()
        if inspect.isfunction(program) and program not in helpers
    }


def in_lines(data, depth, indent=''):
    """JSON in which objects and arrays take a line for each item, down to a depth."""
    if depth == 0 or not isinstance(data, (dict, list)) or not data:
        return json.dumps(data, ensure_ascii=False, allow_nan=False)
    inner = indent + '  '
    if isinstance(data, dict):
        items = [f'{json.dumps(k)}: {in_lines(v, depth - 1, inner)}' for k, v in data.items()]
        start, end = '{}'
    else:
        items = [in_lines(item, depth - 1, inner) for item in data]
        start, end = '[]'
    return f'{start}\n{inner}' + f',\n{inner}'.join(items) + f'\n{indent}{end}'


def files():
    yield HERE / 'seed.json', in_lines(run_lesson(), 1)
    yield HERE / 'messages.json', in_lines(refusals(), 1)
    yield HERE / 'warned.json', in_lines(warned_of(), 1)
    yield HERE / 'random.json', in_lines(draws.runs(), 2)
    yield HERE / 'safetensors.json', in_lines(stored.everything(), 2)
    trained = HERE / 'networks.json'
    yield trained, in_lines(vendor.standing_networks(json.loads(trained.read_text()), networks.everything()), 2)
    programs = HERE / 'lab.json'
    yield programs, in_lines(lab.fill(json.loads(programs.read_text()), write), 3)
    for path in sorted([*(HERE / 'ops').glob('*.json'), *(HERE / 'composed').glob('*.json')]):
        yield path, in_lines(fill_op(path), 3)


def differences(old, new, where=''):
    """What differs between two files' contents, each as one line: where, what is committed, what PyTorch answers."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        pairs = [(f'{where}.{key}', old[key], new[key]) for key in old]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        names = [item.get('name', k) if isinstance(item, dict) else k for k, item in enumerate(new)]
        pairs = [(f'{where}[{name}]', *pair) for name, *pair in zip(names, old, new)]
    else:
        return [] if old == new else [f'{where} is {json.dumps(old)}, but PyTorch has {json.dumps(new)}']
    return [line for path, a, b in pairs for line in differences(a, b, path)]


def report(path, old, new):
    """Prints the file and, shortened, the first of its differences."""
    lines = differences(json.loads(old), json.loads(new)) if old else ['it is missing']
    lines = lines or ['only the layout differs']
    print(f'{path.relative_to(HERE)}: {len(lines)} differ')
    for line in lines[:10]:
        print('   ', line if len(line) <= 200 else line[:200] + '...')


def is_pinned():
    pinned = re.search(r'^torch==(.*)$', (HERE / 'requirements.txt').read_text(), re.MULTILINE)[1]
    return torch.__version__.split('+')[0] == pinned


def main():
    check = sys.argv[1:] == ['--check']
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    if not check and not is_pinned():
        sys.exit(f'PyTorch {torch.__version__} is not what requirements.txt names: only --check')
    torch.set_num_threads(1)
    torch.set_warn_always(True)
    warnings.simplefilter('ignore')
    differing = 0
    for count, (path, text) in enumerate(files(), 1):
        old = path.read_text() if path.exists() else ''
        if old == text + '\n':
            continue
        differing += 1
        report(path, old, text)
        if not check:
            path.write_text(text + '\n')
    print(f'PyTorch {torch.__version__}: {differing} of {count} files', 'differ' if check else 'written')
    sys.exit(1 if check and differing else 0)


main()
