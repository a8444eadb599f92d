"""A dataset's own ``clean.py``: texts in, texts out, before the rules of the spec, in the limited child process.

The file defines one of two functions, each of which is given the records of a batch and gives them back:

    clean_frame(frame)    a pandas DataFrame: a text column (Arrow dtype) for each field, the record numbers its index
    clean_batch(batch)    an Arrow record batch: the same columns, and the record numbers as ``@record``

It may change texts. It may not add, drop or move records; a reason in the column ``@held`` holds a record back, which
is then in the quarantine like any other. Each record is cleaned by itself: both ends of the first batch are given once
more, and another answer refuses the dataset, so that neither chance nor batch size shows in what is published. The
bytes of the file are part of a release's inputs. What it did is told: an issue for each column with the number of
changed texts, and what is held back or rejected is shown as it stands in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.kernel import REJECTS
from publisher.errors import CleanError, Place, SourceError
from publisher.issues import Issue
from publisher.read import child
from publisher.spec.model import DatasetSpec
from publisher.spec.unpivot import own_fields

HELD = "@held"
_MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Hook:
    """``path``: the file to run; ``name``: what messages call it; ``fields``: the fields it is given."""

    path: Path
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Hooked:
    """A batch of records. ``found``: as in the file; ``texts``: to clean, without those ``held`` (:data:`REJECTS`)."""

    found: Any
    texts: Any
    held: Any


def hook_of(spec: DatasetSpec) -> Hook | None:
    """The dataset's hook, where it has one. It is given the fields that have a column."""
    if spec.hook is None:
        return None
    name = str(PurePosixPath(spec.path).parent / spec.hook.name)
    return Hook(path=spec.hook, name=name, fields=tuple(field.name for field in own_fields(spec)))


def through(hook: Hook | None, batches: Iterable[Any], table: Arranged) -> Iterator[Hooked]:
    """Each batch of a table, as the hook leaves it. Raises CleanError naming ``clean.py``, its line and the record."""
    if hook is None:
        nothing = pa.RecordBatch.from_pylist([], schema=REJECTS)
        yield from (Hooked(found=batch, texts=batch, held=nothing) for batch in batches)
        return
    known = list(batches)
    for found, made in zip(known, _run(hook, known, table), strict=True):
        yield _hooked(hook, found, made)


def _run(hook: Hook, batches: Sequence[Any], table: Arranged) -> Sequence[Any]:
    """What the hook gives for each batch, computed in one child."""
    size = sum(batch.nbytes for batch in batches)
    limits = child.Limits(file_size=max(1024 * _MIB, 8 * size), seconds=min(600.0, max(30.0, size / (2 * _MIB))))
    if not batches:
        return []
    with TemporaryDirectory(prefix="daylight-hook-") as folder:
        given, made = Path(folder, "given.arrow"), Path(folder, "made.arrow")
        chosen = [batch.select([*hook.fields, "@record"]) for batch in batches]
        with pa.ipc.new_file(str(given), chosen[0].schema) as writer:
            for batch in chosen:
                writer.write_batch(batch)
        try:
            fault = child.run(
                "publisher.clean.hook_child.run", str(hook.path), str(given), str(made), name=hook.name, limits=limits
            )
        except SourceError as error:  # the child itself came to an end
            raise CleanError(
                f"it did not end well: {error.message}",
                place=Place(file=hook.name),
                remedy="Make it simpler: a batch has at most 65,536 records, and each is cleaned by itself.",
            ) from error
        if fault is not None:
            raise _error(hook, fault, table)
        with pa.memory_map(str(made)) as stream:
            reader = pa.ipc.open_file(stream)
            return [reader.get_batch(number) for number in range(reader.num_record_batches)]


def _error(hook: Hook, fault: dict[str, Any], table: Arranged) -> CleanError:
    message, record = fault["message"], fault["record"]
    if record is not None:
        sheet = "" if table.sheet is None else f", sheet {table.sheet}"
        message = f"{message}, on record {record} of {table.file}{sheet}"
    return CleanError(message, place=Place(file=hook.name, line=fault["line"]), remedy=fault["remedy"])


def _hooked(hook: Hook, found: Any, made: Any) -> Hooked:
    columns = {name: found.column(name) for name in found.schema.names}
    columns |= {name: made.column(name) for name in hook.fields}
    texts = pa.record_batch(list(columns.values()), names=list(columns))
    reasons = made.column(HELD)
    is_held = pc.is_valid(reasons)
    if not pc.any(is_held).as_py():
        return Hooked(found=found, texts=texts, held=pa.RecordBatch.from_pylist([], schema=REJECTS))
    out = found.filter(is_held)
    held = pa.record_batch(
        [
            *(out.column(name) for name in REJECTS.names[:3]),
            pa.nulls(len(out), pa.string()),
            pa.array(["set-aside"] * len(out), pa.string()),
            reasons.filter(is_held),
            pa.nulls(len(out), pa.int32()),
        ],
        schema=REJECTS,
    )
    return Hooked(found=found, texts=texts.filter(pc.invert(is_held)), held=held)


def as_found(rejects: Any, hooked: Hooked) -> Any:
    """Rejected cells of a batch with their texts as they stand in the file."""
    if hooked.texts is hooked.found or not len(rejects):
        return rejects
    places = pc.index_in(rejects.column("@record"), value_set=hooked.found.column("@record"))
    texts = rejects.column("text")
    for name in pc.unique(rejects.column("field").drop_null()).to_pylist():
        if name in hooked.found.schema.names:
            own = pc.fill_null(pc.equal(rejects.column("field"), name), False)
            texts = pc.if_else(own, hooked.found.column(name).take(places), texts)
    return rejects.set_column(rejects.schema.get_field_index("text"), REJECTS.field("text"), texts)


def change_issues(hook: Hook | None, batches: Sequence[Hooked], table: Arranged) -> Iterator[Issue]:
    """A note for each field of a table whose texts the hook changed: in how many records, and the first of them."""
    for name in () if hook is None else hook.fields:
        count, first = 0, None
        for batch in batches:
            places = np.flatnonzero(_changed(batch, name))
            count += len(places)
            if first is None and len(places):
                first = batch, int(places[0])
        if first is None:
            continue
        batch, place = first
        record = batch.texts.column("@record")[place]
        row = pc.index(batch.found.column("@record"), record).as_py()
        yield Issue(
            code="changed-by-hook",
            file=table.file,
            sheet=table.sheet,
            record=record.as_py(),
            line=batch.found.column("@line")[row].as_py(),
            field=name,
            column=table.title_of(name),
            text=batch.found.column(name)[row].as_py(),
            note=f"→ {batch.texts.column(name)[place].as_py() or ''}".rstrip(),
            count=count,
        )


def _changed(batch: Hooked, name: str) -> Any:
    """Which texts to clean are not those that were found."""
    places = pc.index_in(batch.texts.column("@record"), value_set=batch.found.column("@record"))
    found, made = batch.found.column(name).take(places), batch.texts.column(name)
    alike = pc.or_(pc.fill_null(pc.equal(found, made), False), pc.and_(pc.is_null(found), pc.is_null(made)))
    return pc.invert(alike).to_numpy(zero_copy_only=False)
