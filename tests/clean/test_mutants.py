"""Ten ways to lose or double a record, each seeded into one step of the pipeline: every one refuses to publish.

The reader runs in this process here, so that its steps can be replaced like any other. What is replaced is put back by
``monkeypatch``; without a mutant the same data is published whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
import python_calamine as calamine

import publisher.clean as cleaning
from publisher.clean import drops, keys
from publisher.clean.arrange import Arranged
from publisher.clean.model import Cleaned
from publisher.errors import DaylightError
from publisher.read import child, read
from publisher.read.text import delimited
from publisher.read.text.records import split_bytes
from publisher.snapshot import take
from publisher.spec.model import DatasetSpec, Source
from tests.clean.made import field, spec

CSV = 'id,name\n1,Ann\n2,\n3,Cy\n3x,"D, E"\nx,Eve\n6,Ann\n6b,Ann\n7,Fay'
WITHOUT_KEY = "name\nAnn\nAnn\nBob\n"
UNCLOSED = 'id,name\n1,Ann\n2,"Bob\n3,Cy\n4,Di\n'
BATCH = 3

Patch = pytest.MonkeyPatch


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """``seed`` replaces one step; ``text`` is what is published, None for a workbook of two sheets."""

    seed: Callable[[Patch], None]
    caught: str
    text: str | None = CSV
    keyed: bool = True


def dataset(*, keyed: bool) -> DatasetSpec:
    names = [field("id", "identifier", pattern="[0-9]+[a-z]?"), field("name")] if keyed else [field("name")]
    return spec(*names, key=("id",) if keyed else (), sources=(Source(path="raw/*"),))


def made(folder: Path, mutant: Mutant) -> Cleaned:
    path = folder / ("a.csv" if mutant.text is not None else "a.xlsx")
    if mutant.text is not None:
        path.write_text(mutant.text, encoding="utf-8")
    else:
        write_workbook(path)
    declared = dataset(keyed=mutant.keyed)
    (source,) = declared.sources
    tables = read(take(path, name=f"raw/{path.name}", store=folder / "store"), source=source)
    return cleaning.clean(declared, [(source, table) for table in tables], batch_rows=BATCH)


def write_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for number, sheet in enumerate([book.active, book.create_sheet("Second")]):
        assert sheet is not None
        for row in (["id", "name"], [f"{number}1", "Ann"], [f"{number}2", "Bob"]):
            sheet.append(row)
    book.save(path)


def kernel(change: Callable[[Any, Any], tuple[Any, Any]]) -> Callable[[Patch], None]:
    """A mutant of what the kernel gives: its good rows and its rejects."""
    real = cleaning.clean_batch

    def seed(patch: Patch) -> None:
        patch.setattr(cleaning, "clean_batch", lambda batch, rules: change(*real(batch, rules)))

    return seed


def without_last(good: Any, rejects: Any) -> tuple[Any, Any]:
    return good.slice(0, max(0, len(good) - 1)), rejects


def twice(good: Any, rejects: Any) -> tuple[Any, Any]:
    return pa.concat_batches([good, good.slice(0, 1)]), rejects


def without_nulls(good: Any, rejects: Any) -> tuple[Any, Any]:
    return good.filter(good.column("name").is_valid()), rejects


def without_rejects(good: Any, rejects: Any) -> tuple[Any, Any]:
    return good, rejects.slice(0, 0)


def boundary(patch: Patch) -> None:
    """The first record of every batch but the first is lost, as by a cut one byte too late."""
    real = Arranged.batches

    def batches(self: Arranged, size: int) -> Iterator[Any]:
        for number, batch in enumerate(real(self, size)):
            yield batch.slice(1) if number else batch

    patch.setattr(Arranged, "batches", batches)


def deduplicated(patch: Patch) -> None:
    """Equal records are called duplicates where nobody declared a key."""
    real = keys.find_repeats
    patch.setattr(cleaning, "find_repeats", lambda table, key, fields: real(table, key or fields, fields))


def header_too_long(patch: Patch) -> None:
    """The record below the header is taken for a part of it."""
    real = drops.drop_masks

    def masks(*given: Any) -> Mapping[str, Any]:
        found = dict(real(*given))
        header = found["header"].copy()
        header[1] = True
        return found | {"header": header, **{name: mask & ~header for name, mask in found.items() if name != "header"}}

    patch.setattr(import_module("publisher.clean.arrange"), "drop_masks", masks)


def swallowing(patch: Patch) -> None:
    """A quotation mark that does not close takes the rest of the file into its cell."""
    real = split_bytes

    def records(text: Any, dialect: Any) -> Iterator[Any]:
        for record in real(text, dialect):
            if record.unclosed:
                yield replace(record, unclosed=False, cells=["2", "Bob\n3,Cy\n4,Di\n"])
                return
            yield record

    patch.setattr(delimited, "split_bytes", records)


def no_last_line(patch: Patch) -> None:
    """What stands after the last line end is not read, by neither of the two splitters."""
    real = split_bytes

    def records(text: Any, dialect: Any) -> Iterator[Any]:
        yield from real(bytes(text[:]).rpartition(b"\n")[0] + b"\n", dialect)

    patch.setattr(delimited, "read_fast", lambda *_: False)
    patch.setattr(delimited, "split_bytes", records)


def forgotten_sheet(patch: Patch) -> None:
    """The reader comes by the first sheet alone."""
    real = calamine.CalamineWorkbook

    class Short:
        def __init__(self, book: Any) -> None:
            self._book = book
            self.sheets_metadata = book.sheets_metadata[:1]

        def __getattr__(self, name: str) -> Any:
            return getattr(self._book, name)

        @staticmethod
        def from_path(path: str) -> Any:
            return Short(real.from_path(path))

    patch.setattr(calamine, "CalamineWorkbook", Short)


MUTANTS = {
    "the last row of a batch": Mutant(seed=kernel(without_last), caught="does not add up"),
    "the record at a batch's boundary": Mutant(seed=boundary, caught="does not add up"),
    "records without a value": Mutant(seed=kernel(without_nulls), caught="does not add up"),
    "equal records without a key": Mutant(seed=deduplicated, caught="no key", text=WITHOUT_KEY, keyed=False),
    "the record below the header": Mutant(seed=header_too_long, caught="dropped as header, and 1 can be"),
    "what an unclosed quote swallows": Mutant(seed=swallowing, caught="a second count found", text=UNCLOSED),
    "the last line without a line end": Mutant(seed=no_last_line, caught="a second count found"),
    "a record twice": Mutant(seed=kernel(twice), caught="does not add up"),
    "a sheet": Mutant(seed=forgotten_sheet, caught="did not come by it", text=None),
    "rejected records": Mutant(seed=kernel(without_rejects), caught="does not add up"),
}


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: Patch) -> None:
    from publisher.read.reader import read_path

    monkeypatch.setattr(child, "start", lambda: None)
    monkeypatch.setattr(child, "run", lambda _function, *given, **_limits: read_path(*given))


def test_there_are_ten() -> None:
    assert len(MUTANTS) == 10


@pytest.mark.parametrize("case", MUTANTS)
def test_without_a_mutant_every_record_is_accounted_for(tmp_path: Path, case: str) -> None:
    assert all(account.balanced for account in made(tmp_path, MUTANTS[case]).ledger.accounts)


@pytest.mark.parametrize("case", MUTANTS)
def test_a_mutant_is_caught(tmp_path: Path, monkeypatch: Patch, case: str) -> None:
    mutant = MUTANTS[case]
    mutant.seed(monkeypatch)
    with pytest.raises(DaylightError, match=mutant.caught):
        made(tmp_path, mutant)
