"""Titles of columns from one or more header rows."""

from __future__ import annotations

from collections.abc import Sequence


def join_titles(rows: Sequence[Sequence[str]], *, width: int) -> list[str]:
    """The rows' texts joined by a space, column by column; a parent title reaches to the next one in its row.

    It reaches only where a lower row has a title, and never from the lowest row.
    """
    columns: list[list[str]] = [[] for _ in range(width)]
    for i, row in enumerate(rows):
        below = rows[i + 1 :]
        current = ""
        for column in range(width):
            if row[column]:
                current = row[column]
            reaches = row[column] or (current and any(other[column] for other in below))
            if reaches and current:
                columns[column].append(current)
            elif not reaches:
                current = ""
    return [" ".join(" ".join(texts).split()) for texts in columns]
