"""Every row that a release added, removed or changed, as one CSV file, written as the CSV release is.

    change,<the key's fields>,field,before,after
    added,C-9,,,"{""contract"":""C-9"",""value"":120.00}"
    removed,C-2,,"{""contract"":""C-2"",""value"":80.00}",
    changed,C-5,value,100.00,110.00

A row that was added or removed is one line with the whole row as a JSON object, as the JSON Lines release has it, so
that the file is never larger than both versions together. A changed row is a line for each field that changed. Without
a key there are no key columns and nothing is a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.comparison import Comparison, Version
from publisher.release.csv_file import END, cells, quoted
from publisher.release.jsonl_file import objects
from publisher.release.lines import batches, each, joined

_COLUMNS = ("change", "field", "before", "after")


def write(path: Path, found: Comparison) -> None:
    """Write all rows of a comparison: those added, those removed, those changed, each in the order of its version."""
    key = found.difference.key
    change, *others = (name if name not in key else f"{name}_" for name in _COLUMNS)
    with path.open("wb") as stream:
        stream.write((",".join(quoted(name) for name in (change, *key, *others)) + END).encode("utf-8"))
        stream.writelines(_whole("added", found.after, found.added, key))
        stream.writelines(_whole("removed", found.before, found.removed, key))
        stream.writelines(_changed(found, key))


def _whole(change: str, side: Version, places: Any, key: Sequence[str]) -> Iterator[memoryview]:
    """The rows at ``places``, each with all it says: after where it was added, before where it was removed."""
    names = [one.name for one in side.fields]
    for _, rows in batches(side.rows.select(names).take(pa.array(places))):
        said = pc.replace_substring(each(objects(side.fields, rows)), '"', '""')
        whole = [',,,"', said, '"'] if change == "added" else [',,"', said, '",']
        yield joined([change, *_key(side, rows, key), *whole, END])


def _changed(found: Comparison, key: Sequence[str]) -> Iterator[memoryview]:
    """A line for each changed field, those of one row together. Lines are made a field at a time, and then ordered."""
    if not any(mask.any() for mask in found.changed.values()):
        return
    lines, places = [], []
    for name, mask in found.changed.items():
        here = np.flatnonzero(mask)
        if not len(here):
            continue
        before, after = found.left[here], found.right[here]
        keys = _key(found.after, found.after.rows.select(list(key)).take(pa.array(after)), key)
        cell = [_cells(found.before, name, before), ",", _cells(found.after, name, after)]
        lines.append(each(["changed", *keys, f",{quoted(name)},", *cell, END]))
        places.append(here)
    order = np.argsort(np.concatenate(places), kind="stable")
    yield joined([pa.concat_arrays(lines).take(pa.array(order))])


def _key(side: Version, rows: Any, key: Sequence[str]) -> list[Any]:
    """The key's cells, each with the comma before it."""
    return [piece for name in key for piece in (",", cells(side.known[name], rows.column(name))[0])]


def _cells(side: Version, name: str, places: Any) -> Any:
    return cells(side.known[name], side.rows.column(name).take(pa.array(places)))[0]
