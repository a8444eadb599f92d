"""Reading what departments send: text first, with positions, in a limited child process.

``read(snapshot)`` gives every table of a file as a :class:`~publisher.read.table.RawTable`: the cells as text, exactly
as they stand, with the record number of each row and a second count of the records by other means. Nothing is typed,
trimmed or dropped here. ``decode(data, declared)`` gives text from bytes, and says which encoding it took and why.

No parser of untrusted files runs in the caller's process: :mod:`publisher.read.child` runs it in a child with limits on
memory, time, file size and network, so that a hostile file ends as a :class:`~publisher.errors.SourceError`.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from publisher.read.encoding import Decoded, decode

if TYPE_CHECKING:
    from publisher.read.table import RawTable
    from publisher.snapshot import Snapshot
    from publisher.spec.model import Source

__all__ = ["Decoded", "decode", "read"]

_OPTIONS = ("encoding", "delimiter", "sheet", "table", "records")


def read(snapshot: Snapshot, *, source: Source | None = None) -> tuple[RawTable, ...]:
    """Every table of a received file, in the file's order; an empty file has none.

    ``source`` carries what is declared: encoding, delimiter, sheet, table, records. What it leaves open, and everything
    without it, is found by the file's content. Raises SourceError naming the file and the reason: a kind that is not
    read, damage, hostility, a limit of time, memory, columns or depth.
    """
    from publisher.read import child

    child.start()
    from publisher.read import sink

    declared = asdict(source) if source is not None else {}
    options = {key: declared.get(key) for key in _OPTIONS}
    with TemporaryDirectory(prefix="daylight-read-") as folder:
        manifests = child.run(
            "publisher.read.reader.read_path",
            str(snapshot.path),
            snapshot.name,
            options,
            folder,
            name=snapshot.name,
            size=snapshot.size,
        )
        return tuple(sink.load(Path(folder), manifest) for manifest in manifests)
