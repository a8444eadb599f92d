"""Reading what departments send: text first, with positions, in a limited child process.

``read(snapshot)`` gives every table of a file as a :class:`~publisher.read.table.RawTable`: the cells as text, exactly
as they stand, with the record number of each row and a second count of the records by other means. Nothing is typed,
trimmed or dropped here. ``decode(data, declared)`` gives text from bytes, and says which encoding it took and why.

No parser of untrusted files runs in the caller's process: :mod:`publisher.read.child` runs it in a child with limits on
memory, time, file size and network, so that a hostile file ends as a :class:`~publisher.errors.SourceError`.

The way of a file: :mod:`~publisher.read.child` asks the :mod:`~publisher.read.warm` process for a child, in which
:mod:`~publisher.read.reader` looks at what kind of file it is (:mod:`~publisher.read.sniff`), has it unpacked where it
is ``packed``, and gives it to one of ``text``, ``json``, ``xml``, ``pages``, ``sheets``, ``maps`` and ``pdf``. Each
of these writes its rows into a :mod:`~publisher.read.sink`, out of which the caller loads the table. What a file holds
beside its tables, and its program does not show, is found by ``unseen``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from publisher.errors import Place, SourceError
from publisher.read.text.encoding import Decoded, decode
from publisher.read.text.families import codec_of

if TYPE_CHECKING:
    from publisher.issues import Issue
    from publisher.read.table import RawTable
    from publisher.snapshot import Snapshot
    from publisher.spec.model import Source

__all__ = ["Decoded", "decode", "read", "unseen_in"]

_OPTIONS = ("encoding", "delimiter", "sheet", "table", "records", "member")
# What is packed, or read element by element, may take the time of a file so many times its size.
_SLOW, _TIMES = (b"PK\3\4", b"\x1f\x8b", b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<", b"%PDF"), 8

# What files begin with that may hold more than they show: packages, old workbooks, PDF, pages.
_SPACE, _MAY_HIDE = (
    b" \t\r\n\xef\xbb\xbf",
    (b"PK", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF", b"<", b"\xff\xfe<", b"\xfe\xff"),
)


def read(snapshot: Snapshot, *, source: Source | None = None) -> tuple[RawTable, ...]:
    """Every table of a received file, in the file's order; an empty file has none.

    ``source`` carries what is declared: encoding, delimiter, sheet, table, records, member. What it leaves open, and
    everything without it, is found by the file's content. Each member of a zip archive is a file of its own, called
    ``archive.zip!member.csv``. Raises SourceError naming the file and the reason: a kind that is not read, damage,
    hostility, a limit of time, memory, columns or depth; and, since a declared source is published, a file or member
    without a table, or one that is not in the declared encoding.
    """
    from publisher.read import child

    child.start()
    from publisher.read import sink

    declared = asdict(source) if source is not None else {}
    options = {key: declared.get(key) for key in _OPTIONS} | {"declared": source is not None}
    with TemporaryDirectory(prefix="daylight-read-") as folder:
        manifests = child.run(
            "publisher.read.reader.read_path",
            str(snapshot.path),
            snapshot.name,
            options,
            folder,
            name=snapshot.name,
            size=snapshot.size * (_TIMES if _is_slow(snapshot) else 1),
        )
        tables = tuple(sink.load(Path(folder), manifest) for manifest in manifests)
    if source is not None:
        _check_tables(tables, snapshot)
        _check_encoding(tables, source.encoding)
    return tables


def unseen_in(snapshot: Snapshot) -> tuple[Issue, ...]:
    """What a file holds that its program does not show (:mod:`publisher.read.unseen`); nothing in plain data.

    Of a file that cannot be read, or not looked through within the limits, nothing is known.
    """
    from publisher.issues import Issue
    from publisher.read import child

    with snapshot.path.open("rb") as stream:
        if not stream.read(512).lstrip(_SPACE).startswith(_MAY_HIDE):
            return ()
    try:
        found = child.run(
            "publisher.read.unseen.look.look_at",
            str(snapshot.path),
            snapshot.name,
            name=snapshot.name,
            size=snapshot.size * _TIMES,
        )
    except SourceError:
        return ()
    return tuple(Issue(**issue) for issue in found)


def _is_slow(snapshot: Snapshot) -> bool:
    with snapshot.path.open("rb") as stream:
        return stream.read(4).startswith(_SLOW)


def _check_tables(tables: Sequence[RawTable], snapshot: Snapshot) -> None:
    """Raise SourceError for a file that gave no table: published without it, its records would be lost in silence."""
    from publisher.read.sniff import is_empty

    if tables:
        return
    empty = is_empty(snapshot.path)
    raise SourceError(
        "the file is empty" if empty else "no table was found in the file",
        place=Place(file=snapshot.name),
        remedy="Ask the department for the file again, or take it away if it is not meant to be published."
        if empty
        else "Look whether it is the right file, and at sheet:, table: and records: of its source.",
    )


def _check_encoding(tables: Sequence[RawTable], declared: str | None) -> None:
    """Raise SourceError for a file whose bytes do not fit the declared encoding, whatever they fit instead."""
    for table in tables:
        if declared is None or table.encoding is None:
            continue
        known = codec_of(declared)
        # Which end of UTF-16 and UTF-32 comes first is the file's to say.
        if known is not None and known in {table.encoding, table.encoding.removesuffix("-le").removesuffix("-be")}:
            continue
        damaged = any(issue.code == "encoding-error" for issue in table.issues)
        fits = "no encoding that was tried" if damaged else table.encoding
        says = "which is no known encoding; its bytes" if known is None else "and its bytes do not fit it; they"
        remedy = "Ask the department for the file again"
        if not damaged:
            remedy += f", or declare encoding: {table.encoding} in its source if the text reads well so"
        raise SourceError(
            f"the file is declared as {declared}, {says} fit {fits}", place=Place(file=table.file), remedy=f"{remedy}."
        )
