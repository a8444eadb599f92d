"""Bytes of an index by name and range, from a folder or over HTTP."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from search_index.model import SearchError

_TIMEOUT = 30
_WHOLE_LIMIT = 64 << 20


class Store(Protocol):
    """Where an index lies."""

    def read(self, name: str, start: int, length: int) -> bytes:
        """Exactly ``length`` bytes of file ``name`` from ``start``. Raises SearchError."""

    def whole(self, name: str) -> bytes:
        """All of file ``name``. Raises SearchError."""


class Folder:
    """An index in a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str, start: int, length: int) -> bytes:
        try:
            with (self._path / name).open("rb") as stream:
                stream.seek(start)
                data = stream.read(length)
        except OSError as error:
            raise SearchError(f"{self._path / name} cannot be read: {error.strerror}; build the index again") from error
        return _complete(data, length, str(self._path / name))

    def whole(self, name: str) -> bytes:
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError as error:
            raise SearchError(
                f"there is no search index in {self._path}; build one with publish or index, or name another"
            ) from error
        except OSError as error:
            raise SearchError(f"{self._path / name} cannot be read: {error.strerror}") from error


class Web:
    """An index on a web server. Where the server knows no ranges, whole files are fetched, once each."""

    def __init__(self, address: str) -> None:
        self._address = address if address.endswith("/") else address + "/"
        self._files: dict[str, bytes] = {}

    def read(self, name: str, start: int, length: int) -> bytes:
        if name not in self._files:
            status, data = self._fetch(name, f"bytes={start}-{start + length - 1}")
            if status == 206:
                return _complete(data, length, self._address + name)
            self._files[name] = data
        return _complete(self._files[name][start : start + length], length, self._address + name)

    def whole(self, name: str) -> bytes:
        return self._fetch(name, None)[1]

    def _fetch(self, name: str, span: str | None) -> tuple[int, bytes]:
        address = urllib.parse.urljoin(self._address, urllib.parse.quote(name))
        request = urllib.request.Request(address, headers={"Range": span} if span else {})  # noqa: S310  # see open()
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
                return answer.status, answer.read(_WHOLE_LIMIT)
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            raise SearchError(f"{address} cannot be read: {reason}; is this the address of a search index?") from error


def _complete(data: bytes, length: int, name: str) -> bytes:
    if len(data) != length:
        raise SearchError(f"{name} is shorter than the index says; build or copy the index again")
    return data


class Volume:
    """Files read as one long run of bytes."""

    def __init__(self, store: Store, files: Sequence[tuple[str, int]]) -> None:
        self._store = store
        self._files = files

    def read(self, address: int, length: int) -> bytes:
        """Exactly ``length`` bytes from ``address``."""
        parts = []
        begin = 0
        for name, size in self._files:
            end = begin + size
            if address < end and length > 0:
                held = min(length, end - address)
                parts.append(self._store.read(name, address - begin, held))
                address, length = address + held, length - held
            begin = end
        if length:
            raise SearchError("the index points beyond its own end; build or copy the index again")
        return parts[0] if len(parts) == 1 else b"".join(parts)
