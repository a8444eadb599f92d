"""What a person should know of a dataset's folder that no release tells: a file that nothing reads, a draft that nobody
has reviewed.

Neither is a finding of the data: the release may be whole. But a month that nobody declared is missing all the same.
"""

from __future__ import annotations

import re
from pathlib import Path

from publisher.spec.model import DatasetSpec

_REVIEW = re.compile(r"#[^\n]*?\bREVIEW\b(?P<told>[^\n]*)")
_ORDER = "is marked REVIEW."  # the line of a draft that tells of the others
_OF_THE_DESKTOP = re.compile(r"[.~].*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_MOST_NAMED = 3


def notes(spec: DatasetSpec) -> tuple[str, ...]:
    """Sentences about the folder of a dataset, each with what to do; none when all is in order."""
    return tuple(told for told in (_unread(spec), _unreviewed(spec)) if told)


def unread(spec: DatasetSpec) -> tuple[str, ...]:
    """The files below ``raw/`` that no source reads, as paths below the dataset's folder, sorted.

    A PDF is no source of records, so it may lie beside the table that was copied off it.
    """
    read = {path for source in spec.sources for path in spec.folder.glob(source.path)}
    return tuple(
        sorted(
            path.relative_to(spec.folder).as_posix()
            for path in (spec.folder / "raw").rglob("*")
            if path.is_file()
            and path not in read
            and path.suffix.lower() != ".pdf"
            and not _OF_THE_DESKTOP.fullmatch(path.name)
        )
    )


def _unread(spec: DatasetSpec) -> str:
    files = unread(spec)
    if not files:
        return ""
    named = ", ".join(files[:_MOST_NAMED]) + (f" and {len(files) - _MOST_NAMED:,} more" if files[_MOST_NAMED:] else "")
    what = "is read by no source" if len(files) == 1 else "are read by no source"
    return f"{named} {what}: let a path: in {spec.path} match it, such as raw/*{Path(files[0]).suffix}, or take it away"


def _unreviewed(spec: DatasetSpec) -> str:
    """How many marks of ``daylight add`` are left. The file was read a moment ago; gone since, it has none."""
    try:
        text = (spec.folder / Path(spec.path).name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    marks = [found for found in _REVIEW.finditer(text) if not found.group().endswith(_ORDER)]
    if not marks:
        return ""
    personal = sum("personal data" in mark["told"] for mark in marks)
    what = "1 line is" if len(marks) == 1 else f"{len(marks)} lines are"
    asked = f", {personal} of them about personal data" if personal else ""
    return f"{what} still marked REVIEW in {spec.path}{asked}: decide each, then delete the mark"
