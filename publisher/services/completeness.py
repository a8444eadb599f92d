"""How complete a service guide is: indicator 5, "guide completeness", passed of applicable checks.

A check that has nothing to look at (no materials, so none can be a catch-all) is not applicable and counts neither way.
The checks of a material's own source, necessity, form and sample wait for fields that say them, and are not counted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from publisher.services.model import Service

FORMULA = "1"
_ARTICLE = re.compile(
    r"第\s*[一二三四五六七八九十百零〇\d]+\s*[条款项章]|§\s*\d+|"
    r"\b(?:art(?:icle)?s?|sections?|sec|ss?|reg(?:ulation)?s?|para(?:graph)?s?|rules?|schedules?|chapters?|parts?)\.?\s*\d+",
    re.IGNORECASE,
)
_CATCH_ALL = re.compile(
    r"(?:其他|其它)(?:的|有关|相关|所需|必要|需要)*(?:申请|证明)?(?:材料|资料|文件|证件)|(?:规定|要求)的其[他它]|"
    r"\bother (?:relevant |required |necessary |supporting |appropriate )*(?:documents?|materials?|papers|evidence)\b",
    re.IGNORECASE,
)
_HOLLOW = re.compile(r"[\W_]*(?:无|暂无|略|n/?a|none|tbc|tbd|see (?:website|above|below))?[\W_]*", re.IGNORECASE)
_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """The names of checks, in their order. ``formula``: the version of this list of checks."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]
    not_applicable: tuple[str, ...]
    formula: str = FORMULA

    @property
    def score(self) -> Fraction:
        """Passed of applicable, from 0 to 1."""
        return Fraction(len(self.passed), max(1, len(self.passed) + len(self.failed)))


# Name -> whether it holds; None: not applicable.
_Check = Callable[[Service], bool | None]
_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("legal_basis", lambda service: _filled(service.legal_basis.values())),
    (
        "legal_basis_article",
        lambda service: _each(_ARTICLE, service.legal_basis.values()) if service.legal_basis else None,
    ),
    ("conditions", lambda service: _filled(service.conditions.values())),
    ("materials", lambda service: _filled(service.materials.values())),
    (
        "no_catch_all_material",
        lambda service: not _any(_CATCH_ALL, service.materials.values()) if service.materials else None,
    ),
    ("steps", lambda service: _each_filled(service.steps.values())),
    ("statutory_time", lambda service: service.statutory_days is not None),
    ("promised_time", lambda service: service.promised_days is not None),
    ("fee", lambda service: bool(service.fee)),
    ("contact", lambda service: bool(service.contact)),
    ("complaint", lambda service: bool(service.complaint)),
)


def completeness_of(service: Service, as_of: dt.date | None = None) -> Completeness:
    """Every check's outcome. ``checked_within_a_year`` is asked only with a day ``as_of`` to ask it on."""
    outcomes: list[tuple[str, bool | None]] = [(name, test(service)) for name, test in _CHECKS]
    outcomes.append(("checked_within_a_year", _recent(service.checked_on, as_of) if as_of else None))
    return Completeness(
        passed=tuple(name for name, outcome in outcomes if outcome is True),
        failed=tuple(name for name, outcome in outcomes if outcome is False),
        not_applicable=tuple(name for name, outcome in outcomes if outcome is None),
    )


def _filled(lists: Iterable[tuple[str, ...]]) -> bool:
    """Whether any language has an item with content."""
    return any(not _HOLLOW.fullmatch(item) for items in lists for item in items)


def _each_filled(lists: Iterable[tuple[str, ...]]) -> bool:
    """Whether some language has items, and each of them has content: a step that is only a heading helps nobody."""
    return any(items and all(not _HOLLOW.fullmatch(item) for item in items) for items in lists)


def _each(pattern: re.Pattern[str], lists: Iterable[tuple[str, ...]]) -> bool:
    return any(all(pattern.search(item) for item in items) for items in lists)


def _any(pattern: re.Pattern[str], lists: Iterable[tuple[str, ...]]) -> bool:
    return any(pattern.search(item) for items in lists for item in items)


def _recent(checked_on: str | None, as_of: dt.date) -> bool:
    if not checked_on:
        return False
    return dt.timedelta(0) <= as_of - dt.date.fromisoformat(checked_on) <= _YEAR
