"""Datasets that refer to each other: which comes first, and the values a field may refer to.

A dataset is made after those it refers to, and held to what is live of them in the end: where one of them fails, to
its last good release. The content of that release is part of the inputs, so that a changed dataset makes anew those
that refer to it, and an unchanged one none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.errors import CleanError, Place, SpecError
from publisher.release.model import Release
from publisher.spec.constraints import referred_field, refers_to_nothing
from publisher.spec.model import DatasetSpec, Field


@dataclass(frozen=True, kw_only=True)
class Referred:
    """What a field refers to: a field ``column`` of the release ``live``, or of a table not yet released (``table``).

    ``content`` is the hash of what that dataset says.
    """

    field: str
    column: str
    content: str
    live: Release | None = None
    table: Any = None

    def values(self) -> Any:
        """The distinct values there are, as an Arrow array."""
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        if self.table is not None:
            return pc.unique(self.table.column(self.column))
        if self.live is None:
            raise ValueError("a reference leads to a release or to a table")
        path = self.live.folder / f"{self.live.dataset}.parquet"
        return pc.unique(pq.read_table(path, columns=[self.column]).column(0))


def values(referred: Iterable[Referred]) -> dict[str, Any]:
    """Field -> the values it may have, as cleaning wants them."""
    return {one.field: one.values() for one in referred}


def references(spec: DatasetSpec) -> tuple[str, ...]:
    """The datasets that a dataset refers to, each once, in the order of its fields."""
    return tuple(dict.fromkeys(field.references.dataset for field in spec.fields if field.references is not None))


def referred(spec: DatasetSpec, made: Mapping[str, Release | Any]) -> list[Referred]:
    """What each field of a dataset refers to. ``made``: dataset -> its live release, or its clean table.

    Raises CleanError for a dataset of which nothing is live, and for a release that has not the field.
    """
    found = []
    for field in spec.fields:
        if field.references is None:
            continue
        other = made.get(field.references.dataset)
        column = field.references.field or ""
        if other is None:
            raise _nothing(spec, field, "nothing of it is live", "Mend what keeps it from being published")
        if isinstance(other, Release):
            if column not in {one.name for one in other.fields}:
                raise _nothing(spec, field, f"its last good release has no `{column}`", "Mend that dataset")
            found.append(Referred(field=field.name, column=column, content=other.content, live=other))
        else:
            found.append(Referred(field=field.name, column=column, content="", table=other))
    return found


def _nothing(spec: DatasetSpec, field: Field, why: str, remedy: str) -> CleanError:
    name = "" if field.references is None else field.references.dataset
    return CleanError(
        f"`{field.name}` refers to the dataset `{name}`, and {why}",
        place=_place(spec, field),
        remedy=f"{remedy}, then publish again; or take references: away.",
    )


def in_order(specs: Sequence[DatasetSpec], faults: Container[str] = ()) -> tuple[DatasetSpec, ...]:
    """The datasets, each after those it refers to, else as they come.

    ``faults``: paths of those that are not made anew, and so wait for none; among the others there is no circle.
    """
    known = {spec.id: spec for spec in specs}
    done: dict[str, DatasetSpec] = {}

    def add(spec: DatasetSpec) -> None:
        for name in references(spec) if spec.path not in faults else ():
            if name in known and known[name].path not in done:
                add(known[name])
        done.setdefault(spec.path, spec)

    for spec in specs:
        add(spec)
    return tuple(done.values())


def check_foreign(specs: Sequence[DatasetSpec], faults: Container[str], lost: Container[str]) -> Iterator[SpecError]:
    """An error for each dataset that refers to nothing, and for each of those that refer to each other in a circle.

    ``faults``: paths of those that are broken anyway. ``lost``: names of those that cannot even be read.
    """
    known = {spec.id: spec for spec in specs}
    for spec in specs:
        for field in spec.fields if spec.path not in faults else ():
            fault = refers_to_nothing(field, known)
            if fault is None:
                continue
            name = field.references.dataset if field.references else ""
            if name in lost and name not in known:
                fault = f"the dataset `{name}`, which it refers to, is broken itself", "Mend that first."
            yield SpecError(f"`{field.name}` refers to nothing: {fault[0]}", place=_place(spec, field), remedy=fault[1])
            break
        else:
            circle = _circle(spec, known)
            if circle and spec.path not in faults:
                yield _in_circle(spec, circle)


def settled(spec: DatasetSpec, specs: Sequence[DatasetSpec]) -> DatasetSpec:
    """The dataset with each of its references naming the field it means, which the other's key may say."""
    known = {one.id: one for one in specs}
    return dataclasses.replace(spec, fields=tuple(_settled(field, known) for field in spec.fields))


def _settled(field: Field, known: Mapping[str, DatasetSpec]) -> Field:
    if field.references is None or field.references.dataset not in known:
        return field
    column = referred_field(field.references, known[field.references.dataset])
    return dataclasses.replace(field, references=dataclasses.replace(field.references, field=column))


def _circle(spec: DatasetSpec, known: Mapping[str, DatasetSpec]) -> list[tuple[DatasetSpec, Field]]:
    """The way from a dataset back to itself, as the datasets and the fields that refer on; empty when there is none."""
    ways: list[list[tuple[DatasetSpec, Field]]] = [[]]
    seen = {spec.id}
    for way in ways:
        here = known[way[-1][1].references.dataset] if way and way[-1][1].references else spec
        for field in here.fields:
            name = None if field.references is None else field.references.dataset
            if name == spec.id:
                return [*way, (here, field)]
            if name is not None and name in known and name not in seen:
                seen.add(name)
                ways.append([*way, (here, field)])
    return []


def _in_circle(spec: DatasetSpec, circle: Sequence[tuple[DatasetSpec, Field]]) -> SpecError:
    steps = [f"{each.id} ({_place(each, field)})" for each, field in circle]
    return SpecError(
        f"datasets refer to each other in a circle: {' -> '.join([*steps, spec.id])}",
        place=_place(spec, circle[0][1]),
        remedy="One must be published before the other: take references: away at one of these lines.",
    )


def _place(spec: DatasetSpec, field: Field) -> Place:
    path = f"fields.{field.name}"
    return Place(file=spec.path, line=spec.lines.get(f"{path}.references", spec.lines.get(path)))
