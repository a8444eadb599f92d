"""Zip archives (xlsx, docx, ods) that are the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_DATE = (2026, 11, 2, 9, 0, 0)


def stored(members: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of ``members`` in the given order, uncompressed, each with one fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, date_time=_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def restored(data: bytes) -> bytes:
    """The same archive with its members in their order, uncompressed and with the fixed date."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return stored([(name, archive.read(name)) for name in archive.namelist()])
