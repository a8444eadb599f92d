"""The city's bus and ferry lines: number, where it runs from and to, passengers on a usual day."""

from __future__ import annotations

from dataclasses import dataclass

from datasets.generator.city import STREETS


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line. ``code``: as the ticket machines know it, its zeros included."""

    code: str
    mode: str
    usual: int


def _lines() -> tuple[Line, ...]:
    """Thirty-four bus lines (the low numbers carry most), two night lines, two ferries."""
    buses = [
        Line(code=f"{number:03d}", mode="bus", usual=round(5200 / (1 + number / 6)) + 140) for number in range(1, 35)
    ]
    nights = [Line(code=f"N{number:02d}", mode="night-bus", usual=210 - 60 * number) for number in (1, 2)]
    ferries = [Line(code="F01", mode="ferry", usual=2600), Line(code="F02", mode="ferry", usual=900)]
    return (*buses, *nights, *ferries)


LINES = _lines()
CROSSINGS = tuple((one, two) for one in STREETS for two in STREETS if one.code != two.code)
