"""Reading what departments send: text first, with positions, in a limited child process.

``read(snapshot)`` gives every table of a file as a :class:`~publisher.read.table.RawTable`: the cells as text, exactly
as they stand, with the record number of each row and a second count of the records by other means. Nothing is typed,
trimmed or dropped here. ``decode(data, declared)`` gives text from bytes, and says which encoding it took and why.

No parser of untrusted files runs in the caller's process: :mod:`publisher.read.child` runs it in a child with limits on
memory, time, file size and network, so that a hostile file ends as a :class:`~publisher.errors.SourceError`.
"""

from __future__ import annotations

from publisher.read.encoding import Decoded, decode

__all__ = ["Decoded", "decode"]
