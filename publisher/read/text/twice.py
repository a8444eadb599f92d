"""UTF-8 that was read as Windows-1252 or ISO 8859-1 and written as UTF-8 once more: ``Ã©`` for ``é``.

Both mistaken encodings give each byte a character of its own, so going back loses nothing. It may be done where every
character of the whole file allows it and what comes out is UTF-8 throughout.
"""

from __future__ import annotations

import codecs
import re

_CHUNK = 1 << 22
_LONGEST = 1 << 12
_RUN = re.compile(rb"[\x80-\xff]+")
# The five bytes that Windows-1252 leaves open are control characters there (WHATWG Encoding Standard, index).
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# What each character is as a byte, written as the character of that number; U+FFFD for those that are none.
_BYTES = {
    "Windows-1252": dict.fromkeys(_WINDOWS, "\ufffd") | {ord(text): chr(code) for code, text in _WINDOWS.items()},
    "ISO 8859-1": {},
}


def written_twice(data: bytes | memoryview) -> str | None:
    """The encoding that UTF-8 was mistaken for before it was written as the UTF-8 ``data``; None where it was not."""
    first = _first_run(data)
    likely = (mistaken for mistaken in _BYTES if first and _goes_back(first, mistaken, cut=True))
    return next((mistaken for mistaken in likely if _goes_back(data, mistaken)), None)


def once(text: str, mistaken: str) -> bytes:
    """The UTF-8 that ``text`` was before it was read as ``mistaken``. Raises UnicodeEncodeError where it was none."""
    return text.translate(_BYTES[mistaken]).encode("latin-1")


def _first_run(data: bytes | memoryview) -> bytes:
    """The first bytes beyond ASCII that stand together, of which all go back if the file does."""
    for start in range(0, len(data), _CHUNK):
        chunk = bytes(data[start : start + _CHUNK])
        found = None if chunk.isascii() else _RUN.search(chunk)
        if found is not None:
            at = start + found.start()
            run = _RUN.match(bytes(data[at : at + _LONGEST]))
            return run[0] if run is not None else b""
    return b""


def _goes_back(data: bytes | memoryview, mistaken: str, *, cut: bool = False) -> bool:
    reader = codecs.getincrementaldecoder("utf-8")("strict")
    again = codecs.getincrementaldecoder("utf-8")("strict")
    beyond = False
    try:
        for start in range(0, len(data), _CHUNK):
            content = once(reader.decode(bytes(data[start : start + _CHUNK])), mistaken)
            beyond = beyond or not content.isascii()
            again.decode(content)
        again.decode(b"", final=not cut)
    except UnicodeError:
        return False
    return beyond
