"""Many issues as few lines: one for each kind and field, with the first examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publisher.check.model import IssueSummary
from publisher.issues import KINDS, Issue
from publisher.spec.model import Field

EXAMPLES = 3
_WEIGHT = {"error": 0, "warning": 1, "info": 2}


def summaries(fields: Sequence[Field], issues: Iterable[Issue]) -> tuple[IssueSummary, ...]:
    """One summary for each kind and field: errors first, then by code, then in the order of the fields.

    ``total`` counts what the issues stand for (their ``count``); the examples are the first in the order given.
    """
    groups: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in issues:
        groups.setdefault((issue.code, issue.field), []).append(issue)
    place = {field.name: number for number, field in enumerate(fields)}

    def order(group: tuple[str, str | None]) -> tuple[int, str, int, str]:
        code, field = group
        return _WEIGHT[KINDS[code].severity], code, place.get(field or "", -1), field or ""

    return tuple(
        IssueSummary(
            code=code,
            field=field,
            total=sum(issue.count for issue in groups[code, field]),
            examples=tuple(groups[code, field][:EXAMPLES]),
        )
        for code, field in sorted(groups, key=order)
    )
