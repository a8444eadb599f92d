"""Real government files, against the truth about each: nothing sure may be wrong."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from publisher.commands.inspect import as_snapshot
from publisher.errors import SourceError
from publisher.inspect import FoundTable, inspect

NOT_READ = (".pdf", ".zip")  # kinds that are not read yet


def _norm(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _is_right(table: FoundTable, truth: dict[str, object]) -> bool:
    """Header and number of records as the truth has them, in any of the spellings it allows."""
    geometry = {"geometry", "geom", "wkt"}
    titles = [_norm(field.title) for field in table.fields if _norm(field.title) not in geometry]
    header = truth["header"]
    assert isinstance(header, list)
    if truth.get("extra_unnamed_ok"):
        titles = [title for i, title in enumerate(titles) if i < len(header) or title]
    if len(titles) != len(header) or table.records not in [truth["n_rows"], *truth["n_rows_alt"]]:  # type: ignore[misc]
        return False
    for i, (wanted, title) in enumerate(zip(header, titles, strict=True)):
        spellings = {_norm(wanted), *(_norm(other) for other in truth["header_alt"].get(str(i), []))}  # type: ignore[attr-defined]
        within = truth["header_mode"] == "contains" and _norm(wanted) in title
        if _norm(wanted) and title not in spellings and not within and re.sub(r"\d+$", "", title) not in spellings:
            return False
    return True


def test_most_are_right_and_none_is_sure_and_wrong(shared: Path) -> None:
    truths = json.loads((shared / "tables" / "truth.json").read_text(encoding="utf-8"))
    right, unread, sure_and_wrong = [], [], []
    for name, truth in truths.items():
        try:
            found = inspect(as_snapshot(shared / "tables" / name))
        except SourceError:
            unread.append(name)
            continue
        good = [table for table in found.tables if _is_right(table, truth)]
        right += [name] if good else []
        sure_and_wrong += [name] if not good and any(table.sure for table in found.tables) else []
    assert all(name.endswith(NOT_READ) for name in unread)
    assert sure_and_wrong == []
    assert len(right) >= len(truths) - len(unread) - 3


@pytest.mark.parametrize(
    ("name", "tables"),
    [("ar04_cpi_region.xls", 2), ("dl01_brownfield_xlsm.xlsm", 5)],
    ids=["two sheets", "five sheets"],
)
def test_every_sheet_is_looked_at(name: str, tables: int, shared: Path) -> None:
    assert len(inspect(as_snapshot(shared / "tables" / name)).tables) == tables
