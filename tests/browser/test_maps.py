"""Maps and charts in a real browser: by pointer, by keyboard and without script, in both languages and schemes."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from publisher.serve import serving
from tests.browser.looking import opened, violations
from tests.portals import PORTAL, daylight
from tests.site import front_end

pytestmark = pytest.mark.browser

AREAS = "areas: {file: areas.geojson, id: code, name: {en: en, zh: zh}}\n"
SPEC = """\
title: {{en: Stations, zh: 监测站}}
summary: Where the air of the city is measured, with the mean of the day at each
frequency: monthly
sources: [{{path: raw/*.csv}}]
key: [ref]
fields:
  ref: {{type: identifier}}
  name: {{type: text}}
  kind: {{type: category, categories: {{a: {{en: Road, zh: 道路}}, b: {{en: Park, zh: 公园}}}}}}
  lat: {{type: latitude}}
  lon: {{type: longitude}}
  score: {{type: integer, unit: μg/m³}}
charts: {charts}
search: {{title: name}}
"""
CHARTS = (
    "[{kind: map}, {kind: map, y: mean(score)}, {kind: map, y: mean(score), by: areas}, "
    "{kind: bars, x: name, y: sum(score), series: kind, top: 3}, {kind: histogram, x: score}]"
)
PAGES = ["datasets/few/", "zh/datasets/few/", "datasets/many/", "zh/datasets/many/"]


def _square(west: float) -> list[list[list[float]]]:
    return [[[west, 28.3], [west + 0.1, 28.3], [west + 0.1, 28.4], [west, 28.4], [west, 28.3]]]


def _row(number: int) -> str:
    kind = "ab"[number % 2]
    return f"s{number},Station {number},{kind},{28.31 + number % 9 / 100},{123.81 + number % 181 / 1000},{number % 40}"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base address of a portal with areas, and datasets of a few places and of many."""
    root = tmp_path_factory.mktemp("maps")
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "en": en, "zh": zh},
            "geometry": {"type": "Polygon", "coordinates": _square(west)},
        }
        for code, en, zh, west in (("1", "Beipu", "北浦区", 123.8), ("2", "Shiqiao", "石桥区", 123.9))
    ]
    (root / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (root / "portal.yml").write_text(PORTAL + AREAS, encoding="utf-8")
    for name, count in (("few", 9), ("many", 700)):
        folder = root / "datasets/finance" / name
        (folder / "raw").mkdir(parents=True)
        (folder / "dataset.yml").write_text(SPEC.format(charts=CHARTS), encoding="utf-8")
        rows = ["ref,name,kind,lat,lon,score", *map(_row, range(count)), "x,No place,a,,,5", "y,Far away,a,0,0,5"]
        (folder / "raw/rows.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = daylight("publish", "--project", str(root))
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(root / "public") as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_maps_is_accessible_and_quiet(
    chromium: Browser, origin: str, axe: str, path: str, scheme: str
) -> None:
    with opened(chromium, color_scheme=scheme, viewport={"width": 360, "height": 800}) as (page, seen):
        page.goto(f"{origin}/{path}")
        page.locator(".map .tools").first.wait_for()
        for closed in page.locator(".map summary, .chart summary").all():
            closed.click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert seen.complaints == []
        assert {url.split("/")[2] for url in seen.requests} == {origin.split("/")[2]}


def test_the_html_is_valid(origin: str, tmp_path: Path) -> None:
    front_end.install()
    for number, path in enumerate(PAGES):
        with urllib.request.urlopen(f"{origin}/{path}") as answer:
            (tmp_path / f"{number}.html").write_bytes(answer.read())
    program = front_end.MODULES / "html-validate/bin/html-validate.mjs"
    config = front_end.FOLDER / ".htmlvalidate.json"
    done = subprocess.run(
        [front_end.node(), str(program), "--config", str(config), *map(str, sorted(tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_without_script_points_are_links_and_the_numbers_are_a_table(
    chromium: Browser, origin: str, prefix: str
) -> None:
    with opened(chromium, java_script_enabled=False) as (page, _):
        page.goto(f"{origin}/{prefix}datasets/few/")
        assert page.locator("#map-1 .spots a").count() == 9
        href = page.locator("#map-1 .spots a").first.get_attribute("href")
        assert href == f"/{prefix}datasets/few/record/#s0"
        page.locator("#map-1 summary").click()
        cells = page.locator("#map-1 td").all_inner_texts()
        assert (cells[-1], sum(int(cell) for cell in cells[:-1])) == ("11", 11)
        assert page.locator(".map .tools").count() == 0


@pytest.mark.parametrize(("prefix", "words"), [("", ("Zoom in", "Whole map")), ("zh/", ("放大", "全图"))])
def test_the_keyboard_looks_closer_and_moves(
    chromium: Browser, origin: str, prefix: str, words: tuple[str, str]
) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{origin}/{prefix}datasets/many/")
        plan = page.locator("#map-1 svg.plan")
        whole = plan.get_attribute("viewBox")
        bar = page.locator("#map-1 svg.scale text").text_content()
        page.get_by_role("button", name=words[0], exact=True).first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("+")
        closer = _box(plan.get_attribute("viewBox"))
        assert closer[2] == pytest.approx(360 / 1.6**2, abs=0.1)
        page.keyboard.press("ArrowRight")
        assert _box(plan.get_attribute("viewBox"))[0] > closer[0]
        assert page.locator("#map-1 svg.scale text").text_content() != bar
        assert page.get_by_role("button", name=words[1], exact=True).first.get_attribute("aria-disabled") == "false"
        page.keyboard.press("0")
        assert _box(plan.get_attribute("viewBox")) == pytest.approx(_box(whole), abs=0.01)
        assert page.locator("#map-1 svg.scale text").text_content() == bar
        assert seen.complaints == []


def _box(view: str | None) -> list[float]:
    assert view is not None
    return [float(one) for one in view.split()]


def test_the_scale_bar_stays_true_when_closer(chromium: Browser, origin: str) -> None:
    with opened(chromium) as (page, _):
        page.goto(f"{origin}/datasets/many/")
        stage = page.locator("#map-1 .stage")
        unit = float(stage.get_attribute("data-metres") or 0)
        for closer in (1.6, 1.6**2, 1.6**3):
            page.get_by_role("button", name="Zoom in").first.click()
            said = page.locator("#map-1 svg.scale text").text_content() or ""
            number, measure = said.split(" ")
            metres = float(number) * (1000 if measure == "km" else 1)
            drawn = page.locator("#map-1 svg.scale path").evaluate("path => path.getBBox().width")
            assert drawn * unit / closer == pytest.approx(metres, rel=0.01)


def test_a_point_leads_to_its_record_and_says_its_name(chromium: Browser, origin: str) -> None:
    with opened(chromium) as (page, _):
        page.goto(f"{origin}/datasets/few/")
        point = page.locator("#map-1 .spots a").nth(3)
        point.focus()
        assert page.locator("#map-1 .tip").inner_text() == "Station 3"
        point.hover()
        assert page.locator("#map-1 .tip").inner_text() == "Station 3"
        page.keyboard.press("Enter")
        page.wait_for_url("**/record/#s3")


def test_a_drag_moves_the_map_and_opens_nothing(chromium: Browser, origin: str) -> None:
    with opened(chromium) as (page, _):
        page.goto(f"{origin}/datasets/few/")
        plan = page.locator("#map-1 svg.plan")
        page.get_by_role("button", name="Zoom in").first.click()
        point = page.locator("#map-1 .spots a").nth(4)
        point.focus()  # which brings it into the picture
        before = _box(plan.get_attribute("viewBox"))
        box = point.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] - 60, box["y"] - 5, steps=4)
        page.mouse.up()
        assert _box(plan.get_attribute("viewBox"))[0] > before[0]
        assert page.url.endswith("/datasets/few/")


@pytest.mark.parametrize("path", PAGES)
def test_names_on_a_phone_can_be_read_and_do_not_meet(chromium: Browser, origin: str, path: str) -> None:
    with opened(chromium, viewport={"width": 360, "height": 800}) as (page, _):
        page.goto(f"{origin}/{path}")
        size = "one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a"
        names = page.locator("#map-1 .names text").all()
        assert len(names) == 2
        assert all(name.evaluate(size) >= 11 for name in names)
        one, other = (name.bounding_box() for name in names)
        assert one is not None
        assert other is not None
        assert one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_three_maps_and_two_charts_is_under_its_size(origin: str, path: str) -> None:
    with urllib.request.urlopen(f"{origin}/{path}") as answer:
        assert len(answer.read()) < 100_000


def test_paper_is_light_on_a_dark_screen(chromium: Browser, origin: str) -> None:
    """Charts and maps are printed in the colours of the light scheme, and without buttons."""
    with opened(chromium, color_scheme="dark", viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(f"{origin}/datasets/few/")
        picture = page.locator(".chart img").first
        light = picture.get_attribute("src")
        assert not picture.evaluate("image => image.currentSrc").endswith(light)
        page.emulate_media(media="print", color_scheme="dark")
        page.wait_for_function("light => document.querySelector('.chart img').currentSrc.endsWith(light)", arg=light)
        assert page.locator(".map .tools:visible").count() == 0
        fill = "one => getComputedStyle(one).fill"
        assert page.locator("#map-1 .around").evaluate(fill) == "rgb(230, 237, 242)"
