"""What is counted, added up or averaged over groups of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from publisher.site.frame import Site
from publisher.site.rows import field_title, unit
from publisher.spec.model import Field

_FORM = re.compile(r"(sum|mean)\((.+)\)")
_PLACES = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """``verb``: ``count``, ``sum`` or ``mean``; ``field``: of what, None for a count."""

    verb: str
    field: str | None = None

    def over(self, keys: Any, table: pa.Table) -> dict[Any, Decimal | None]:
        """Key -> what the rows of that key come to, None when none of them has a value; a null key is one, too.

        ``keys``: an array as long as ``table``. Exact for decimals, and in one thread, so that floats always add up
        in one order.
        """
        if self.field is None:
            counted = pa.table({"key": keys}).group_by("key", use_threads=False).aggregate([([], "count_all")])
            return dict(zip(counted["key"].to_pylist(), map(Decimal, counted["count_all"].to_pylist()), strict=True))
        grouped = pa.table({"key": keys, "value": table.column(self.field)}).group_by("key", use_threads=False)
        summed = grouped.aggregate([("value", "sum"), ("value", "count")])
        found = (summed[name].to_pylist() for name in ("key", "value_sum", "value_count"))
        return {key: self._of(total, count) for key, total, count in zip(*found, strict=True)}

    def _of(self, total: Any, count: int) -> Decimal | None:
        if total is None or count == 0:
            return None
        exact = total if isinstance(total, Decimal) else Decimal(repr(total))
        if not exact.is_finite():
            return None
        if self.verb == "mean":
            return (exact / count).quantize(_PLACES)
        return exact if exact == exact.to_integral_value() else exact.normalize()

    def title(self, site: Site, fields: Mapping[str, Field]) -> str:
        """In words, with the unit or currency."""
        words = site.words
        if self.field is None:
            return words.gettext("Number of rows")
        field = fields[self.field]
        title = field_title(site, field).text
        if said := unit(site, field):
            title = f"{title} ({said})"
        return (words.gettext("Sum: %(field)s") if self.verb == "sum" else words.gettext("Mean: %(field)s")) % {
            "field": title
        }


def measure(y: str) -> Measure:
    """What a chart's ``y`` asks for."""
    found = _FORM.fullmatch(y)
    return Measure(verb=found[1], field=found[2]) if found else Measure(verb="count")


def known(values: Mapping[Any, Decimal | None]) -> dict[Any, Decimal]:
    """Those that have a value."""
    return {key: value for key, value in values.items() if value is not None}
