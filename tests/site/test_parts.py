"""The pieces pages are made of: templates, paths, headers, words, charts and machine-readable descriptions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from publisher.documents.model import Block
from publisher.errors import EditionError
from publisher.exports import schema_org
from publisher.site.assets import load_assets
from publisher.site.charts.picture import LIGHT, NARROW, WIDE, Axes, draw
from publisher.site.charts.points import points
from publisher.site.contexts.text_parts import parts
from publisher.site.escaping import written
from publisher.site.frame import Said, Site
from publisher.site.headers import EVERYWHERE, META_POLICY, POLICY, RULES, headers_file, headers_for
from publisher.site.paths import Paths
from publisher.site.rows import shown
from publisher.site.templates import templates_folder
from publisher.site.words import Words, load_words
from publisher.spec.model import Chart, Field
from tests.site import factory


def words(language: str) -> Words:
    return load_words(language, templates_folder() / "locale")


def site_in(language: str) -> Site:
    return Site(portal=factory.portal(Path()), words=words(language), assets={})


# Templates


@pytest.mark.parametrize("place", ["publisher/_site_templates", "site_templates"], ids=["wheel", "checkout"])
def test_templates_are_found(tmp_path: Path, place: str) -> None:
    (tmp_path / place / "pages").mkdir(parents=True)
    assert templates_folder(tmp_path / "publisher") == tmp_path / place


def test_a_wheel_prefers_its_own_templates(tmp_path: Path) -> None:
    for place in ("publisher/_site_templates/pages", "site_templates/pages"):
        (tmp_path / place).mkdir(parents=True)
    assert templates_folder(tmp_path / "publisher") == tmp_path / "publisher/_site_templates"


def test_no_templates_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="templates are not installed") as caught:
        templates_folder(tmp_path)
    assert "Install" in caught.value.remedy


def test_no_built_scripts_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="not built") as caught:
        load_assets(tmp_path)
    assert "build.py" in caught.value.remedy


def test_built_assets_are_whole() -> None:
    """Each name of the manifest has its file, and the hash in the name and in ``integrity`` is that of its bytes."""
    import base64
    import hashlib

    assets = load_assets(templates_folder())
    assert {"site.css", "site.js", "icon.svg"} <= set(assets)
    for asset in assets.values():
        data = asset.source.read_bytes()
        assert asset.integrity == f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"
        assert hashlib.sha256(data).hexdigest()[:12] in asset.file


# Paths


def test_one_path_has_one_writer(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    paths.page("/a/", "one", writer="the page a")
    with pytest.raises(EditionError, match=r"/a/index\.html: the page a and the document a"):
        paths.write("a/index.html", "two", writer="the document a")
    assert (tmp_path / "a" / "index.html").read_text() == "one"


@pytest.mark.parametrize("path", ["../out", "a/../../out", "/etc/passwd", "a//b", "a/./b", ""])
def test_no_path_leaves_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(EditionError):
        Paths(tmp_path / "site").write(path, "x", writer="a document")
    assert not (tmp_path / "out").exists()


# Headers


def test_the_policy_is_the_promised_one() -> None:
    wanted = """default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src
    'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none';
    require-trusted-types-for 'script'; trusted-types daylight"""
    assert {part.strip() for part in POLICY.split(";")} == {" ".join(part.split()) for part in wanted.split(";")}
    assert f"{META_POLICY}; frame-ancestors 'none'" == POLICY


@pytest.mark.parametrize(
    ("path", "cache", "open_to_all"),
    [
        ("/index.html", "no-cache", False),
        ("/zh/datasets/x/index.html", "no-cache", False),
        ("/assets/site-0123456789ab.css", "public, max-age=31536000, immutable", False),
        ("/data/x/x.parquet", "no-cache", True),
        ("/data/x/2026-01-01-01234567/x.csv", "no-cache", True),
        ("/documents/x/x.json", "no-cache", True),
        ("/search/index/index.json", "no-cache", True),
        ("/search/index.html", "no-cache", False),
        ("/catalog/1.ttl", "no-cache", True),
        ("/feeds/all.atom", "no-cache", True),
        ("/zh/feeds/all.json", "no-cache", True),
        ("/api/3/action/package_search", "no-cache", True),
    ],
)
def test_headers_of_a_path(path: str, cache: str, open_to_all: bool) -> None:
    headers = headers_for(path)
    assert headers["Cache-Control"] == cache
    assert headers.get("Access-Control-Allow-Origin") == ("*" if open_to_all else None)
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if open_to_all else "same-origin")
    assert EVERYWHERE.items() <= headers.items()


def test_no_path_of_the_headers_file_sets_a_header_twice() -> None:
    """A static host joins the values of two sections that match; with one value each there is nothing to join."""
    for _, headers in RULES:
        assert not set(headers) & set(EVERYWHERE)
    sections = [line for line in headers_file(["zh"]).splitlines() if line.startswith("/")]
    assert len(sections) == len(set(sections))
    assert {"/zh/", "/zh/documents/*", "/zh/feeds/*"} <= set(sections)
    starts = [section.removesuffix("*") for section in sections if section.endswith("*") and section != "/*"]
    assert [(one, two) for one in starts for two in sections if two.startswith(one) and two != f"{one}*"] == []


# Words


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [("en", 0, "0 B"), ("en", 999, "999 B"), ("en", 1000, "1.0 kB"), ("en", 9949, "9.9 kB"), ("en", 42_400, "42 kB"),
     ("en", 1_250_000, "1.2 MB"), ("zh", 3_400_000_000, "3.4 GB")],
)  # fmt: skip
def test_sizes(language: str, size: int, wanted: str) -> None:
    assert words(language).size(size) == wanted


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [(0, 0, "0%"), (0, 9, "0%"), (9, 9, "100%"), (1, 3, "33.3%"), (1, 2, "50%"), (1, 1_000_000, "< 0.1%"),
     (999_999, 1_000_000, "> 99.9%")],
)  # fmt: skip
def test_a_share_is_whole_only_when_it_is(part: int, whole: int, wanted: str) -> None:
    assert words("en").share(part, whole) == wanted


@pytest.mark.parametrize(
    ("language", "iso", "wanted"),
    [
        ("en", "2026-10-08", "8 October 2026"),
        ("zh", "2026-10-08", "2026年10月8日"),
        ("en", "2020-02-30", "2020-02-30"),
        ("en", None, ""),
        ("en", "around 1990", "around 1990"),
    ],
)
def test_dates(language: str, iso: str | None, wanted: str) -> None:
    assert words(language).date(iso) == wanted


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert words("fr").gettext("Downloads") == "Downloads"
    assert words("fr").ngettext("%(num)s day", "%(num)s days", 2) == "%(num)s days"


def test_said_marks_a_text_of_another_language() -> None:
    site = site_in("zh")
    assert site.said({"en": "Only <English>"}).__html__() == '<span lang="en">Only &lt;English&gt;</span>'
    assert site.said({"en": "English", "zh": "中文"}).__html__() == "中文"
    assert not site.said({})


@pytest.mark.parametrize(("text", "wanted"), [("a\rb", "a&#13;b"), ("\0", "␀"), ("<&'\">", "&lt;&amp;&#39;&#34;&gt;")])
def test_written_text(text: str, wanted: str) -> None:
    assert str(written(text)) == wanted
    assert Said(text=text).__html__() == wanted


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        ("money", "1200.50", "1,200.50"),
        ("money", "-1234567.00", "-1,234,567.00"),
        ("money", "12345678901234567890.123456789", "12,345,678,901,234,567,890.123456789"),
        ("money", "-0.50", "-0.50"),
        ("money", "NaN", "NaN"),
        ("integer", "2026", "2026"),
        ("identifier", "007", "007"),
        ("boolean", "true", "yes"),
        ("text", "true", "true"),
    ],
)
def test_a_value_as_a_page_shows_it(kind: str, value: str, wanted: str) -> None:
    field = Field(name="f", type=kind, titles_in_source=("f",))  # type: ignore[arg-type]
    assert shown(site_in("en"), value, field).text == wanted


# Charts


def _chart(tmp_path: Path, kind: str, type_: str, x: pa.Array, y: str = "count", value: pa.Array | None = None):  # type: ignore[no-untyped-def]
    columns = {"x": x} if value is None else {"x": x, "v": value}
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table(columns), path)
    fields = {
        "x": Field(name="x", type=type_, titles_in_source=("x",)),  # type: ignore[arg-type]
        "v": Field(name="v", type="money", titles_in_source=("v",)),
    }
    return points(site_in("en"), path, Chart(kind=kind, x="x", y=y), fields)


def test_bars_stand_largest_first_and_say_what_is_left_out(tmp_path: Path) -> None:
    x = pa.array([f"k{number:02d}" for number in range(20) for _ in range(number + 1)] + [None, None])
    found = _chart(tmp_path, "bars", "text", x)
    assert (found.total, len(found.items), found.without, found.ordered) == (20, 15, 2, False)
    assert [(item.label, item.value) for item in found.items[:2]] == [("k19", Decimal(20)), ("k18", Decimal(19))]


def test_sums_are_exact_and_means_are_rounded(tmp_path: Path) -> None:
    value = pa.array([Decimal("0.10"), Decimal("0.20"), Decimal("0.05"), None], pa.decimal128(18, 2))
    x = pa.array(["a", "a", "a", "b"])
    assert [(i.label, i.value) for i in _chart(tmp_path, "bars", "text", x, "sum(v)", value).items] == [
        ("a", Decimal("0.35")),
        ("b", None),
    ]
    assert _chart(tmp_path, "bars", "text", x, "mean(v)", value).items[0].value == Decimal("0.12")


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (["2026-01-01", "2026-01-03"], ["2026-01-01", "2026-01-02", "2026-01-03"]),
        (["2026-01-31", "2026-04-01"], ["2026-01", "2026-02", "2026-03", "2026-04"]),
        (["1999-01-31", "2026-04-01"], [str(year) for year in range(1999, 2027)]),
    ],
    ids=["days", "months", "years"],
)
def test_dates_are_days_months_or_years_with_their_gaps(tmp_path: Path, days: list[str], labels: list[str]) -> None:
    x = pa.array([dt.date.fromisoformat(day) for day in days], pa.date32())
    found = _chart(tmp_path, "line", "date", x)
    assert [item.label for item in found.items] == labels
    assert [item.value for item in found.items if item.value is not None] == [Decimal(1), Decimal(1)]


def test_a_chart_of_a_field_the_release_has_not_is_left_out(tmp_path: Path) -> None:
    assert _chart(tmp_path, "bars", "text", pa.array(["a"]), "sum(v)") is None


@pytest.mark.parametrize("line", [True, False])
@pytest.mark.parametrize("shape", [NARROW, WIDE])
def test_a_picture_is_quiet_svg_of_the_said_size(tmp_path: Path, line: bool, shape: object) -> None:
    """No script, style or link; every label is in it; the bytes are the same each time."""
    found = _chart(tmp_path, "line" if line else "bars", "text", pa.array([factory.ATTACK[:20], "公开招标"]))
    asked = {"line": line, "shape": shape, "scheme": LIGHT, "compact": words("en").compact}
    svg = draw(found, **asked, axes=Axes(x="Way", y="Rows"))  # type: ignore[arg-type]
    text = svg.data.decode()
    assert f'width="{svg.width}" height="{svg.height}"' in text
    assert not [word for word in ("<script", "style=", "href", "onerror=", "<image") if word in text]
    assert "公开招标" in text
    assert draw(found, **asked, axes=Axes(x="Way", y="Rows")) == svg  # type: ignore[arg-type]


def test_a_chart_of_nothing_but_zero_is_drawn(tmp_path: Path) -> None:
    value = pa.array([Decimal("0.00")], pa.decimal128(18, 2))
    for kind in ("bars", "line"):
        found = _chart(tmp_path, kind, "text", pa.array(["a"]), "sum(v)", value)
        axes, compact = Axes(x="x", y="y"), words("en").compact
        assert b"<svg" in draw(found, line=kind == "line", shape=WIDE, scheme=LIGHT, compact=compact, axes=axes).data


# Documents


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        pytest.param((4, 6, 2, 3, 6), [2, 3, 2, 3, 4], id="gaps"),
        pytest.param((3, 3, 3), [2, 2, 2], id="sisters that begin deep"),
        pytest.param((2, 5, 3, 3), [2, 3, 3, 3], id="deep before shallow"),
        pytest.param((2, 3, 4, 5, 6, 6), [2, 3, 4, 5, 6, 6], id="all"),
    ],
)
def test_heading_levels_leave_no_gap(levels: tuple[int, ...], shown: list[int]) -> None:
    blocks = tuple(Block(kind="heading", text=str(level), level=level) for level in levels)
    assert [part.level for part in parts(blocks)] == shown


@pytest.mark.parametrize(
    ("items", "marked"),
    [
        (("（一）甲", "（二）乙"), True),
        (("一、甲", "二、乙"), True),
        (("1. a", "2. b"), True),
        (("(a) x", "(b) y"), True),
        (("• x",), True),
        (("plain", "1. b"), False),
        (("In 2026. It was",), False),
    ],
)
def test_items_with_marks_of_their_own_get_none(items: tuple[str, ...], marked: bool) -> None:
    (found,) = parts(tuple(Block(kind="item", text=item) for item in items))
    assert found.marked is marked


# schema.org


def test_a_dataset_for_machines(tmp_path: Path) -> None:
    entry = factory.contracts(tmp_path)
    node = schema_org.dataset(entry, factory.portal(tmp_path), "en")
    assert node["@type"] == "Dataset"
    assert 50 <= len(node["description"]) <= 5000
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [part["name"] for part in node["distribution"]] == ["contracts.parquet", "contracts.csv", "contracts.zip"]
    for part in node["distribution"]:
        assert part["contentUrl"] == f"https://data.test.example/data/contracts/{part['name']}"
        assert len(part["sha256"]) == 64
    assert schema_org.dataset(entry, factory.portal(tmp_path), "zh")["url"].startswith("https://data.test.example/zh/")


def test_a_short_description_is_made_long_enough(tmp_path: Path) -> None:
    node = schema_org.dataset(factory.empty(tmp_path), factory.portal(tmp_path), "zh")
    assert len(node["description"]) >= 50 or "没有行" in node["description"]


def test_the_period_is_that_of_the_first_date(tmp_path: Path) -> None:
    from dataclasses import replace

    from publisher.check.model import Profile

    entry = factory.contracts(tmp_path)
    day = Profile(field="day", rows=4, missing=1, distinct=3, least="2026-01-01", most="2026-04-01")
    report = replace(entry.release.report, profiles=(day,))
    entry = replace(entry, release=replace(entry.release, report=report))
    assert schema_org.dataset(entry, factory.portal(tmp_path), "en")["temporalCoverage"] == "2026-01-01/2026-04-01"


def test_what_is_not_known_is_not_said() -> None:
    bare = schema_org.service(factory.services()[0], factory.portal(Path()), "en")
    assert set(bare) == {"@context", "@type", "@id", "url", "identifier", "name", "provider", "serviceOperator"}
    scan = schema_org.document(factory.documents()[2], factory.portal(Path()), "zh")
    assert "author" not in scan
    assert scan["@type"] == "DigitalDocument"
