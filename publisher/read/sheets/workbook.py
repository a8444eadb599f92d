"""Workbooks (XLSX, XLSM, XLS, ODS) to one table a sheet, by calamine; how far each sheet reaches is found first."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, Literal

import python_calamine as calamine

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.cells import to_text
from publisher.read.packed.archive import open_checked
from publisher.read.sheets import biff, broken, extent
from publisher.read.sheets.extent import Extent
from publisher.read.sink import Sink

Kind = Literal["xlsx", "xls", "ods"]
_BATCH = 5_000
_REPAIR = "Open the workbook in its own program and save it again, or ask the department for it."


def read(path: Path, kind: Kind, *, name: str, folder: Path, sheet: str | None) -> list[dict[str, Any]]:
    """The tables of a workbook as manifests, in its order; sheets without any value are left out."""
    extents, bad, filled = _extents(path, kind, name)
    if bad:
        path = broken.without(path, bad, name, folder / "mended.xlsx")
    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise SourceError(
            "the workbook is protected by a password", place=Place(file=name), remedy="Save it without the password."
        ) from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as error:
        raise SourceError(f"the workbook cannot be opened: {error}", place=Place(file=name), remedy=_REPAIR) from error
    names = [meta.name for meta in workbook.sheets_metadata]
    if sheet is not None and sheet not in names:
        raise SourceError(
            f"the workbook has no sheet {sheet!r}; it has {', '.join(map(repr, names))}",
            place=Place(file=name),
            remedy="Write one of these names in sheet:.",
        )
    tables, seen = [], set()
    for number, meta in enumerate(workbook.sheets_metadata):
        seen.add(meta.name)
        if meta.typ != calamine.SheetTypeEnum.WorkSheet or sheet not in (None, meta.name):
            continue
        reach = extents(number, meta.name)
        if reach is not None:
            reach.check(name, meta.name)
        table = _sheet(workbook, meta, reach, Sink(folder, number, place=Place(file=name, sheet=meta.name)))
        if table is not None:
            tables.append({"file": name, **table})
    for title in filled:
        if title not in seen and sheet in (None, title):
            raise SourceError(
                "the workbook names this sheet and has values in it, and reading did not come by it",
                place=Place(file=name, sheet=title),
                remedy=_REPAIR,
            )
    return tables


def _extents(path: Path, kind: Kind, name: str) -> tuple[Any, list[str], tuple[str, ...]]:
    """A function that gives the extent of the sheet at a position and of a name, or None where it is not known; the
    parts with a cell that the stock reader would refuse; and the sheets that hold a value, where their names are known.
    """
    bad: list[str] = []
    if kind == "xls":
        rows = biff.last_rows(path.read_bytes())
        return (
            lambda number, _: Extent(rows=rows[number], columns=0) if rows is not None and number < len(rows) else None,
            bad,
            (),
        )
    with open_checked(path, name) as archive:
        extent.check_parts(archive, name)
        if kind == "ods":
            found = extent.ods_extents(archive, name)
        else:
            parts = extent.xlsx_sheets(archive, name)
            found = {
                title: extent.xlsx_extent(archive, part, name)
                for title, part in parts.items()
                if "chartsheet" not in part and "dialogsheet" not in part
            }
            bad = [part for title, part in parts.items() if title in found and found[title].unreadable]
    for title, reach in found.items():
        reach.check(name, title)
    return lambda _, title: found.get(title), bad, tuple(title for title, reach in found.items() if reach.rows)


def _sheet(workbook: Any, meta: Any, reach: Extent | None, sink: Sink) -> dict[str, Any] | None:
    place = Place(file=sink.place.file, sheet=meta.name)
    try:
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.end is None:
            return None
        sink.begin(sheet.end[1] + 1, lines=False)
        rows = iter(sheet.iter_rows())
        number = 0
        while batch := [[to_text(cell) for cell in row] for row in islice(rows, _BATCH)]:
            if reach is not None and number + len(batch) > reach.rows:
                batch = _without_blank_end(batch, keep=reach.rows - number)
            sink.grid(batch, range(number + 1, number + len(batch) + 1))
            number += len(batch)
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError) as error:
        raise SourceError(f"the sheet cannot be read: {error}", place=place, remedy=_REPAIR) from error
    merged = [(a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return sink.end(
        sheet=meta.name,
        counted=number if reach is None else reach.rows,
        merged=sorted(merged or (reach.merged if reach else ())),
        issues=_issues(meta, reach, place),
    )


def _without_blank_end(rows: list[list[str | None]], *, keep: int) -> list[list[str | None]]:
    """The rows without blank ones at the end, which formulas without a result leave; the first ``keep`` stay."""
    end = len(rows)
    while end > max(keep, 0) and not any(rows[end - 1]):
        end -= 1
    return rows[:end]


def _issues(meta: Any, reach: Extent | None, place: Place) -> list[Issue]:
    issues = []
    if meta.visible != calamine.SheetVisibleEnum.Visible:
        issues.append(Issue(code="hidden-sheet", file=place.file, sheet=meta.name))
    issues += [
        Issue(code="cell-conflict", file=place.file, sheet=meta.name, record=row)
        for row in (reach.conflicts if reach else ())
    ]
    issues += [
        Issue(code="unreadable-record", file=place.file, sheet=meta.name, record=row, text=text[:200])
        for row, text in (reach.unreadable if reach else ())
    ]
    if reach and reach.errors:
        (row, text), count = reach.errors[0], len(reach.errors)
        issues.append(
            Issue(code="cell-error", file=place.file, sheet=meta.name, record=row, text=text[:200], count=count)
        )
    return issues
