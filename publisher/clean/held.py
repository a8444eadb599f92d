"""Records that are held back: the quarantine, with each record as it was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.model import QUARANTINE

_ORDER = [("@table", "ascending"), ("@record", "ascending")]


def first_reasons(rejects: Any) -> Any:
    """The first reject of each record, by table and record. ``rejects`` has a record's reasons in their order."""
    ordered = rejects.take(pc.sort_indices(rejects, sort_keys=_ORDER))
    if len(ordered) < 2:
        return ordered
    tables, records = (ordered.column(name).combine_chunks() for name in ("@table", "@record"))
    again = pc.and_(pc.equal(tables[1:], tables[:-1]), pc.equal(records[1:], records[:-1]))
    return ordered.filter(pa.concat_arrays([pa.array([True]), pc.invert(again)]))


def quarantine(rejects: Any, arranged: Sequence[Arranged]) -> Any:
    """One row (schema ``QUARANTINE``) for each record in ``rejects``, in the order of the files."""
    first = first_reasons(rejects)
    parts = [_of_table(first.filter(pc.equal(first.column("@table"), table.number)), table) for table in arranged]
    return pa.concat_tables([QUARANTINE.empty_table(), *parts]).combine_chunks()


def _of_table(rejects: Any, table: Arranged) -> Any:
    length = len(rejects)
    columns = zip(rejects.column("field").to_pylist(), rejects.column("place").to_pylist(), strict=True)
    return pa.table(
        [
            pa.array([table.file] * length, pa.string()),
            pa.array([table.sheet] * length, pa.string()),
            rejects.column("@record"),
            rejects.column("@line"),
            rejects.column("field"),
            pa.array([table.title_of(field, place) for field, place in columns], pa.string()),
            rejects.column("reason"),
            rejects.column("text"),
            records_as_json(rejects.column("@record"), table),
        ],
        schema=QUARANTINE,
    )


def records_as_json(records: Any, table: Arranged) -> Any:
    """Whole records as JSON objects, column title -> text; a cell that is not there is left out.

    So are the columns of ``ignore:``, as the quarantine is for everyone to download. Where a record's cells may stand
    under other titles than their own, only those before any place that an ignored cell can have are shown.
    """
    places = pc.index_in(records, value_set=table.rows.column("record").combine_chunks())
    found = table.rows.select(range(len(table.titles))).take(places)
    columns = [column.to_pylist() for column in found.columns]
    shifted = pc.is_in(records, value_set=_shifted(table)).to_pylist()
    texts = [
        json.dumps(
            {
                table.titles[place]: cells[place]
                for place in _shown(cells, table, shifted=moved)
                if cells[place] is not None
            },
            ensure_ascii=False,
        )
        for cells, moved in zip(zip(*columns, strict=True), shifted, strict=True)
    ]
    return pa.array(texts, pa.string())


def _shifted(table: Arranged) -> Any:
    """The records whose cells may not be those of their columns: none where each cell has its own name."""
    records = pa.concat_tables([table.unread, table.ragged]).column("@record").combine_chunks()
    return records.slice(0, 0) if table.named else records


def _shown(cells: Sequence[str | None], table: Arranged, *, shifted: bool) -> Sequence[int]:
    """The places of a record's cells that may be shown."""
    if not table.hidden:
        return range(len(cells))
    if not shifted:
        return [place for place in range(len(cells)) if place not in table.hidden]
    missing = sum(cell is None for cell in cells)
    return range(max(0, table.hidden[0] - missing))
