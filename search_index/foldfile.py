"""The folding table as a small file, so that both readers fold as the builder did."""

from __future__ import annotations

from search_index.analysis import Folding
from search_index.codec import deflate, inflate, pack_list, unpack


def encode_folding(folding: Folding) -> bytes:
    """Two lists: traditional characters with the simplified ones; characters with longer case foldings.

    Both are sorted, so that neighbours differ little: what is written are differences.
    """
    pairs = sorted((ord(char), ord(simple)) for char, simple in folding.traditional.items())
    cases = sorted((ord(char), [ord(part) for part in folded]) for char, folded in folding.cases.items())
    numbers = [len(pairs), *_steps([char for char, _ in pairs])]
    numbers += [_zigzag(step) for step in _steps([simple for _, simple in pairs])]
    numbers += [len(cases), *_steps([char for char, _ in cases])]
    numbers += [len(folded) for _, folded in cases]
    numbers += [code for _, folded in cases for code in folded]
    return deflate(pack_list(numbers), 9)


def decode_folding(data: bytes) -> Folding:
    """Undo :func:`encode_folding`."""
    numbers = iter(unpack(inflate(data)).tolist())
    count = next(numbers)
    chars = _sums([next(numbers) for _ in range(count)])
    simple = _sums([_unzigzag(next(numbers)) for _ in range(count)])
    count = next(numbers)
    keys = _sums([next(numbers) for _ in range(count)])
    sizes = [next(numbers) for _ in range(count)]
    cases = {chr(key): "".join(chr(next(numbers)) for _ in range(size)) for key, size in zip(keys, sizes, strict=True)}
    return Folding(traditional={chr(a): chr(b) for a, b in zip(chars, simple, strict=True)}, cases=cases)


def _steps(values: list[int]) -> list[int]:
    return [value - last for value, last in zip(values, [0, *values], strict=False)]


def _sums(steps: list[int]) -> list[int]:
    values, value = [], 0
    for step in steps:
        value += step
        values.append(value)
    return values


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _unzigzag(value: int) -> int:
    return value >> 1 if value & 1 == 0 else -((value + 1) >> 1)
