"""The text of a file as UTF-8 whose records a splitter can part: the file itself, or a copy on disk that is mapped."""

from __future__ import annotations

import codecs
import mmap
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from publisher.read.table import Dialect
from publisher.read.text.delimiters import Found, detect
from publisher.read.text.encoding import Choice
from publisher.read.text.escaped import escaped_delimiter, without_escapes
from publisher.read.text.fixed import DELIMITER, QUOTE, as_delimited, find_fields

_BLOCK = 1 << 23
_SAMPLE = 1 << 20
_AGREEING = 0.9
_WRAPPED = 200
_ESCAPED = ("\t", ",", ";", "|")  # delimiters that a backslash is looked for before
# A line that rules a table off: |---|---|, +----+----+ or ----+----.
_BORDER = re.compile(r"^[ \t]*[|+]?[-=:]{2,}[ \t]*(?:[|+][-=: \t]*)+$", re.MULTILINE)
MARK = codecs.BOM_UTF8


def as_utf8(data: mmap.mmap, choice: Choice, folder: Path) -> Any:
    """The text as UTF-8 bytes without its first marks: the file itself where it is UTF-8, else a copy on disk."""
    skip = choice.skip
    if choice.encoding == "utf-8" and not (choice.damaged or choice.restore or choice.twice):
        return memoryview(data)[skip:]
    decoder = codecs.getincrementaldecoder(choice.encoding)("replace" if choice.damaged else "strict")
    target = folder / "text.utf8"
    with target.open("w+b") as stream:
        for start in range(skip, len(data), _BLOCK):
            chunk = decoder.decode(data[start : start + _BLOCK], final=start + _BLOCK >= len(data))
            stream.write(choice.content(chunk))
        stream.flush()
        copy = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if stream.tell() else b""
    target.unlink()
    view = memoryview(copy)
    return view[len(MARK) :] if bytes(view[: len(MARK)]) == MARK else view


def split_by(text: Any, folder: Path, delimiter: str | None) -> tuple[Any, Found, bool]:
    """The text, how its records are parted, and whether its columns are guessed from their places on the page.

    Lines with columns at fixed places, and records that end with the control character made for it (RS, 0x1e), come as
    a copy in which an unused character parts the cells, and a line end the records.
    """
    sample = bytes(text[:_SAMPLE]).decode("utf-8", "ignore")
    if "\x1e" in sample and not re.search("(?<!\x1e)[\r\n]", sample.replace("\r\n", "\n")):
        text = _copy(folder, (re.sub("\x1e(?:\r\n|\n|\r)?", "\n", part) for part in _parts(text, "\x1e")))
        sample = bytes(text[:_SAMPLE]).decode("utf-8", "ignore")
    found = detect(sample, delimiter=delimiter)
    escaped = escaped_delimiter(sample[: sample.rfind("\n") + 1], (delimiter,) if delimiter else _ESCAPED)
    if escaped is not None:
        text = _copy(folder, (without_escapes(part, escaped[0]) for part in _parts(text, "\n")))
        return text, Found(dialect=Dialect(delimiter=DELIMITER, quote=QUOTE), width=escaped[1]), False
    if delimiter is not None:
        return text, found, False
    if found.dialect.delimiter == "|" and _BORDER.search(sample):
        return _copy(folder, (_BORDER.sub("", part) for part in _parts(text, "\n"))), found, False
    if found.width == 1 and _is_wrapped(sample):
        text = _copy(folder, (line + "\n" for line in _unwrapped(_lines(text))))
        return text, detect(bytes(text[:_SAMPLE]).decode("utf-8", "ignore")), False
    fields = find_fields(sample)
    known = found.dialect.delimiter != " " and found.agreeing >= _AGREEING
    if fields is None or len(fields.starts) < found.width or (known and len(fields.starts) == found.width):
        return text, found, False
    text = _copy(folder, (line + "\n" for line in as_delimited(_lines(text), fields)))
    return text, Found(dialect=Dialect(delimiter=DELIMITER, quote=QUOTE), width=len(fields.starts)), True


def _is_wrapped(sample: str) -> bool:
    """Whether each line is one quoted cell that holds a record with quotes of its own, doubled."""
    lines = [line for line in sample.splitlines() if line.strip()][:_WRAPPED]
    whole = [line for line in lines if re.fullmatch(r'"(?:[^"]|"")*"', line)]
    return len(lines) > 2 and len(whole) == len(lines) and detect("\n".join(_unwrapped(lines))).width > 1


def _unwrapped(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        whole = len(line) > 1 and line[0] == line[-1] == '"'
        yield line[1:-1].replace('""', '"') if whole else line


def _lines(text: Any) -> Iterator[str]:
    """The lines of a text, without their ends."""
    for part in _parts(text, "\n"):
        yield from re.split("\r\n|\n|\r", part.removesuffix("\n").removesuffix("\r"))


def _parts(text: Any, ending: str) -> Iterator[str]:
    """The text in pieces of some size that end as records do."""
    start = 0
    while start < len(text):
        piece = bytes(text[start : start + _BLOCK])
        if start + _BLOCK < len(text):
            piece = piece[: piece.rfind(ending.encode()) + 1] or piece
        start += len(piece)
        yield piece.decode("utf-8", "replace")


def _copy(folder: Path, parts: Iterator[str]) -> Any:
    """Text as UTF-8 on disk, mapped."""
    target = folder / "parted.utf8"
    with target.open("w+b") as stream:
        for part in parts:
            stream.write(part.encode("utf-8", "replace"))
        stream.flush()
        copy = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if stream.tell() else b""
    target.unlink()
    return memoryview(copy)
