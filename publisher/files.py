"""Files written so that a reader sees the old or the new one, and never half of one."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_CHUNK = 1 << 20


def sha256_bytes(data: bytes) -> str:
    """The hash as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """The hash of a file's bytes as 64 hex digits, read in pieces of 1 MiB."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block ends without error, it takes the name ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file under its name by one rename."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def to_json(value: Any, *, indent: int | None = 1) -> str:
    """JSON with one spelling for one value: keys sorted, no ASCII escapes, a final newline."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent) + "\n"


def write_json(path: Path, value: Any) -> None:
    """Write :func:`to_json` of ``value`` by one rename."""
    write_bytes(path, to_json(value).encode("utf-8"))


def link_or_copy(source: Path, target: Path) -> None:
    """Put ``source`` under a second name: a hard link, or a copy where the file system has none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        write_bytes(target, source.read_bytes())
