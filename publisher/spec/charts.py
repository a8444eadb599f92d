"""What a schema cannot say of charts: which options a kind has, and which types of field it can show."""

from __future__ import annotations

from publisher import terms
from publisher.errors import SpecError
from publisher.spec.model import Chart, DatasetSpec, Portal, coordinates
from publisher.spec.yaml import YamlFile

# Option -> the kinds it means something for.
_OPTIONS = {"series": ("bars", "line"), "top": ("bars",), "by": ("map",)}
_ADDED = terms.NUMBER_TYPES - {"latitude", "longitude"}


def check_charts(spec: DatasetSpec, portal: Portal, file: YamlFile) -> None:
    """Raise SpecError for the first chart that cannot be drawn; names of fields are known to be right."""
    for index, chart in enumerate(spec.charts):
        for key, message, remedy in _faults(chart, spec, portal, file.value["charts"][index]):
            raise SpecError(message, place=file.place("charts", index, key), remedy=remedy)


def _faults(chart: Chart, spec: DatasetSpec, portal: Portal, declared: dict[str, object]) -> list[tuple[str, str, str]]:
    """The key at fault, what is wrong, what to do; the first is the one to mend first."""
    kinds = {field.name: field.type for field in spec.fields}
    faults = [
        (option, f"`{option}` means nothing for {chart.kind}", f"It is for: {', '.join(known)}.")
        for option, known in _OPTIONS.items()
        if option in declared and chart.kind not in known
    ]
    if chart.kind != "map" and not chart.x:
        faults.append(("kind", f"`x` is missing: a chart of {chart.kind} needs a field along its axis", "Add x: ..."))
    measured = chart.y.partition("(")[2].rstrip(")")
    if measured and kinds[measured] not in _ADDED:
        faults.append(("y", f"`{measured}` is {kinds[measured]}, which has no {chart.y[:4].rstrip('(')}", _NUMBERS))
    if chart.kind == "histogram":
        if chart.x and kinds[chart.x] not in _ADDED:
            faults.append(("x", f"`{chart.x}` is {kinds[chart.x]}, and a histogram is of numbers", _NUMBERS))
        if measured:
            faults.append(("y", "a histogram counts rows", "Leave y out, or use kind: bars."))
    if chart.series and chart.series == chart.x:
        faults.append(("series", f"`{chart.x}` is x already", "Leave series out."))
    if chart.kind == "map":
        faults += _faults_of_map(chart, spec, portal)
    return faults


_NUMBERS = f"Use a field of type {', '.join(sorted(_ADDED))}."


def _faults_of_map(chart: Chart, spec: DatasetSpec, portal: Portal) -> list[tuple[str, str, str]]:
    if not portal.areas and (chart.x or chart.by == "areas"):
        return [("kind", f"the portal has no areas: {portal.path} names none", f"Add areas: to {portal.path}.")]
    if not chart.x and coordinates(spec.fields) is None:
        remedy = "Declare both, or give x: a field that holds the ids of areas."
        return [("kind", "a map needs a field of type latitude and one of type longitude", remedy)]
    return []
