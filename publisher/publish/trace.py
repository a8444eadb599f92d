"""Where one source record went: the library function of ``daylight ledger --record``.

Published and held records are found in the release's origin and quarantine. Of dropped records and exact duplicates a
release keeps counts alone; for those the file is read again from its snapshot, which is the bytes the release was made
from, and the record is sorted out by the spec it was made with.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from publisher import read
from publisher.check.assertions import key_texts
from publisher.clean.model import Account
from publisher.clean.trace import Traced, trace
from publisher.errors import DaylightError, Place, UsageError
from publisher.issues import KINDS
from publisher.publish.published import Published, published
from publisher.publish.store import Store
from publisher.release.store import read_table
from publisher.snapshot import kept_as
from publisher.spec.model import DatasetSpec, Source
from publisher.values.display import texts


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A record as a person names it: ``[FILE[:SHEET]:]N``."""

    record: int
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Fate:
    """One record. ``fate``: published, quarantined, duplicate, dropped or unknown; ``place``: where it stands.

    ``values``: the row as published (field -> text), the first of ``rows`` where columns became rows. ``key``: its key,
    or that of the row a duplicate repeats; then ``same_as`` is where that row came from. ``reason``: an issue's code,
    or why it was dropped as the ledger has it. ``text``: the cell that holds it back, in ``place.column``; ``raw``: the
    whole record as found, a JSON object.
    """

    dataset: str
    place: Place
    fate: str
    key: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    reason: str | None = None
    text: str | None = None
    raw: str | None = None
    same_as: Place | None = None

    @property
    def advice(self) -> str:
        """What to do about a record that is held back."""
        return KINDS[self.reason].advice if self.reason in KINDS else ""


def parse_record(text: str) -> Wanted:
    """Read ``N``, ``FILE:N`` or ``FILE:SHEET:N``. Raises UsageError."""
    where, _, number = text.rpartition(":")
    if not (number.isascii() and number.isdigit()) or int(number) < 1:
        raise UsageError(
            f"`{text}` names no record",
            remedy="Write a number from 1, as in 12, april.csv:12 or budget.xlsx:Sheet 1:12.",
        )
    return Wanted(record=int(number), where=where)


def trace_record(root: Path, only: Sequence[str], wanted: Wanted) -> tuple[Fate, ...]:
    """Where the wanted record of each file that has it went, as of the live releases.

    Raises UsageError when no file is meant or none has such a record.
    """
    live = published(root, only)
    meant = [(item, account) for item in live for account in item.release.ledger.accounts if _is_meant(account, wanted)]
    if not meant:
        names = sorted({_name(account) for item in live for account in item.release.ledger.accounts})
        raise UsageError(f"no published file is called `{wanted.where}`", remedy=f"There are: {', '.join(names)}.")
    if len({item.id for item, _ in meant}) > 1:
        ids = ", ".join(sorted({item.id for item, _ in meant}))
        raise UsageError(f"which dataset? There are: {ids}", remedy="Name one, or the file: --record FILE:N.")
    found = [_fate(item, account, wanted.record, root) for item, account in meant]
    there = tuple(fate for fate in found if fate is not None)
    if not there:
        longest = max((account for _, account in meant), key=lambda account: account.read)
        raise UsageError(
            f"there is no record {wanted.record} in {_name(longest)}",
            remedy=f"{longest.read:,} records were read from it.",
        )
    return there


def _name(account: Account) -> str:
    return account.file if account.sheet is None else f"{account.file}:{account.sheet}"


def _is_meant(account: Account, wanted: Wanted) -> bool:
    """Whether ``where`` is the account's file, or the end of its path, with or without its sheet."""
    names = {account.file, _name(account)}
    return not wanted.where or any(
        name == wanted.where or name.endswith((f"/{wanted.where}", f"!{wanted.where}")) for name in names
    )


def _fate(item: Published, account: Account, record: int, root: Path) -> Fate | None:
    """None when the file has no such record."""
    place = Place(file=account.file, sheet=account.sheet, record=record)
    folder, name = item.release.folder, item.id
    origin = pq.read_table(folder / f"{name}.origin.parquet")
    places = pc.indices_nonzero(_mask(origin, place))
    if len(places):
        table = read_table(item.release).take(places)
        rows = tuple(_values(item, table, row) for row in range(len(table)))
        return Fate(dataset=name, place=place, fate="published", key=_key(item, table), values=rows[0], rows=rows)
    held = pq.read_table(folder / f"{name}.quarantine.parquet")
    found = held.filter(_mask(held, place)).to_pylist()
    if found:
        one = found[0]
        exact = dataclasses.replace(place, line=one["line"], column=one["column"])
        return Fate(
            dataset=name, place=exact, fate="quarantined", reason=one["reason"], text=one["text"], raw=one["raw"]
        )
    return _left_out(item, account, place, Store(root=root / ".daylight"), origin)


def _left_out(item: Published, account: Account, place: Place, store: Store, origin: Any) -> Fate | None:
    """A record that is neither published nor held: dropped, an exact duplicate, or not there."""
    unknown = Fate(dataset=item.id, place=place, fate="unknown")
    try:
        looks = list(_traces(item, place, store))
    except DaylightError:  # the program or portal.yml has changed since: what it was then can no longer be told
        return unknown
    if not looks:
        return unknown
    traced = next((one for one in looks if one is not None), None)
    if traced is None:
        return None
    dropped = "other-table" if "other-table" in account.drops else traced.dropped
    if dropped is not None:
        return Fate(dataset=item.id, place=place, fate="dropped", reason=dropped)
    return _duplicate(item, traced, place, origin) or unknown


def _duplicate(item: Published, traced: Traced, place: Place, origin: Any) -> Fate | None:
    """A record whose key is that of a published row; None when there is none such."""
    if traced.row is None or item.spec is None or not item.spec.key:
        return None
    fields = {one.name: one for one in item.spec.fields}
    table = read_table(item.release)
    row = pc.index(key_texts(table, item.spec.key, fields), key_texts(traced.row, item.spec.key, fields)[0]).as_py()
    if row < 0:
        return None
    kept, same_as = table.slice(row, 1), Place(**origin.slice(row, 1).to_pylist()[0])
    values = _values(item, kept)
    return Fate(dataset=item.id, place=place, fate="duplicate", key=_key(item, kept), values=values, same_as=same_as)


def _traces(item: Published, place: Place, store: Store) -> Iterator[Traced | None]:
    """The record as cleaning sorts it out, by each source of the dataset that reads its file and sheet."""
    if item.spec is None or place.record is None:
        return
    for one in item.release.sources:
        snapshot = kept_as(one.sha256, name=one.name, store=store.snapshots)
        if snapshot is None or (place.file != one.name and not place.file.startswith(f"{one.name}!")):
            continue
        for source in _sources(item.spec, one.name):
            for table in read.read(snapshot, source=source):
                if (table.file, table.sheet) == (place.file, place.sheet):
                    yield trace(table, source, item.spec, place.record)


def _sources(spec: DatasetSpec, name: str) -> tuple[Source, ...]:
    """The sources whose path matches a file."""
    inside = PurePosixPath(name).relative_to(PurePosixPath(spec.path).parent)
    return tuple(source for source in spec.sources if inside.match(source.path))


def _mask(table: Any, place: Place) -> Any:
    sheet = table.column("sheet")
    same = pc.is_null(sheet) if place.sheet is None else pc.equal(sheet, place.sheet)
    here = pc.and_(pc.equal(table.column("file"), place.file), pc.equal(table.column("record"), place.record))
    return pc.fill_null(pc.and_(here, same), False)


def _key(item: Published, row: Any) -> tuple[str, ...]:
    values = _values(item, row)
    return tuple(values.get(name, "") for name in (item.spec.key if item.spec else ()))


def _values(item: Published, rows: Any, row: int = 0) -> dict[str, str]:
    said = {one.name: texts(rows.column(one.name), one)[row].as_py() for one in item.release.fields}
    return {name: text for name, text in said.items() if text is not None}
