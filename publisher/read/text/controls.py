"""Control characters that were letters: Windows-1252 read as ISO 8859-1, then written as UTF-8.

U+0080 to U+009F mean nothing in text. Where a file has them, and each stands for a character of Windows-1252 that the
file has nowhere else, putting those in their places can be undone without loss, and so is safe.
"""

from __future__ import annotations

import re

_CHUNK = 1 << 22
_CONTROL = re.compile(rb"\xc2([\x80-\x9f])")
_NEXT_LINE = 0x85


def reversible(data: bytes | memoryview) -> bool:
    """Whether valid UTF-8 has such control characters, and all of them can be put back one to one."""
    found: set[int] = set()
    for start in range(0, len(data), _CHUNK):
        # One byte more, for a character on the edge.
        chunk = bytes(data[start : start + _CHUNK + 1])
        if not chunk.isascii():
            found |= {code[1][0] for code in _CONTROL.finditer(chunk)}
    letters = {code: _letter(code) for code in found}
    if not found - {_NEXT_LINE} or not all(letters.values()):
        return False
    others = b"|".join(re.escape(letter) for letter in letters.values() if letter)
    return not re.search(others, data)


def restored(text: bytes) -> bytes:
    """UTF-8 with the letters in their places."""
    return _CONTROL.sub(lambda found: _letter(found[1][0]) or found[0], text)


def _letter(code: int) -> bytes:
    """The character of Windows-1252 in UTF-8; none for the five codes it leaves open."""
    return bytes([code]).decode("cp1252", "ignore").encode("utf-8")
