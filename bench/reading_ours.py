"""Our reader for the scoring scripts that call a function: the same as ``daylight inspect``, less its start."""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def pollock(path: str) -> list[list[str]]:
    """The rows of ``daylight inspect FILE --csv OUT``."""
    from publisher.commands.inspect import survey_files
    from publisher.inspect.write import write_csv

    found, failures = survey_files((Path(path),))
    if failures:
        raise failures[0]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.csv"
        write_csv(found.tables[0] if found.tables else None, out)
        with out.open(newline="", encoding="utf-8") as handle:
            return list(csv.reader(handle))


def pdf(path: str) -> list[list[list[str]]]:
    """Every table, its titles as the first row."""
    from publisher.commands.inspect import survey_files

    found, _ = survey_files((Path(path),))
    tables = []
    for table in found.tables:
        columns = [column.to_pylist() for column in table.text.columns]
        rows = [["" if cell is None else cell for cell in row] for row in zip(*columns, strict=True)]
        tables.append([list(table.text_titles), *rows] if table.text_titles else rows)
    return tables
