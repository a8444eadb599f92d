"""What was found, as files: Parquet and ``inspect.json`` in a folder, or the first table as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from publisher.files import replacing, write_json
from publisher.inspect.model import FoundTable, Inspection
from publisher.issues import Issue

_ISSUE_FIELDS = ("code", "file", "sheet", "record", "line", "field", "column", "text", "note", "count")


def as_json(found: Inspection) -> dict[str, Any]:
    """The document that ``--json`` prints and ``inspect.json`` holds."""
    return {"tables": [_table(table) for table in found.tables], "issues": [_issue(issue) for issue in found.issues]}


def write_folder(found: Inspection, folder: Path) -> None:
    """One Parquet file a table, and last ``inspect.json``, which names them."""
    import pyarrow.parquet as pq

    for table in found.tables:
        with replacing(folder / table.file) as temporary:
            pq.write_table(table.data, temporary, compression="zstd")
    write_json(folder / "inspect.json", as_json(found))


def write_csv(table: FoundTable | None, path: Path) -> None:
    """A table as UTF-8, comma, LF; all text as found, each record with a cell for every column. None: an empty file."""
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8", errors="surrogatepass", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n")
        if table is not None and table.text_titles is not None:
            writer.writerow(table.text_titles)
        for batch in table.text.to_batches(max_chunksize=10_000) if table is not None else ():
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _table(table: FoundTable) -> dict[str, Any]:
    return {
        "source": table.source,
        "file": table.file,
        "name": table.name,
        "sheet": table.sheet,
        "range": table.range,
        "header_rows": list(table.header_rows),
        "records": table.records,
        "sure": table.sure,
        "confidence": table.confidence,
        "why": table.why,
        "fields": [
            {
                "name": field.name,
                "title": field.title,
                "type": field.type,
                "format": field.format,
                "missing": list(field.missing),
            }
            for field in table.fields
        ],
        "issues": [_issue(issue) for issue in table.issues],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    given = {name: getattr(issue, name) for name in _ISSUE_FIELDS}
    told = {name: value for name, value in given.items() if value not in (None, "")}
    return told | {"title": issue.kind.title, "severity": issue.kind.severity}
