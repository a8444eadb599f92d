"""One ruled table: its frame, its columns, its cells with their words, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.read.pdf.collapse import Span
from publisher.read.pdf.lines import cell_text
from publisher.read.pdf.page import Word

INTO = 2.0  # points that a word may reach over a rule that is not drawn beside it


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """One ruled table: its frame, the places of its columns' rules, and its cells with their words."""

    left: float
    right: float
    bottom: float
    top: float
    edges: tuple[float, ...]
    cells: dict[Span, tuple[Word, ...]]
    rows: int
    drawn: bool  # all its cells are as the rules have them: none was divided by how its words are set


def texts(lattice: Lattice) -> tuple[list[list[str]], list[Span]]:
    """The rows of texts, each place of a merged cell with its text, and the merged ranges."""
    rows = [["" for _ in lattice.edges[1:]] for _ in range(lattice.rows)]
    merged = []
    wide = len(lattice.edges) - 1
    for (first, left, last, right), words in lattice.cells.items():
        text = cell_text(words)
        if not text:
            continue
        if (first, left) != (last, right):
            merged.append((first, left, last, right))
        whole = right - left + 1 == wide  # a title or a section stands once
        for row in range(first, last + 1):
            for column in range(left, left + 1 if whole else right + 1):
                rows[row][column] = text
    return rows, merged


def is_parted(lattice: Lattice) -> bool:
    """Whether every cell stands alone between rules that are drawn."""
    return lattice.drawn and all(first == last and left == right for first, left, last, right in lattice.cells)


def is_plain(lattice: Lattice) -> bool:
    """Whether every cell stands alone between rules that are drawn, and no word reaches over one."""
    edges = lattice.edges
    return is_parted(lattice) and all(
        edges[left] - INTO <= word.left and word.right <= edges[right + 1] + INTO
        for (_, left, _, right), words in lattice.cells.items()
        for word in words
    )
