"""A map in words: its title, what it shows in a sentence, where every row is, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from publisher.site.frame import Said
from publisher.site.maps import scale
from publisher.site.maps.data import Drawn, by_area
from publisher.site.maps.model import Swatch, TableRow
from publisher.site.maps.plan import Plan
from publisher.site.maps.rows import BEYOND, OUTSIDE, WITHOUT
from publisher.site.rows import field_title


def title(plan: Plan) -> Said:
    """The declared title, or one made from what is measured."""
    words = plan.site.words
    if declared := plan.site.said(plan.chart.title):
        return declared
    if plan.field is not None:
        return Said(text=f"{measured(plan)} / {field_title(plan.site, plan.field).text}")
    return Said(text=words.gettext("Where the rows lie") if plan.measure.field is None else measured(plan))


def measured(plan: Plan) -> str:
    """What is counted, added up or averaged."""
    return plan.measure.title(plan.site, {field.name: field for field in plan.entry.spec.fields})


def alternative(plan: Plan) -> str:
    """What the picture shows, in a sentence; the whole is in the table."""
    words = plan.site.words
    named = f"{words.gettext('Map')}: {title(plan).text}."
    values = {place: value for place, value in by_area(plan).items() if place >= 0}
    if not values:
        return named
    most, least = max(values, key=lambda one: values[one]), min(values, key=lambda one: values[one])
    return f"{named} " + words.gettext(
        "Most: %(most)s, %(most_value)s; least: %(least)s, %(least_value)s. All values are below."
    ) % {
        "most": plan.site.said(plan.areas[most].name).text,
        "most_value": words.number(values[most]),
        "least": plan.site.said(plan.areas[least].name).text,
        "least_value": words.number(values[least]),
    }


def table(plan: Plan) -> Iterator[TableRow]:
    """Where all rows are: the counts add up to the rows of the release."""
    words, rows, values = plan.site.words, plan.rows, by_area(plan)
    others = {
        OUTSIDE: words.gettext("Outside all areas") if plan.areas else words.gettext("On the map"),
        BEYOND: words.gettext("Beyond the map"),
        WITHOUT: words.gettext("Without coordinates"),
    }
    if plan.field is not None:
        others = {OUTSIDE: words.gettext("Other values"), WITHOUT: words.gettext("No value")}
    for number, area in enumerate(plan.areas):
        yield _row(plan, plan.site.said(area.name), rows.count(number), values.get(number))
    for place, label in others.items():
        if count := rows.count(place):
            yield _row(plan, Said(text=label), count, values.get(place))


def _row(plan: Plan, label: Said, count: int, value: Decimal | None) -> TableRow:
    words = plan.site.words
    said = "" if plan.measure.field is None or value is None else words.number(value)
    return TableRow(label=label, count=words.number(count), value=said)


def notes(plan: Plan, made: Drawn) -> Iterator[str]:
    """Where the rows are that the picture does not show, and how large its hexagons are."""
    words, rows = plan.site.words, plan.rows
    total = rows.table.num_rows
    if plan.field is None:
        shown = len(plan.drawn)
        message = words.ngettext(
            "%(num)s of %(total)s rows is on the map.", "%(num)s of %(total)s rows are on the map.", shown
        )
        yield message % {"num": words.number(shown), "total": words.number(total)}
    if made.wide:
        size = scale.length(plan.site, round(made.wide * rows.seen.metres, -1))
        message = (
            words.gettext("A hexagon is about %(size)s wide and tells how many rows lie in it.")
            if plan.measure.field is None
            else words.gettext("A hexagon is about %(size)s wide and tells of the rows that lie in it.")
        )
        yield message % {"size": size}
    sentences = {
        OUTSIDE: words.ngettext(
            "%(num)s row lies outside all areas.", "%(num)s rows lie outside all areas.", rows.count(OUTSIDE)
        ),
        BEYOND: words.ngettext(
            "%(num)s row lies beyond the map and is not drawn.",
            "%(num)s rows lie beyond the map and are not drawn.",
            rows.count(BEYOND),
        ),
        WITHOUT: words.ngettext(
            "%(num)s row has no coordinates.", "%(num)s rows have no coordinates.", rows.count(WITHOUT)
        ),
    }
    if plan.field is not None:
        sentences = {
            OUTSIDE: words.ngettext(
                "%(num)s row names no area of the map.", "%(num)s rows name no area of the map.", rows.count(OUTSIDE)
            ),
            WITHOUT: words.ngettext(
                "%(num)s row names no area at all.", "%(num)s rows name no area at all.", rows.count(WITHOUT)
            ),
        }
    for place, sentence in sentences.items():
        if rows.count(place) and (place != OUTSIDE or plan.areas):
            yield sentence % {"num": words.number(rows.count(place))}


def legend(plan: Plan, made: Drawn) -> tuple[Swatch, ...]:
    """The colours with the values that have them, and the one for no value where something is drawn so."""
    words, ranges = plan.site.words, made.classes.ranges
    swatches = [
        Swatch(
            shade=f"c{made.classes.shade(least)}",
            label=words.number(least) if least == most else f"{words.number(least)} – {words.number(most)}",
        )
        for least, most in ranges
    ]
    if made.plain:
        swatches.append(Swatch(shade="", label=words.gettext("no value")))
    return tuple(swatches)
