"""Charts: tops, parts and ranges are of all rows, and the picture says the same as the table."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.site.charts import Series, drawings
from publisher.site.charts.lines import DASHES
from publisher.site.charts.picture import DARK, LIGHT, NARROW, WIDE, Axes, draw
from publisher.site.charts.points import MOST_SERIES, Points, points
from publisher.site.charts.ranges import histogram
from publisher.site.charts.svg import MARKS
from publisher.spec.model import Chart, Field
from tests.maps.made import FIELDS, entry, row, site

KINDS = {"a": {"en": "Apples", "zh": "苹果"}, "b": {"en": "Pears", "zh": "梨"}}
X = Field(name="x", type="text", titles_in_source=("x",))
DAY = Field(name="day", type="date", titles_in_source=("day",))
V = Field(name="v", type="money", titles_in_source=("v",), currency="CNY")
S = Field(name="s", type="category", titles_in_source=("s",), categories=KINDS)
N = Field(name="n", type="integer", titles_in_source=("n",))
FIELDS_OF = {field.name: field for field in (X, DAY, V, S, N)}


def found(folder: Path, chart: Chart, language: str = "en", **columns: Any) -> Points:
    path = folder / "t.parquet"
    if "v" in columns:
        columns["v"] = pa.array([None if one is None else Decimal(one) for one in columns["v"]], pa.decimal128(18, 2))
    pq.write_table(pa.table(columns), path)
    made = points(site(language), path, chart, FIELDS_OF)
    assert made is not None
    return made


def said(made: Points) -> list[tuple[str, Any, tuple[Any, ...]]]:
    return [
        (item.label, item.value and str(item.value), tuple(None if part is None else str(part) for part in item.parts))
        for item in made.items
    ]


def test_top_puts_all_others_together(tmp_path: Path) -> None:
    x = ["big"] * 9 + ["mid"] * 5 + ["c", "d", "e", None]
    v = ["1"] * 14 + ["2", "4", None, "100"]
    made = found(tmp_path, Chart(kind="bars", x="x", top=2), x=x)
    assert (said(made), made.total, made.without) == (
        [("big", "9", ()), ("mid", "5", ()), ("Others (3)", "3", ())],
        3,
        1,
    )
    mean = found(tmp_path, Chart(kind="bars", x="x", y="mean(v)", top=2), x=x, v=v)
    assert said(mean) == [("d", "4.00", ()), ("c", "2.00", ()), ("Others (3)", "1.00", ())]
    assert said(found(tmp_path, Chart(kind="bars", x="x", top=2), "zh", x=x))[2][0] == "其他（3 项）"


@pytest.mark.parametrize("top", [4, 5, 30])
def test_one_other_stands_for_itself(tmp_path: Path, top: int) -> None:
    made = found(tmp_path, Chart(kind="bars", x="x", top=top), x=["a", "b", "c", "d", "e"])
    assert [item.label for item in made.items] == ["a", "b", "c", "d", "e"]


def test_parts_add_up_and_keep_the_order_that_was_declared(tmp_path: Path) -> None:
    made = found(
        tmp_path,
        Chart(kind="bars", x="x", y="sum(v)", series="s"),
        x=["1", "1", "1", "2", "2", "2"],
        v=["1", "2", "4", "8", None, "16"],
        s=["b", "a", None, "b", "a", "b"],
    )
    assert made.series == ("Apples", "Pears", "no value")
    assert (made.colours, made.stacked) == ((0, 1, MOST_SERIES + 1), True)
    assert said(made) == [
        ("2", "24.00", (None, "24.00", None)),
        ("1", "7.00", ("2.00", "1.00", "4.00")),
    ]


def test_parts_of_a_mean_stand_side_by_side(tmp_path: Path) -> None:
    made = found(tmp_path, Chart(kind="bars", x="x", y="mean(v)", series="s"), x=["1", "1"], v=["1", "2"], s=["a", "b"])
    assert (said(made), made.stacked) == ([("1", "1.50", ("1.00", "2.00"))], False)


def test_many_parts_are_a_few_and_the_rest(tmp_path: Path) -> None:
    n = [number for number in range(9) for _ in range(10 - number)]
    made = found(tmp_path, Chart(kind="bars", x="x", series="n"), x=["1"] * len(n), n=n)
    assert made.series == ("0", "1", "2", "3", "4", "Others (4)")
    assert made.colours == (0, 1, 2, 3, 4, MOST_SERIES)
    assert said(made) == [("1", "54", ("10", "9", "8", "7", "6", "14"))]


def test_lines_of_series_have_gaps_of_their_own(tmp_path: Path) -> None:
    days = pa.array(["2026-01-01", "2026-01-03", "2026-01-03"]).cast(pa.date32())
    made = found(tmp_path, Chart(kind="line", x="day", series="s"), day=days, s=["a", "a", "b"])
    assert said(made) == [
        ("2026-01-01", "1", ("1", None)),
        ("2026-01-02", None, (None, None)),
        ("2026-01-03", "2", ("1", "1")),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefghijk"), st.none() | st.sampled_from("ab"), st.none() | st.integers(-50, 50)),
        min_size=1,
        max_size=60,
    ),
    st.none() | st.integers(1, 6),
    st.sampled_from(["count", "sum(n)"]),
)
def test_bars_with_others_and_parts_are_of_all_rows(
    tmp_path_factory: pytest.TempPathFactory, rows: Any, top: int | None, y: str
) -> None:
    x, s, n = zip(*rows, strict=True)
    made = found(
        tmp_path_factory.mktemp("law"),
        Chart(kind="bars", x="x", y=y, top=top, series="s"),
        x=pa.array(x),
        s=pa.array(s, pa.string()),
        n=pa.array(n, pa.int64()),
    )
    wanted = len(rows) if y == "count" else sum(number or 0 for number in n)
    assert sum(item.value or 0 for item in made.items) == wanted
    for item in made.items:
        assert sum(part or 0 for part in item.parts) == (item.value or 0)


@given(st.lists(st.none() | st.decimals(-10_000, 10_000, places=2), min_size=1, max_size=80))
def test_ranges_hold_every_number_once(values: list[Decimal | None]) -> None:
    column = pa.chunked_array([pa.array(values, pa.decimal128(18, 2))])
    made = histogram(column, whole=False)
    numbers = [value for value in values if value is not None]
    if made is None:
        assert numbers == []
        return
    assert made.without == len(values) - len(numbers)
    for low, high, count in zip(made.edges, made.edges[1:], made.counts, strict=False):
        assert count == sum(low <= value < high for value in numbers), (low, high)
    assert sum(made.counts) == len(numbers)
    assert len(made.counts) <= 26
    assert made.counts[0] > 0
    assert made.counts[-1] > 0


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [([1, 2, 2, 5], ["1", "2", "3", "4", "5"]), ([0, 99], ["0 – 9", "90 – 99"]), ([7], ["7"])],
)
def test_ranges_of_whole_numbers_are_said_as_such(tmp_path: Path, numbers: list[int], labels: list[str]) -> None:
    made = found(tmp_path, Chart(kind="histogram", x="n"), n=numbers)
    shown = [item.label for item in made.items]
    assert (shown if len(labels) > 2 else [shown[0], shown[-1]][: len(labels)]) == labels


def test_ranges_of_fractions(tmp_path: Path) -> None:
    made = found(tmp_path, Chart(kind="histogram", x="v"), v=["0.10", "0.30", "1.25"])
    assert [item.label for item in made.items][:2] == ["0.1 to under 0.2", "0.2 to under 0.3"]
    assert sum(item.value or 0 for item in made.items) == 3


@pytest.mark.parametrize("shape", [NARROW, WIDE])
@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize(
    "chart",
    [
        Chart(kind="bars", x="x", y="sum(v)", series="s"),
        Chart(kind="bars", x="x", y="mean(v)", series="s"),
        Chart(kind="bars", x="n", y="sum(v)", series="s"),
        Chart(kind="line", x="n", y="sum(v)", series="s"),
        Chart(kind="histogram", x="v"),
    ],
    ids=["stacked", "side by side", "columns", "lines", "histogram"],
)
def test_everything_drawn_is_inside_the_picture(tmp_path: Path, chart: Chart, shape: Any, scheme: Any) -> None:
    columns = {"x": ["p", "p", "q", "q"], "n": [1, 1, 2, 2], "v": ["5", "-2", "1", "3000"], "s": ["a", "b", "a", None]}
    made = found(tmp_path, chart, **columns)
    axes = Axes(x="X", y="Y & <Z>")
    picture = draw(made, line=chart.kind == "line", shape=shape, scheme=scheme, compact=site().words.compact, axes=axes)
    root = ET.fromstring(picture.data)  # noqa: S314 - our own bytes
    assert (root.get("width"), root.get("height")) == (str(picture.width), str(picture.height))
    boxes = [
        tuple(float(one.get(name, "nan")) for name in ("x", "y", "width", "height"))
        for one in root.iter()
        if one.tag.endswith("rect")
    ]
    dots = [
        (float(one.get("cx", "nan")), float(one.get("cy", "nan")), 0.0, 0.0)
        for one in root.iter()
        if one.tag.endswith("circle")
    ]
    dots += [
        (float(x), float(y), 0.0, 0.0)
        for one in root.iter()
        for x, y in re.findall(r"^M([\d.]+),([\d.]+)m", one.get("d", ""))
    ]
    assert boxes or dots
    for x, y, width, height in [*boxes, *dots]:
        assert width >= 0
        assert height >= 0
        assert -0.1 <= x <= x + width <= picture.width + 0.1
        assert -0.1 <= y <= y + height <= picture.height + 0.1


def lines_of(made: Points, shape: Any) -> list[ET.Element]:
    axes = Axes(x="", y="")
    data = draw(made, line=True, shape=shape, scheme=LIGHT, compact=site().words.compact, axes=axes).data
    return [*ET.fromstring(data)]  # noqa: S314 - our own bytes


@pytest.mark.parametrize("shape", [NARROW, WIDE])
def test_lines_of_series_are_told_apart_without_colours(tmp_path: Path, shape: Any) -> None:
    """Each has dashes, a mark and, at its end and in no other's place, its name with the same mark."""
    made = found(
        tmp_path,
        Chart(kind="line", x="n", y="sum(v)", series="s"),
        n=[1, 1, 1, 2, 2, 2, 3, 3, 3],
        v=["5", "6", "7", "5", "6", "7", "8", "8", "8"],
        s=["a", "b", None] * 3,
    )
    drawn = lines_of(made, shape)
    curves = [one for one in drawn if one.get("stroke-width")]
    assert [one.get("stroke-dasharray", "") for one in curves] == [DASHES[number] for number in made.colours]
    for colour, curve in zip(made.colours, curves, strict=True):
        marks = [str(one.get("d")) for one in drawn if one.get("fill") == curve.get("stroke")]
        assert len(marks) == 4
        assert all(one.endswith(MARKS[colour]) for one in marks)
    names = {one.text: float(one.get("y", "nan")) for one in drawn if one.text in made.series}
    assert list(names) == list(made.series)
    heights = sorted(names.values())
    assert all(below - above >= 13 for above, below in itertools.pairwise(heights))
    assert heights[-1] <= shape.height - 48


def test_dashes_and_marks_differ() -> None:
    assert len(set(DASHES)) == len(set(MARKS)) == len(DASHES) == len(MARKS) == len(LIGHT.series)


def test_a_value_without_neighbours_has_its_mark_on_a_long_line(tmp_path: Path) -> None:
    n = [1, *range(3, 60)]
    made = found(tmp_path, Chart(kind="line", x="n", series="s"), n=[*n, 30], s=["a"] * len(n) + ["b"])
    drawn = lines_of(made, WIDE)
    assert len([one for one in drawn if one.get("fill") == LIGHT.series[1]]) == 2  # its only value, and its name's
    assert 12 < len([one for one in drawn if one.get("fill") == LIGHT.series[0]]) < 20


def test_bars_are_as_long_as_their_values_from_zero(tmp_path: Path) -> None:
    made = found(tmp_path, Chart(kind="bars", x="x", y="sum(v)"), x=["a", "b"], v=["100", "25"])
    picture = draw(
        made, line=False, shape=WIDE, scheme=LIGHT, compact=site().words.compact, axes=Axes(x="", y="")
    ).data.decode()
    (x1, w1), (x2, w2) = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', picture)
    assert x1 == x2
    assert float(w1) / float(w2) == pytest.approx(4, rel=0.002)


@pytest.mark.parametrize("x", ["x", "n"])
def test_stacked_parts_touch_and_do_not_cover_each_other(tmp_path: Path, x: str) -> None:
    """Bars to the right of zero, columns above it."""
    made = found(
        tmp_path, Chart(kind="bars", x=x, series="s"), x=["p"] * 6, n=[1] * 6, s=["a", "a", "b", "b", "b", None]
    )
    picture = draw(
        made, line=False, shape=WIDE, scheme=LIGHT, compact=site().words.compact, axes=Axes(x="", y="")
    ).data.decode()
    found_boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', picture)
    boxes = [tuple(map(float, box)) for box in found_boxes]
    ends = [(box[0], box[0] + box[2]) if x == "x" else (-box[1] - box[3], -box[1]) for box in boxes]
    assert [pytest.approx(one[1], abs=0.2) for one in ends[:-1]] == [other[0] for other in ends[1:]]
    lengths = [end - start for start, end in ends]
    assert [length / lengths[2] for length in lengths] == pytest.approx([2, 3, 1], rel=0.02)


def test_the_page_has_the_parts_as_columns_of_its_table(tmp_path: Path) -> None:
    rows = [row("1", None, None, district="N", score=3), row("2", None, None, district="S", score=4)]
    charts = [Chart(kind="bars", x="name", y="sum(score)", series="district"), Chart(kind="map", x="district")]
    made = drawings(site("zh"), entry(tmp_path, [one | {"name": "a"} for one in rows], charts=charts, fields=FIELDS))
    assert len(made) == 1
    assert (made[0].columns, made[0].rows) == (("N", "S", "全部行"), (("a", ("3", "4", "7")),))
    assert made[0].under == "合计：得分 (分)"
    assert made[0].series == (Series(colour=0, name="N"), Series(colour=1, name="S"))


def test_the_legend_has_the_colours_of_the_picture() -> None:
    sheet = (Path(__file__).parents[2] / "site_templates/styles/parts/charts.css").read_text(encoding="utf-8")
    assert re.findall(r"--s\d: (#[0-9a-f]{6})", sheet) == [*LIGHT.series, *DARK.series]


@pytest.mark.parametrize("scheme", [(LIGHT, "#ffffff"), (DARK, "#14181c")], ids=["light", "dark"])
def test_every_colour_stands_out_from_the_page(scheme: Any) -> None:
    """WCAG 2.2, 1.4.11: three to one; the last one, for rows without a value, may be fainter."""
    colours, page = scheme
    for colour in colours.series[:-1]:
        assert _contrast(colour, page) >= 3, colour


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("0", "0", "0"),
        ("0.0125", "0.0125", "0.0125"),
        ("98.64", "98.6", "98.6"),
        ("999", "999", "999"),
        ("-12", "-12", "-12"),
        ("1200000", "1.2M", "120万"),
        ("250000000", "250M", "2.5亿"),
    ],
)
def test_numbers_of_a_chart_are_short(value: str, en: str, zh: str) -> None:
    assert (site("en").words.compact(Decimal(value)), site("zh").words.compact(Decimal(value))) == (en, zh)
