"""Whole bodies, compressed, for showing the passage that matched, where a card has not the whole body.

A body is cut into pieces, each deflated by itself and all side by side, so that what is read is the body and no other.
"""

from __future__ import annotations

from search_index.codec import deflate, inflate
from search_index.volumes import VolumeWriter

PIECE = 8_192
"""Characters of a body in one piece."""

TextPlace = tuple[int, ...]
"""Where a body is kept: address of its first piece, then the length of each."""


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


class TextWriter:
    """Writes bodies in order."""

    def __init__(self, volume: VolumeWriter) -> None:
        self._volume = volume

    def add(self, body: str) -> TextPlace:
        """Write a body, which is not empty; returns its place."""
        pieces = [deflate(body[at : at + PIECE].encode("utf-8", "replace")) for at in range(0, len(body), PIECE)]
        addresses = [self._volume.write(piece) for piece in pieces]
        return (addresses[0], *map(len, pieces))


def decode_piece(data: bytes) -> str:
    """The text of a piece."""
    return inflate(data).decode()
