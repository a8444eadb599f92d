"""Maps of datasets: every row is counted somewhere, and the picture, its titles and the table say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.site.maps import MapFigure, figures
from publisher.site.maps.plan import MOST_SPOTS
from publisher.spec.model import Chart
from tests.maps.made import ATTACK, FIELDS, area, entry, holed, row, site, square

AREAS = (
    area("01", holed(123.8, 28.3, 0.1, 0.04), en="Beipu", zh="北浦区"),
    area("02", square(123.9, 28.3, 0.1), en="Shiqiao", zh="石桥区"),
)
PLACES = (
    row("a", 28.31, 123.81, name="Tide Noodles", name_zh="潮汐面馆", score=80, district="01"),
    row("b", 28.32, 123.82, name="Moon Bay", score=70, district="01"),
    row("c", 28.35, 123.85, name="Lagoon", score=None, district="01"),  # in the hole
    row("d", 28.35, 123.95, name="Old Dock", score=60, district="Shiqiao"),
    row("e", 0.0, 0.0, name="Null Island", score=5, district="石桥区"),
    row("f", None, 123.95, name="No latitude", score=7, district=None),
    row("g", 28.35, None, name="No longitude", score=9, district="9"),
)


def maps(
    folder: Path, rows: Sequence[dict[str, Any]], *charts: Chart, areas: Any = AREAS, language: str = "en", **more: Any
) -> tuple[MapFigure, ...]:
    return figures(site(language, areas), entry(folder, rows, charts=charts, **more))


def table(figure: MapFigure) -> list[tuple[str, str, str]]:
    return [(line.label.text, line.count, line.value) for line in figure.rows]


def test_few_rows_are_points_that_lead_to_their_records(tmp_path: Path) -> None:
    (figure,) = maps(tmp_path, PLACES)
    assert [(spot.title, spot.href, spot.shade) for spot in figure.spots] == [
        ("Tide Noodles", "/datasets/places/record/#a", ""),
        ("Moon Bay", "/datasets/places/record/#b", ""),
        ("Lagoon", "/datasets/places/record/#c", ""),
        ("Old Dock", "/datasets/places/record/#d", ""),
    ]
    assert table(figure) == [
        ("Beipu", "2", ""),
        ("Shiqiao", "1", ""),
        ("Outside all areas", "1", ""),
        ("Beyond the map", "1", ""),
        ("Without coordinates", "2", ""),
    ]
    assert (figure.total, figure.cells, figure.legend, figure.measured) == ("7", (), (), "")
    assert figure.notes == (
        "4 of 7 rows are on the map.",
        "1 row lies outside all areas.",
        "1 row lies beyond the map and is not drawn.",
        "2 rows have no coordinates.",
    )
    assert figure.alternative == ("Map: Where the rows lie. Most: Beipu, 2; least: Shiqiao, 1. All values are below.")


def test_a_page_of_another_language_has_its_own_names(tmp_path: Path) -> None:
    (figure,) = maps(tmp_path, PLACES, language="zh")
    assert [spot.title for spot in figure.spots][:2] == ["潮汐面馆", "Moon Bay"]
    assert figure.spots[0].href == "/zh/datasets/places/record/#a"
    assert [name.text.text for name in figure.names] == ["北浦区", "石桥区"]
    assert table(figure)[2:] == [("各区域之外", "1", ""), ("地图范围之外", "1", ""), ("无坐标", "2", "")]


def test_points_lie_where_their_area_is_drawn(tmp_path: Path) -> None:
    """The first area is drawn west of the second, at the same height, and each as wide as its degrees are long."""
    (figure,) = maps(tmp_path, PLACES)
    starts = [tuple(map(float, re.findall(r"-?[\d.]+", shape.path)[:2])) for shape in figure.areas]
    (x1, y1), (x2, y2) = starts
    assert (x1 < x2, y1 == y2) == (True, True)
    assert (x2 - x1) * float(figure.metres) == pytest.approx(0.1 * 111_195 * 0.8800, rel=0.002)
    spot = figure.spots[3]
    assert x2 < float(spot.x) < float(figure.width)


def test_a_value_shades_each_point(tmp_path: Path) -> None:
    (figure,) = maps(tmp_path, PLACES, Chart(kind="map", y="mean(score)"))
    assert [(spot.title, spot.shade) for spot in figure.spots] == [
        ("Tide Noodles: 80.00 (1 row)", "c4"),
        ("Moon Bay: 70.00 (1 row)", "c2"),
        ("Lagoon: no value (1 row)", ""),
        ("Old Dock: 60.00 (1 row)", "c0"),
    ]
    assert [(swatch.shade, swatch.label) for swatch in figure.legend] == [
        ("c0", "60.00"),
        ("c2", "70.00"),
        ("c4", "80.00"),
        ("", "no value"),
    ]
    assert (figure.title.text, figure.measured) == ("Mean: Score (points)", "Mean: Score (points)")
    assert table(figure)[:3] == [("Beipu", "2", "75.00"), ("Shiqiao", "1", "60.00"), ("Outside all areas", "1", "")]


def test_rows_at_one_place_are_one_point(tmp_path: Path) -> None:
    rows = [row(str(n), 28.31, 123.81, name="Bell Tower", score=n) for n in range(300)]
    rows += [row("x", 28.35, 123.95, name="One"), row("y", 28.35, 123.95, name="Other")]
    (figure,) = maps(tmp_path, rows)
    assert [(spot.title, spot.href) for spot in figure.spots] == [
        ("Bell Tower: 300 rows", ""),
        ("One and others: 2 rows", ""),
    ]


def test_areas_take_the_colour_of_their_rows(tmp_path: Path) -> None:
    (figure,) = maps(
        tmp_path, PLACES, Chart(kind="map", y="sum(score)", by="areas", title={"en": "Points", "zh": "分"})
    )
    assert [(shape.title, shape.shade) for shape in figure.areas] == [
        ("Beipu: 150 (2 rows)", "c4"),
        ("Shiqiao: 60 (1 row)", "c0"),
    ]
    assert (figure.title.text, figure.spots, figure.cells) == ("Points", (), ())


def test_areas_by_a_field_that_names_them(tmp_path: Path) -> None:
    """By id or by a name of any language; no coordinates are needed."""
    chart = Chart(kind="map", x="district", y="mean(score)")
    fields = tuple(field for field in FIELDS if field.name not in ("lat", "lon"))
    (figure,) = maps(tmp_path, PLACES, chart, fields=fields)
    assert table(figure) == [
        ("Beipu", "3", "75.00"),
        ("Shiqiao", "2", "32.50"),
        ("Other values", "1", "9.00"),
        ("No value", "1", "7.00"),
    ]
    assert [shape.shade for shape in figure.areas] == ["c4", "c0"]
    assert figure.notes == ("1 row names no area of the map.", "1 row names no area at all.")


def test_an_area_without_rows_is_drawn_plain_and_said(tmp_path: Path) -> None:
    (figure,) = maps(tmp_path, PLACES[:2], Chart(kind="map", by="areas"))
    assert [shape.title for shape in figure.areas] == ["Beipu: 2 rows", "Shiqiao: 0 rows"]
    assert [(swatch.shade, swatch.label) for swatch in figure.legend] == [("c4", "2"), ("", "no value")]


@given(
    st.lists(
        st.tuples(
            st.none() | st.floats(28.2, 28.5) | st.floats(-90, 90),
            st.none() | st.floats(123.7, 124.1) | st.floats(-180, 180),
            st.none() | st.integers(0, 100),
        ),
        min_size=1,
        max_size=400,
    ),
    st.booleans(),
    st.sampled_from(["count", "sum(score)"]),
    st.sampled_from(["places", "areas"]),
)
@settings(max_examples=40)
def test_every_row_is_counted_once(
    tmp_path_factory: pytest.TempPathFactory, values: Any, has_areas: bool, y: str, by: str
) -> None:
    rows = [row(str(n), latitude, longitude, score=score) for n, (latitude, longitude, score) in enumerate(values)]
    areas = AREAS if has_areas else ()
    found = maps(tmp_path_factory.mktemp("law"), rows, Chart(kind="map", y=y, by=by), areas=areas)
    if not found:
        assert not has_areas
        assert not any(one["lat"] is not None and one["lon"] is not None for one in rows)
        return
    (figure,) = found
    assert sum(int(line.count) for line in figure.rows) == len(rows) == int(figure.total.replace(",", ""))
    if y != "count":
        said = sum(Decimal(line.value.replace(",", "")) for line in figure.rows if line.value)
        assert said == sum(one["score"] or 0 for one in rows)
    drawn = int(figure.notes[0].split(" of ")[0]) if by == "places" or not has_areas else 0
    if figure.cells:
        assert sum(_count(cell.title) for cell in figure.cells) == drawn
    if figure.spots:
        assert sum(_count(spot.title) for spot in figure.spots) == drawn
    assert len(figure.spots) <= MOST_SPOTS


def _count(title: str) -> int:
    """The rows a title speaks of; a title without a number is of one."""
    found = re.search(r"(\d+) rows?", title)
    return int(found[1]) if found else 1


def test_many_places_are_hexagons_with_their_number(tmp_path: Path) -> None:
    rows = [row(str(n), 28.31 + n * 0.0003, 123.905 + (n % 17) * 0.005, score=n % 7) for n in range(200)]
    (figure,) = maps(tmp_path, rows)
    assert (figure.spots, sum(_count(cell.title) for cell in figure.cells)) == ((), 200)
    assert figure.cells[0].path.startswith("M")
    assert all(cell.shade for cell in figure.cells)
    assert figure.notes[1].startswith("A hexagon is about ")
    (valued,) = maps(tmp_path, rows, Chart(kind="map", y="mean(score)"))
    assert re.fullmatch(r"\d+\.\d\d \(\d+ rows?\)", valued.cells[0].title)


def test_without_areas_there_are_degrees(tmp_path: Path) -> None:
    (figure,) = maps(tmp_path, PLACES[:4], areas=())
    assert (figure.areas, figure.names) == ((), ())
    assert [name.text.text for name in figure.degrees] == ["123.85°E", "123.90°E", "123.95°E", "28.32°N", "28.34°N"]
    assert [line.label.text for line in figure.rows] == ["On the map"]
    far = [*(row(str(n), 28.3 + n * 0.001, 123.8 + n * 0.001) for n in range(30)), row("far", -45.0, -170.0)]
    (figure,) = maps(tmp_path, far, areas=())
    assert table(figure) == [("On the map", "30", ""), ("Beyond the map", "1", "")]


@pytest.mark.parametrize(
    ("rows", "areas", "count"),
    [
        pytest.param([row("a", None, None)], (), 0, id="no row with coordinates and no areas"),
        pytest.param([row("a", None, None)], AREAS, 1, id="no row with coordinates"),
        pytest.param([], AREAS, 1, id="no rows"),
        pytest.param([row("a", 28.3, 123.8)], (), 1, id="one place"),
        pytest.param([row("a", 90.0, 0.0), row("b", -90.0, 180.0)], (), 1, id="the poles"),
        pytest.param([row("a", -17.0, 179.9), row("b", -17.1, -179.9)], (), 1, id="across the 180th meridian"),
    ],
)
def test_strange_rows(tmp_path: Path, rows: list[dict[str, Any]], areas: Any, count: int) -> None:
    found = maps(tmp_path, rows, areas=areas)
    assert len(found) == count
    for figure in found:
        assert sum(int(line.count) for line in figure.rows) == len(rows)
        assert "nan" not in repr(figure)
    if rows and rows[0]["lat"] == -17.0:
        assert [line.label.text for line in found[0].rows] == ["On the map"]
        x1, x2 = (float(spot.x) for spot in found[0].spots)
        assert x1 < x2


def test_a_dataset_without_coordinates_or_key(tmp_path: Path) -> None:
    plain = tuple(field for field in FIELDS if field.name != "lon")
    assert maps(tmp_path, PLACES, fields=plain) == ()
    (figure,) = maps(tmp_path, PLACES, key=())
    assert {spot.href for spot in figure.spots} == {""}
    (figure,) = maps(tmp_path, [row("a/b ü", 28.31, 123.81, name=ATTACK)], key=("ref", "name"))
    assert figure.spots[0].href.startswith("/datasets/places/record/#a%2Fb%20%C3%BC/%22'%3E%3Cscript%3Ealert(1)")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_scale_bar_is_as_long_as_it_says(tmp_path: Path, language: str) -> None:
    (figure,) = maps(tmp_path, PLACES, language=language)
    number, unit = figure.bar_label.split(" ")
    assert unit == {"en": "km", "zh": "千米"}[language]
    assert float(figure.bar) * float(figure.metres) == pytest.approx(1000 * float(number), rel=0.01)
    assert 30 <= float(figure.bar) <= 90
