"""The profile of each field as a page shows it: how full, how many values, least, most, and the distribution."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.check.model import Profile
from publisher.site.frame import Said, Site
from publisher.site.rows import shown
from publisher.spec.model import Field
from publisher.terms import DATE_TYPES, NUMBER_TYPES

_TOP = 5
_BAR = 100  # units a full bar is wide; a histogram is as wide
_HIGH = 28
_LONGEST = 60
_IN_ORDER = {*NUMBER_TYPES, *DATE_TYPES, "identifier"}


@dataclass(frozen=True, kw_only=True)
class TopValue:
    """A frequent value, its count and share, and the length of its bar in hundredths."""

    value: Said
    count: str
    share: str
    bar: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of a histogram in the units of its picture, and what it says."""

    x: str
    y: str
    width: str
    height: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """A small picture of ``width`` by ``height``, with its text alternative."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    alternative: str


@dataclass(frozen=True, kw_only=True)
class ProfileRow:
    """One field over all rows. ``least`` and ``most`` are said of what has an order: numbers, days, identifiers.

    ``empty``: no row has a value.
    """

    filled: str
    distinct: str
    empty: bool
    least: Said
    most: Said
    top: tuple[TopValue, ...]
    histogram: Histogram | None


def profile_row(site: Site, field: Field, profile: Profile) -> ProfileRow:
    words, in_order = site.words, field.type in _IN_ORDER and field.separator is None
    return ProfileRow(
        filled=words.share(profile.rows - profile.missing, profile.rows),
        distinct=words.number(profile.distinct),
        empty=profile.missing == profile.rows,
        least=_value(site, profile.least if in_order else None, field),
        most=_value(site, profile.most if in_order else None, field),
        top=() if profile.histogram else _top(site, field, profile),
        histogram=_histogram(site, field, profile),
    )


def _value(site: Site, value: str | None, field: Field) -> Said:
    if value is None:
        return Said(text="")
    said = shown(site, value, field)
    text = said.text if len(said.text) <= _LONGEST else f"{said.text[:_LONGEST]}…"
    return Said(text=text, language=said.language)


def _top(site: Site, field: Field, profile: Profile) -> tuple[TopValue, ...]:
    """The most frequent values, unless each value is there once: then there is nothing to compare."""
    if not profile.top or profile.top[0][1] <= 1:
        return ()
    whole = profile.rows - profile.missing
    return tuple(
        TopValue(
            value=_value(site, value, field),
            count=site.words.number(count),
            share=site.words.share(count, whole),
            bar=max(1, round(_BAR * count / whole)) if whole else 0,
        )
        for value, count in profile.top[:_TOP]
    )


def _histogram(site: Site, field: Field, profile: Profile) -> Histogram | None:
    if not profile.histogram:
        return None
    words, bins = site.words, profile.histogram
    highest = max(bin_.count for bin_ in bins) or 1
    step = _BAR / len(bins)
    bars = []
    for position, bin_ in enumerate(bins):
        height = _HIGH * bin_.count / highest
        if bin_.count:
            height = max(height, 1)
        low, high = shown(site, bin_.low, field).text, shown(site, bin_.high, field).text
        bars.append(
            Bar(
                x=f"{position * step:.2f}",
                y=f"{_HIGH - height:.2f}",
                width=f"{step * 0.9:.2f}",
                height=f"{height:.2f}",
                label=f"{low} – {high}: {words.number(bin_.count)}",
            )
        )
    fullest = max(bins, key=lambda bin_: bin_.count)
    alternative = words.gettext("%(bins)s equal steps; most values, %(count)s, from %(low)s to %(high)s") % {
        "bins": len(bins),
        "count": words.number(fullest.count),
        "low": shown(site, fullest.low, field).text,
        "high": shown(site, fullest.high, field).text,
    }
    return Histogram(width=_BAR, height=_HIGH, bars=tuple(bars), alternative=alternative)
