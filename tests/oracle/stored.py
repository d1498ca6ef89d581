"""Files that Python's safetensors writes, in base64, and what it says of those that are none."""

import base64
import json
import struct

import safetensors.torch
import torch

# Values, dtype.
SAVED = {
    'plain': {
        'b': ([1.5, -0.0, float('inf')], 'float32'),
        'a.weight': ([[1, 2], [3, 4]], 'float32'),
        'count': (7, 'int64'),
        'big': ([2**62, -(2**63)], 'int64'),
        'mask': ([True, False, True], 'bool'),
        'none': ([], 'float32'),
        'ü': (1.0, 'float32'),
    },
    'doubles': {'exact': ([0.5, -2.0], 'float64')},
    'inexact doubles': {'third': ([1 / 3], 'float64')},
    'halves': {'h': ([1.0], 'float16')},
}


def file(header, data=b'', length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack('<Q', len(text) if length is None else length) + text + data


def floats(shape, *offsets):
    return {'dtype': 'F32', 'shape': shape, 'data_offsets': offsets}


HOSTILE = {
    'empty': b'',
    'cut off': b'\0' * 7,
    'a header of 2^63 bytes': struct.pack('<Q', 2**63) + b'{}',
    'a header beyond the limit': struct.pack('<Q', 100_000_001) + b'{}',
    'a header longer than the file': file({}, length=50),
    'too few elements': file({'a': floats([2], 0, 8)}, b'\0' * 4),
    'too many elements': file({'a': floats([2], 0, 8)}, b'\0' * 12),
    'a gap': file({'a': floats([1], 0, 4), 'b': floats([1], 8, 12)}, b'\0' * 12),
    'a gap at the start': file({'a': floats([1], 4, 8)}, b'\0' * 8),
    'an overlap': file({'a': floats([2], 0, 8), 'b': floats([1], 4, 8)}, b'\0' * 8),
    'offsets backwards': file({'a': floats([2], 8, 0)}, b'\0' * 8),
    'offsets of 2^50': file({'a': floats([1], 2**50, 2**50 + 4)}),
    'another shape': file({'a': floats([3], 0, 8)}, b'\0' * 8),
}


def saved(tensors):
    made = {name: torch.tensor(data, dtype=getattr(torch, dtype)) for name, (data, dtype) in tensors.items()}
    bytes_ = safetensors.torch.save(made, metadata={'format': 'pt'})
    return base64.b64encode(bytes_).decode()


def sentence(data):
    try:
        safetensors.torch.load(data)
    except Exception as error:  # whatever it raises is the answer
        return {'file': base64.b64encode(data).decode(), 'message': str(error)}
    raise SystemExit('safetensors does not refuse this')


def everything():
    return {
        'saved': {name: saved(tensors) for name, tensors in SAVED.items()},
        'hostile': {name: sentence(data) for name, data in HOSTILE.items()},
    }
