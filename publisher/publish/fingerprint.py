"""Hashes that tell whether anything changed: equal inputs need no new run."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from publisher.files import sha256_bytes, sha256_file, to_json
from publisher.site.templates import templates_folder

_SOURCES = ("*.py", "*.html", "*.xml", "*.txt", "*.po", "*.css", "*.js", "*.json")
_SKIPPED = {"__pycache__", "node_modules", "scripts"}


def fingerprint(value: Any) -> str:
    """The hash of any JSON value."""
    return sha256_bytes(to_json(value).encode("utf-8"))


@functools.cache
def program() -> str:
    """The hash of this program: its code, its templates and its built scripts."""
    package = Path(__file__).parents[1]
    roots = [package, package.parent / "search_index", templates_folder()]
    return fingerprint([sha256_file(path) for root in roots for path in _program_files(root)])


def _program_files(root: Path) -> Iterable[Path]:
    files = {path for pattern in _SOURCES for path in root.rglob(pattern) if not _SKIPPED & set(path.parts)}
    return sorted(files)
