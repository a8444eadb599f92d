"""A workbook's cell values as text: the value itself, never the format it is displayed in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

# Significant digits of a number in a spreadsheet; and up to where each whole number is a float of its own.
_DIGITS = 15
_EXACT = 1 << 53

CellValue = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta | None


def to_text(value: CellValue) -> str | None:
    """The value as text; None for an empty cell.

    Numbers: at most 15 significant digits, as spreadsheets keep and show them (0.1 + 0.2 is 0.3, though its float is
    0.30000000000000004), whole numbers up to 2^53 exact, without exponent and without ``.0``. Dates: ISO 8601, without
    time at midnight. Durations: hours, minutes, seconds. Booleans: TRUE, FALSE.
    """
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.timedelta):
        return _duration(value)
    return value.isoformat()


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN is the value unlike itself
        return str(value)
    if value.is_integer() and abs(value) <= _EXACT:
        return str(int(value))
    digits = format(value, f".{_DIGITS}g")
    return format(Decimal(digits), "f") if 1e-12 < abs(value) < 1e21 else digits


def _duration(value: dt.timedelta) -> str:
    sign = "-" if value < dt.timedelta() else ""
    seconds = abs(value).total_seconds()
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{int(hours):02d}:{int(minutes):02d}:{_number(seconds).zfill(2)}"
