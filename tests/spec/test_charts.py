"""Declared charts: what cannot be drawn names its line and says what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.errors import SpecError
from publisher.spec import load_dataset
from publisher.spec.model import Chart
from tests.spec.test_areas import SQUARE, feature, load, written
from tests.spec.test_load import dataset_file

HEAD = """\
title: Food premises
summary: Places that sell food.
frequency: weekly
sources: [{path: raw/*.csv}]
fields:
  district: {type: category, categories: {"01": Beipu}}
  day: {type: date}
  score: {type: integer}
  name: {type: text}
"""
PLACES = "  lat: {type: latitude}\n  lon: {type: longitude}\n"


def charts(root: Path, declared: str, *, areas: bool = True, places: bool = True) -> tuple[Chart, ...]:
    portal = load(root, feature([SQUARE])) if areas else written(root, "")
    text = f"{HEAD}{PLACES if places else ''}charts:\n  - {declared}\n"
    return load_dataset(dataset_file(portal, text), portal).charts


@pytest.mark.parametrize(
    ("declared", "chart"),
    [
        ("{kind: map}", Chart(kind="map")),
        ("{kind: map, x: district, y: mean(score)}", Chart(kind="map", x="district", y="mean(score)")),
        ("{kind: map, by: areas}", Chart(kind="map", by="areas")),
        ("{kind: histogram, x: score}", Chart(kind="histogram", x="score")),
        ("{kind: bars, x: name, top: 5}", Chart(kind="bars", x="name", top=5)),
        ("{kind: line, x: day, series: district}", Chart(kind="line", x="day", series="district")),
        ("{kind: bars, x: day, title: {zh: 图}}", Chart(kind="bars", x="day", title={"zh": "图"})),
    ],
)
def test_what_can_be_declared(tmp_path: Path, declared: str, chart: Chart) -> None:
    assert charts(tmp_path, declared) == (chart,)


@pytest.mark.parametrize(
    ("declared", "message", "remedy"),
    [
        ("{kind: pie, x: day}", "`pie` is not valid", "Valid here: bars, line, histogram, map."),
        ("{kind: bars}", "`x` is missing", "Add x:"),
        ("{kind: bars, x: days}", "there is no field `days`", "Did you mean `day`?"),
        ("{kind: bars, x: day, series: districts}", "there is no field `districts`", "Did you mean `district`?"),
        ("{kind: bars, x: day, series: day}", "`day` is x already", "Leave series out"),
        ("{kind: bars, x: day, y: sum(name)}", "`name` is text, which has no sum", "integer"),
        ("{kind: map, y: mean(lat)}", "`lat` is latitude, which has no mean", "integer"),
        ("{kind: histogram, x: name}", "`name` is text, and a histogram is of numbers", "integer"),
        ("{kind: histogram, x: score, y: sum(score)}", "a histogram counts rows", "kind: bars"),
        ("{kind: histogram, x: score, series: district}", "`series` means nothing for histogram", "bars, line"),
        ("{kind: line, x: day, top: 3}", "`top` means nothing for line", "bars"),
        ("{kind: bars, x: day, by: areas}", "`by` means nothing for bars", "map"),
        ("{kind: bars, x: day, top: 0}", "top", ""),
    ],
)
def test_a_chart_that_cannot_be_drawn_names_its_line(tmp_path: Path, declared: str, message: str, remedy: str) -> None:
    with pytest.raises(SpecError) as caught:
        charts(tmp_path, declared)
    assert (message in caught.value.message, remedy in caught.value.remedy) == (True, True), caught.value
    assert caught.value.place is not None
    assert caught.value.place.line == HEAD.count("\n") + 4


@pytest.mark.parametrize(
    ("declared", "areas", "places", "message"),
    [
        ("{kind: map}", True, False, "needs a field of type latitude"),
        ("{kind: map, by: areas}", False, True, "the portal has no areas"),
        ("{kind: map, x: district}", False, True, "the portal has no areas"),
    ],
)
def test_a_map_needs_somewhere_to_stand(tmp_path: Path, declared: str, areas: bool, places: bool, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        charts(tmp_path, declared, areas=areas, places=places)


def test_a_unit_has_words_in_each_language(tmp_path: Path) -> None:
    portal = written(tmp_path, "")
    text = HEAD.replace("{type: integer}", "{type: integer, unit: {en: working days, zh: 个工作日}}")
    (field,) = (one for one in load_dataset(dataset_file(portal, text), portal).fields if one.name == "score")
    assert (field.unit, field.unit_title) == ("working days", {"en": "working days", "zh": "个工作日"})
    plain = HEAD.replace("{type: integer}", "{type: integer, unit: m²}")
    (field,) = (one for one in load_dataset(dataset_file(portal, plain), portal).fields if one.name == "score")
    assert (field.unit, field.unit_title) == ("m²", {"en": "m²"})


def test_what_the_page_on_charts_shows_can_be_declared(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/charts.md").read_text(encoding="utf-8")
    declared, areas = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    fields = {
        "procedure": "text",
        "supplier": "text",
        "status": "text",
        "district": "text",
        "awarded_on": "date",
        "value": "money",
        "lat": "latitude",
        "lon": "longitude",
    }
    portal = load(tmp_path, feature([SQUARE]), declared=areas)
    listed = "".join(f"  {name}: {{type: {type_}}}\n" for name, type_ in fields.items())
    head = HEAD.partition("fields:\n")[0]
    spec = load_dataset(dataset_file(portal, f"{head}fields:\n{listed}{declared}"), portal)
    assert {chart.kind for chart in spec.charts} == {"bars", "line", "histogram", "map"}
    assert portal.areas
