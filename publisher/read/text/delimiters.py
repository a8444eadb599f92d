"""Which characters a delimited text is written with: delimiter, quote and escape, found on its first lines.

Each candidate splits the sample; the one whose records agree best in their number of cells, and whose cells look most
like single values, wins. The measure follows the idea of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files
by detecting row and type patterns" (2019); the patterns are our own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from publisher.read.table import Dialect
from publisher.read.text.records import split_text
from publisher.read.text.unusual import several, signs

_CANDIDATES = (",", ";", "\t", "|", ":", "~", "^", "¦", "；", "，", "\x1f", " ")
_HANDICAP = {":": 0.8, " ": 0.6, "^": 0.9, "~": 0.9}
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_RECORDS = 400
_SEP = re.compile(r"\ufeff?sep=(.)\s*[\r\n]", re.IGNORECASE)
_NUMERIC = re.compile(r"[-+(£$€¥]*[0-9][0-9.,:/%)eE+-]*")
_VALUE = re.compile(
    r"""\s*(?:
        [-+(]?[£$€¥]?\s?-?[\d.,'\u00a0\u202f]*\d[.,]?\d*\s?[%)]?(?:e[-+]?\d+)?   # a number
      | \d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[-+]\d{2}:?\d{2})?)?
      | \d{1,2}:\d{2}(?::\d{2})?
      | (?:https?|ftp)://\S+
      | [\w.+-]+@[\w-]+\.[\w.]+
      | [\w./&'’()#%+*=<>?!@-]+(?:\ [\w./&'’()#%+*=<>?!@–-]+)*                     # words
    )\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A dialect, the number of cells most records of the sample have, and the share of its records that do."""

    dialect: Dialect
    width: int
    agreeing: float = 1.0


def detect(text: str, *, delimiter: str | None = None) -> Found:
    """The dialect of a delimited text from its first 200,000 characters. ``delimiter``: declared, so not searched."""
    sample = _whole_lines(text)
    hint = _SEP.match(sample)
    if delimiter is None and hint:
        delimiter = hint[1]
    best: tuple[float, Found] | None = None
    delimiters = (delimiter,) if delimiter else _present(sample)
    for candidate in delimiters:
        for quote in _quotes(sample, candidate):
            dialect = Dialect(
                delimiter=candidate,
                quote=quote,
                escape=_escape(sample, candidate, quote),
                spaced=_spaced(sample, candidate, quote),
            )
            value, width, agreeing = _score(sample, dialect)
            if best is None or value > best[0] + 1e-9:
                best = (value, Found(dialect=dialect, width=width, agreeing=agreeing))
    assert best is not None  # noqa: S101 - there is at least one delimiter and one quote
    return best[1]


def _present(sample: str) -> tuple[str, ...]:
    """The candidates the sample holds; the comma where nothing parts its lines, which then are one column.

    A space parts values, and more often the words of one: it counts where it leaves quoted cells or a column of
    numbers or dates in records of nearly always the same length.
    """
    longer = several(sample)
    present = tuple(char for char in _CANDIDATES if char in sample and not any(char in one for one in longer))
    present = (*longer, *present, *signs(sample))
    if " " in present and not _parts_values(sample):
        present = tuple(char for char in present if char != " ")
    return present or (",",)


def _parts_values(sample: str) -> bool:
    if re.search(r'(?:^|\s)"[^"\r\n]*"(?=\s)', sample):
        return True
    records = [cells for cells in split_text(sample, Dialect(delimiter=" "), limit=_SAMPLE_RECORDS) if any(cells)]
    width, usual = Counter(map(len, records)).most_common(1)[0]
    regular = [cells for cells in records if len(cells) == width]
    numeric = (sum(bool(_NUMERIC.fullmatch(cells[i])) for cells in regular) for i in range(width))
    return width > 1 and usual >= 0.95 * len(records) and max(numeric) * 2 > usual


def _whole_lines(text: str) -> str:
    if len(text) <= _SAMPLE_CHARACTERS:
        return text
    end = max(text.rfind("\n", 0, _SAMPLE_CHARACTERS), text.rfind("\r", 0, _SAMPLE_CHARACTERS))
    return text[: end + 1] if end > 0 else text[:_SAMPLE_CHARACTERS]


def _quotes(sample: str, delimiter: str) -> tuple[str, ...]:
    """The double quote, and the single one where it encloses cells and the double one does not."""
    d = re.escape(delimiter)
    single = len(re.findall(rf"(?:^|{d})'[^'\r\n]*'(?={d}|$)", sample, re.MULTILINE))
    double = len(re.findall(rf"(?:^|{d})\s?\"", sample, re.MULTILINE))
    return ('"', "'") if single > 1 and single > double else ('"',)


def _escape(sample: str, delimiter: str, quote: str) -> str | None:
    """A backslash, where quotes inside cells are written so and never doubled."""
    d, q = re.escape(delimiter), re.escape(quote)
    if quote == "'" and re.search(r"\w'\w", sample):
        return None
    escaped = re.search(rf"\\{q}(?!\s*(?:{d}|$|{q}))", sample, re.MULTILINE)
    doubled = re.search(rf"[^{d}\r\n\\]{q}{q}(?!{q})[^{d}\r\n]", sample)
    return "\\" if escaped and not doubled else None


def _spaced(sample: str, delimiter: str, quote: str) -> bool:
    """Whether quoted cells stand after a space: ``1, "a"``."""
    if delimiter == " ":
        return False
    d, q = re.escape(delimiter), re.escape(quote)
    return len(re.findall(rf"{d} +{q}", sample)) > len(re.findall(rf"{d}{q}", sample))


def _score(sample: str, dialect: Dialect) -> tuple[float, int, float]:
    lengths: Counter[int] = Counter()
    seen = good = 0.0
    for cells in split_text(sample, dialect, limit=_SAMPLE_RECORDS):
        if not any(cells):
            continue
        lengths[len(cells)] += 1
        for cell in cells:
            if cell:
                seen += 1
                good += bool(len(cell) <= 300 and _VALUE.match(cell))
    if not lengths:
        return 0.0, 1, 0.0
    total = sum(lengths.values())
    pattern = sum(n * max(1e-3, length - 1) / length for length, n in lengths.items()) / len(lengths) / total
    agreeing = lengths.most_common(1)[0][1] / total
    width = max(length for length, n in lengths.items() if n == lengths.most_common(1)[0][1])
    value = pattern * (0.1 + good / max(seen, 1.0)) * agreeing * _HANDICAP.get(dialect.delimiter, 1.0)
    return value, width, agreeing
