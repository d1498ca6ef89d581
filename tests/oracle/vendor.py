"""What PyTorch takes from a vendor's library, whose last bits depend on the processor.

Where such a function answers, on this machine, within a few ulps of what is committed, the committed number stands and
is no difference. Everything else is computed by PyTorch's own code, the same on every processor with AVX2: there each
bit counts.
"""

import itertools
import math
import struct

# A sum whose parts cancel is as far off as they are.
OF_LARGEST = {'relative': 1e-6, 'of_largest': True}

# Op files by name -> how far two processors may be apart, None: as far as the file lets the engine be from PyTorch.
APART = {
    # MKL's vector mathematics (aten/src/ATen/cpu/vml.h). pow takes its roots, and its derivative's logarithms, there.
    **dict.fromkeys('acos asin atan cos erf exp log log10 log2 pow sin tan tanh'.split()),
    # What takes its exponentials or powers from there.
    **dict.fromkeys('kl_div logsumexp norm'.split()),
    # The same, though IEEE 754 has one right answer, which is the committed one: on some processors MKL is 1 ulp off,
    # and so twice that in the derivative g / (2 y).
    'sqrt': {'ulp': 2},
    # MKL's matrix products: each processor has its own order of summing.
    **dict.fromkeys('addmm bmm dot linear matmul mm mv'.split(), OF_LARGEST),
    # oneDNN's convolutions: likewise.
    **dict.fromkeys('conv1d conv2d'.split()),
}
# The parts of networks.json that are trained with products of matrices.
TRAINED = ('training', 'examples')


def place(x):
    """The place of a float32 among all floats, in order; both zeros have the same."""
    [bits] = struct.unpack('<i', struct.pack('<f', x))
    return bits if bits >= 0 else -(bits & 0x7FFFFFFF)


def spacing(size):
    """From a float32 of this size to the next."""
    [bits] = struct.unpack('<i', struct.pack('<f', size))
    return struct.unpack('<f', struct.pack('<i', bits + 1))[0] - size


def is_near(a, b, measure, scale):
    """Whether two float32 are as near as the measure wants; where `scale` is larger than them, its ulps count."""
    if a == b or (math.isnan(a) and math.isnan(b)):
        return str(a) == str(b)
    if not (math.isfinite(a) and math.isfinite(b)):
        return False
    if 'relative' in measure:
        return abs(a - b) <= measure['relative'] * max(abs(a), abs(b), scale)
    if scale > max(abs(a), abs(b)):
        return abs(a - b) <= measure['ulp'] * spacing(scale)
    return abs(place(a) - place(b)) <= measure['ulp']


def flat(data):
    return [x for item in data for x in flat(item)] if isinstance(data, list) else [data]


def shape(data):
    return [shape(item) for item in data] if isinstance(data, list) else ()


def numbers(case):
    return [case['value'], *case.get('grads', [])]


def all_near(old, new, measure, scales=()):
    if shape(old) != shape(new):
        return False
    pairs = [pair for pair in zip(flat(old), flat(new)) if pair != (None, None)]
    if any(None in pair for pair in pairs):
        return False
    pairs = [(float(a), float(b)) for a, b in pairs]
    sizes = [abs(b) for _, b in pairs if 'of_largest' in measure and math.isfinite(b)]
    scales = itertools.chain(scales, itertools.repeat(max(sizes, default=0)))
    return all(is_near(a, b, measure, scale) for (a, b), scale in zip(pairs, scales))


def standing(name, contents, old, new):
    """The case of ops/`name`.json to write: `new`, with the committed numbers where only the vendor's bits differ."""
    measure = APART.get(name, {}) or contents
    if name not in APART or 'exact' in measure or 'value' not in old or 'dtype' in new:
        return new
    scales = [abs(float(g)) for g in flat(new['upstream'])] if 'of_upstream' in contents else []
    was, now = numbers(old), numbers(new)
    near = len(was) == len(now) and all(
        all_near(a, b, measure, scales if k else []) for k, (a, b) in enumerate(zip(was, now))
    )
    return {**new, **{key: old[key] for key in ('value', 'grads') if key in new}} if near else new


def standing_networks(old, new):
    """The same for networks.json: the trainings that stand, list by list."""

    def chosen(was, now):
        if isinstance(now, dict):
            return {key: chosen(was.get(key), value) for key, value in now.items()}
        numeric = was and all(isinstance(x, float) for x in [*was, *now])
        return was if numeric and all_near(was, now, OF_LARGEST) else now

    return {key: chosen(old.get(key, {}), value) if key in TRAINED else value for key, value in new.items()}
