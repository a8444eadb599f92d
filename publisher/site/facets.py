"""What a list can be narrowed by: facets with exact counts, orders, and the sentences its script says.

The page holds all of it (``pages/filter.html``): without script the entries are all shown and a value is a link where
it has a page; ``scripts/filter.ts`` turns the values into boxes to tick. An entry carries its values as
``data-<facet>`` (:func:`attributes`), so that nothing has to be fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from publisher.site.assets import Asset
from publisher.site.frame import Said, Site

Values = Mapping[str, Sequence[str]]  # of one entry: facet -> its values, which must not hold spaces

_TICKED = 12  # a facet of more values is a choice of one from a list


@dataclass(frozen=True, kw_only=True)
class Option:
    """One value of a facet. ``href``: its own page. ``count``: how many entries have it."""

    value: str
    title: Said
    count: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """``name``: that of the entries' ``data-<name>`` and of the address's fragment; ``select``: one value at a time."""

    name: str
    title: str
    options: tuple[Option, ...]
    select: bool


@dataclass(frozen=True, kw_only=True)
class Sort:
    """An order: ``key`` is that of the entries' ``data-sort-<key>``; empty is the page's own."""

    key: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Filters:
    """All that narrows one list. ``whole``, ``some``, ``none``: what is found, with {shown} and {total}.

    ``script`` is None when it was not built.
    """

    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]
    whole: str
    some: str
    none: str
    script: Asset | None


def facet(
    site: Site,
    entries: Iterable[Values],
    name: str,
    title: str,
    said: Callable[[str], Said],
    *,
    href: Callable[[str], str] = lambda _: "",
    order: Callable[[str], object] | None = None,
) -> Facet | None:
    """The facet ``name`` of all values that ``entries`` have; None when there is nothing to choose between.

    ``said``: a value as a reader sees it. The values stand by ``order``, or the commonest first.
    """
    counts = Counter(value for values in entries for value in dict.fromkeys(values[name]))
    if len(counts) < 2:
        return None
    values = sorted(counts, key=order or (lambda value: (-counts[value], value)))  # type: ignore[arg-type]
    return Facet(
        name=name,
        title=title,
        options=tuple(
            Option(value=value, title=said(value), count=site.words.number(counts[value]), href=href(value))
            for value in values
        ),
        select=len(values) > _TICKED,
    )


def filters(site: Site, facets: Iterable[Facet | None], sorts: Iterable[Sort], *, whole: str, some: str) -> Filters:
    """``whole``: what the list is when nothing narrows it, "12 datasets"; ``some``: "{shown} of {total} datasets"."""
    return Filters(
        facets=tuple(found for found in facets if found is not None),
        sorts=tuple(sorts),
        whole=whole,
        some=some,
        none=site.words.gettext("Nothing matches. Remove a filter or use fewer words."),
        script=site.assets.get("filter.js"),
    )


def attributes(values: Values, sorts: Mapping[str, str | int]) -> tuple[tuple[str, str], ...]:
    """What an entry carries for the script: ``data-department`` -> ``finance``, ``data-sort-rows`` -> ``120``."""
    found = [(f"data-{name}", " ".join(those)) for name, those in values.items() if those]
    return (*found, *((f"data-sort-{key}", str(value)) for key, value in sorts.items()))
