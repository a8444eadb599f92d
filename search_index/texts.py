"""Whole bodies, compressed, for showing the passage that matched.

Short bodies share a block; a long one is cut into pieces, each a block of its own. A card says where its body is.
"""

from __future__ import annotations

from search_index.cards import TextPlace, plain
from search_index.codec import deflate, inflate
from search_index.volumes import VolumeWriter

BLOCK = 16_384
"""Bytes of text in a block of several bodies, about."""

PIECE = 8_192
"""Characters of a long body in one block."""

_BETWEEN = "\0"


class TextWriter:
    """Takes bodies in order; tells where each is once its block is written."""

    def __init__(self, volume: VolumeWriter) -> None:
        self._volume = volume
        self._waiting: list[str] = []
        self._size = 0

    def add(self, body: str) -> list[TextPlace]:
        """Add the next body. Returns the places of all bodies that are settled by it, in order."""
        text = plain(body).replace(_BETWEEN, " ")
        if len(text) > PIECE:
            return [*self.flush(), self._long(text)]
        self._waiting.append(text)
        self._size += len(text.encode("utf-8", "replace"))
        return self.flush() if self._size >= BLOCK else []

    def flush(self) -> list[TextPlace]:
        """Write the bodies that wait."""
        if not self._waiting:
            return []
        data = deflate(_BETWEEN.join(self._waiting).encode("utf-8", "replace"))
        address = self._volume.write(data)
        places: list[TextPlace] = [(address, at, len(data)) for at in range(len(self._waiting))]
        self._waiting.clear()
        self._size = 0
        return places

    def _long(self, text: str) -> TextPlace:
        pieces = [deflate(text[at : at + PIECE].encode("utf-8", "replace")) for at in range(0, len(text), PIECE)]
        addresses = [self._volume.write(piece) for piece in pieces]
        return (addresses[0], 0, *map(len, pieces))


def decode_block(data: bytes) -> list[str]:
    """The bodies, or the piece of one, in a block."""
    return inflate(data).decode().split(_BETWEEN)
