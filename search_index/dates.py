"""Dates as searchers write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?\Z", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?\Z", re.ASCII)


def period(text: str) -> tuple[int, int] | None:
    """First and last day, as ordinals, of 2016, 2016-10, 2016/10/8, 20161008, 2016年10月 or 2016年10月8日."""
    folded = unicodedata.normalize("NFKC", text).strip()
    found = _DATE.match(folded) or _COMPACT.match(folded)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or year == 0:
        return None
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return first.toordinal(), first.toordinal()
    last_month = month or 12
    return first.toordinal(), dt.date(year, last_month, calendar.monthrange(year, last_month)[1]).toordinal()
