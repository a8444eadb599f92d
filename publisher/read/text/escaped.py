r"""Delimited text without quotes, in which a backslash keeps a delimiter within its cell: ``a,b\, c``.

Databases write it (MySQL's SELECT INTO OUTFILE, PostgreSQL's COPY). Whether a text is written so shows in its
records: they have the same number of cells when escaped delimiters part none, and do not when they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from publisher.read.text.fixed import DELIMITER

_AGREEING = 0.98
_FEW = 3  # records; fewer show nothing


def escaped_delimiter(sample: str, candidates: Iterable[str]) -> tuple[str, int] | None:
    """The delimiter that backslashes keep within cells, and how many cells a record has; None where there is none."""
    lines = [line for line in re.split(r"[\r\n]+", sample) if line.strip()]
    for delimiter in candidates:
        d = re.escape(delimiter)
        if "\\" + delimiter not in sample or re.search(rf'(?:^|{d})"', sample, re.MULTILINE):
            continue
        every = [line.count(delimiter) for line in lines]
        parting = [re.sub(r"\\.", "", line).count(delimiter) for line in lines]
        usual = max(set(parting), key=parting.count)
        agreeing = parting.count(usual)
        if usual and len(lines) > _FEW and agreeing >= _AGREEING * len(lines) and agreeing > every.count(usual):
            return delimiter, usual + 1
    return None


def without_escapes(text: str, delimiter: str) -> str:
    """The text with ``DELIMITER`` between its cells, and escaped delimiters and backslashes as they are meant."""
    pattern = re.compile(rf"\\([\\{re.escape(delimiter)}])|{re.escape(delimiter)}")
    return pattern.sub(lambda found: found[1] or DELIMITER, text)
