"""The key file: where the row of a key stands, found in one small read of a file of any length.

``<id>.keys`` holds eight bytes a row, in order: the CRC-32 (ISO-HDLC, that of zip) of the key's text in UTF-8 and the
row's number from 0, both unsigned and with the lowest byte first; sorted by the sum, then by the row. The text is the
parts' one text each (:mod:`publisher.values.display`), joined by U+001F. Sums are spread evenly, so a reader knows
about where a key must stand; equal sums of other keys are told apart by looking at the row itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.spec.model import Field
from publisher.values.display import texts

BETWEEN = "\x1f"  # unit separator: no key holds it
_BATCH = 65_536  # rows in hand at once
_ENTRY = np.dtype([("sum", "<u4"), ("row", "<u4")])


def write(path: Path, key: Sequence[Field], table: pa.Table) -> None:
    """Write the key file of a table; ``key`` names the fields whose values together tell a row, in their order."""
    entries = np.empty(table.num_rows, _ENTRY)
    entries["row"] = np.arange(table.num_rows, dtype=np.uint32)
    for start in range(0, table.num_rows, _BATCH):
        rows = table.slice(start, _BATCH)
        entries["sum"][start : start + rows.num_rows] = _sums(_texts(key, rows))
    path.write_bytes(entries[np.argsort(entries["sum"], kind="stable")].tobytes())


def _texts(key: Sequence[Field], rows: pa.Table) -> Any:
    parts = [pc.fill_null(texts(rows.column(field.name), field), "") for field in key]
    return pc.binary_join_element_wise(*parts, pa.scalar(BETWEEN, pa.large_string()))


def _sums(said: Any) -> Any:
    encoded = said.cast(pa.large_binary()).to_pylist()
    return np.fromiter(map(zlib.crc32, encoded), np.uint32, count=len(encoded))
