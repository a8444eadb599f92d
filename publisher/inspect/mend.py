"""Records with a cell too many or too few, mended from what the other records have in each column.

A delimiter lost, a delimiter too many, a quotation mark that opens nothing, one record with another delimiter: the
cells of such a record are joined, split and placed again so that each looks like the others in its column, with as few
changes as can be. Only inspecting does this; publishing takes a record as it stands. Every mended record is told.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import log

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.shapes import ALL, EMPTY, shape
from publisher.issues import Issue
from publisher.read.table import RawTable

_MOST = 60  # records that are mended, and a twentieth of all at the most
_SHARE = 0.05
_SAMPLE = 500
_TOKENS = 80
_CUT, _JOIN, _SPLIT, _PUT, _DROP = 2.0, 2.0, 4.0, 2.5, 1.5  # what each change costs, in nats
_OTHER_DELIMITERS = (";", "\t", "|", " ")


def mend(raw: RawTable) -> RawTable:
    """The table with its ragged records mended, and an issue for them; the same table where there is none."""
    if raw.lines is None or raw.cells.num_columns < 3 or raw.cells.num_rows < 8:
        return raw
    widths = _widths(raw.cells)
    width, _ = Counter(widths[:5000]).most_common(1)[0]
    ragged = [
        row
        for row, found in enumerate(widths)
        if found != width and (found > 1 or _other(raw.cells[0][row].as_py(), width))
    ]
    if width < 3 or not 0 < len(ragged) <= min(_MOST, max(1, int(_SHARE * len(widths)))):
        return raw
    ordinary = [row for row, found in enumerate(widths) if found == width][:_SAMPLE]
    profile = _Profile(raw.cells.take(pa.array(ordinary, pa.int64())), width)
    mended = {
        row: _heading(raw.cells, row, width) if row < ordinary[0] else profile.place(_row(raw.cells, row))
        for row in ragged
    }
    done = {row: cells for row, cells in mended.items() if cells is not None}
    if not done:
        return raw
    first = min(done)
    issue = Issue(
        code="mended-record",
        file=raw.file,
        sheet=raw.sheet,
        record=int(raw.records[first].as_py()),
        line=raw.lines[first].as_py(),
        text=" | ".join(done[first])[:120],
        count=len(done),
    )
    return replace(raw, cells=_with(raw.cells, done, width), issues=(*raw.issues, issue))


def _widths(cells: pa.Table) -> list[int]:
    """How many cells each record has; those that are not there are null, and stand at the end."""
    count = pa.array([0] * cells.num_rows, pa.int64())
    for i, column in enumerate(cells.columns):
        count = pc.if_else(pc.is_valid(column), i + 1, count)
    return list(count.to_pylist())


def _row(cells: pa.Table, row: int) -> list[str]:
    values = [column[row].as_py() for column in cells.columns]
    while values and values[-1] is None:
        values.pop()
    return [value or "" for value in values]


def _other(text: str | None, width: int) -> bool:
    """Whether a record of one cell is one with another delimiter: it has about the right number of parts."""
    return any(abs(len(_parsed(text or "", other)) - width) <= 1 for other in _OTHER_DELIMITERS)


def _heading(cells: pa.Table, row: int, width: int) -> list[str] | None:
    """A row above the others with cells too many: without its empty ones, where that mends it."""
    texts = _row(cells, row)
    filled = [text for text in texts if text.strip()]
    return filled if len(texts) > width == len(filled) else None


def _with(cells: pa.Table, done: dict[int, list[str]], width: int) -> pa.Table:
    columns = []
    rows = sorted(done)
    mask = pa.array([row in done for row in range(cells.num_rows)])
    for i, column in enumerate(cells.columns):
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        texts = pa.array([done[row][i] if i < width else None for row in rows], pa.string())
        columns.append(pc.replace_with_mask(array, mask, texts))
    kept = [i for i, column in enumerate(columns) if i < width or column.null_count < len(column)]
    return pa.table([columns[i] for i in kept], names=[cells.column_names[i] for i in kept])


class _Profile:
    """What the cells of each column look like."""

    def __init__(self, cells: pa.Table, width: int) -> None:
        self.width = width
        columns = [[text or "" for text in cells.column(i).to_pylist()] for i in range(width)]
        self._shapes = [Counter(map(shape, column)) for column in columns]
        self._patterns = [Counter(map(_pattern, column)) for column in columns]
        self._lengths = [_spread(column) for column in columns]
        self._total = cells.num_rows
        self._weights: dict[tuple[int, str], float] = {}

    def weight(self, column: int, text: str) -> float:
        """How well a text fits a column, but for a quotation mark before it."""
        key = column, text.removeprefix('"')
        if key not in self._weights:
            self._weights[key] = self._weigh(*key)
        return self._weights[key]

    def _weigh(self, column: int, text: str) -> float:
        """Its shape, its pattern of digits and letters, its length."""
        kind = shape(text)
        weight = log((self._shapes[column][kind] + 0.1) / (self._total + 0.1 * len(ALL)))
        if kind == EMPTY:
            return weight
        seen = self._patterns[column]
        weight += max(-4.0, log((seen[_pattern(text)] + 0.02) / (self._total + 1)))
        mean, deviation = self._lengths[column]
        return weight - min(6.0, ((log(len(text) + 1) - mean) / deviation) ** 2 / 2)

    def place(self, cells: list[str]) -> list[str] | None:
        """The cells of one record, placed anew; None where no way is much better than none."""
        line = ",".join(cells)
        others = [other for other in _OTHER_DELIMITERS if line.count(other) >= self.width - 2 > len(cells) - 2]
        parsed = [[(text, True) for text in _parsed(line, other)] for other in others]
        own = [_tokens(cells)] if len(cells) > 1 else []
        options = [self._best(tokens) for tokens in (*own, *parsed)]
        found = [option for option in options if option is not None]
        if not found:
            return None
        return max(found, key=lambda option: option[0])[1]

    def _best(self, tokens: Sequence[tuple[str, bool]]) -> tuple[float, list[str]] | None:
        """The best way to fill the columns with tokens in their order. A token's flag: a cell began with it."""
        if not 0 < len(tokens) <= _TOKENS:
            return None
        best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}
        for used in range(len(tokens) + 1):
            steps = list(_steps(tokens, used))
            for column in range(self.width + 1):
                here = best.get((used, column))
                if here is None:
                    continue
                for end, cost, added in steps:
                    if column + len(added) > self.width or (not added and end == used):
                        continue
                    weight = here[0] - cost + sum(self.weight(column + i, text) for i, text in enumerate(added))
                    to = end, column + len(added)
                    if to not in best or weight > best[to][0]:
                        best[to] = (weight, here[1] + added)
        return best.get((len(tokens), self.width))


def _steps(tokens: Sequence[tuple[str, bool]], used: int) -> Iterator[tuple[int, float, list[str]]]:
    """What may come after so many tokens: how many are used then, what it costs, and the cells it adds."""
    yield used, _PUT, [""]
    if used >= len(tokens):
        return
    if tokens[used] == ("", True):
        yield used + 1, _DROP, []
    cost = 0.0 if tokens[used][1] else _CUT
    for end in range(used + 1, len(tokens) + 1):
        cost += _JOIN if end > used + 1 and tokens[end - 1][1] else 0.0
        if cost > 12 * _JOIN:
            return
        yield end, cost, [_joined(tokens, used, end)]
        last, begins = tokens[end - 1]
        for place in _breaks(last):
            left = [*tokens[used : end - 1], (last[:place], begins)]
            yield end, cost + _SPLIT, [_joined(left, 0, len(left)), _unquoted(last[place:])]


def _tokens(cells: Sequence[str]) -> list[tuple[str, bool]]:
    """The cells, parted at every comma too; True where a cell began."""
    return [(piece, i == 0) for cell in cells for i, piece in enumerate(cell.split(","))]


def _parsed(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _joined(tokens: Sequence[tuple[str, bool]], begin: int, end: int) -> str:
    """Tokens as one text, with the quotation mark that was too many put where it stood.

    A cell that is parted here had been held together by it, so it opened the cell's first part; left over at the end of
    a text, it opened that text.
    """
    text = ",".join(piece for piece, _ in tokens[begin:end])
    odd = text.count('"') % 2 == 1 and text.endswith('"')
    if not tokens[begin][1]:
        return text[:-1] if odd else text
    parted = end < len(tokens) and not tokens[end][1]
    if parted or (odd and end > begin + 1):
        return f'"{text[:-1] if odd else text}'
    return text


def _unquoted(text: str) -> str:
    """The second of two cells that ran together, without the quotation marks that had enclosed it."""
    inner = text.removeprefix('"')
    return inner[:-1] if len(inner) < len(text) and inner.endswith('"') else inner


def _breaks(text: str) -> list[int]:
    """Where two cells may have run together: anywhere in a short text, before a capital or a link in a long one."""
    if len(text) <= 24:
        return list(range(1, len(text)))
    found = [match.start() + 1 for match in re.finditer(r"[\w.!?\"')][A-Z\"]|[^/]https?:", text)]
    return found[:40]


@lru_cache(maxsize=65536)
def _pattern(text: str) -> str:
    """Digits as 0 and letters as a, each run as one: 28/01/2018 is 0/0/0. The lengths of runs of digits count."""
    letters = re.sub(r"[^\W\d_]+", "a", text[:80])
    return re.sub(r"\d+", lambda run: "0" * min(4, len(run[0])), letters)


def _spread(column: Sequence[str]) -> tuple[float, float]:
    lengths = [log(len(text) + 1) for text in column if text] or [0.0]
    mean = sum(lengths) / len(lengths)
    variance = sum((length - mean) ** 2 for length in lengths) / len(lengths)
    return mean, max(0.15, variance**0.5)
