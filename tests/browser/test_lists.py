"""Lists that are narrowed, the home page's days, the checklist and the patterns: by keyboard, in both languages."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.serve import serving
from publisher.services.model import Service
from publisher.site.assets import load_assets
from publisher.site.contexts import dataset_list, home, service, service_list
from publisher.site.frame import Site
from publisher.site.templates import Renderer, templates_folder
from publisher.site.words import load_words
from tests.browser.looking import violations
from tests.site import factory

pytestmark = pytest.mark.browser

COUNT = 1000
DEPARTMENTS = ("finance", "works")
THEMES = ("economy", "health", "transport", "energy", "justice")
FREQUENCIES = ("daily", "monthly", "never")
OPEN = ("", "zh/")
EVENTS = {"child": {"en": "Having a child", "zh": "生育"}, "shop": {"en": "Opening a shop", "zh": "开店"}}


def _datasets(root: Path) -> tuple[DatasetEntry, ...]:
    """A thousand datasets whose values repeat with periods that share no factor, so that each pair of them occurs."""
    plain = factory.empty(root)
    return tuple(
        dataclasses.replace(
            plain,
            spec=dataclasses.replace(
                plain.spec,
                id=f"set-{n:04}",
                title={"en": f"Trees of the ward {n}", "zh": f"第{n}区的树木"},
                summary={"en": "Café terraces" if n % 11 == 0 else "Counted by hand", "zh": "人工清点"},
                department=DEPARTMENTS[n % 2],
                themes=(THEMES[n % 5], THEMES[(n + 1) % 5]) if n % 7 == 0 else (THEMES[n % 5],),
                frequency=FREQUENCIES[n % 3],
            ),
            release=dataclasses.replace(plain.release, released_on=f"{2010 + n % 13}-03-01", rows=(n * 37) % COUNT),
        )
        for n in range(COUNT)
    )


def _services() -> tuple[Service, ...]:
    _, full = factory.services()
    return tuple(
        dataclasses.replace(
            full,
            id=f"service-{n}",
            name={"en": f"Service {n}", "zh": f"服务{n}"},
            audience="person" if n % 3 else "firm",
            theme=THEMES[n % 2],
            life_event=("child", "shop", None)[n % 3],
            life_event_title=EVENTS[("child", "shop", "child")[n % 3]] if n % 3 < 2 else {},
            contact={"en": "000-5550-0110, Monday to Friday", "zh": "000-5550-0110，工作日"},
            materials={"en": ("Card", "Photograph"), "zh": ("身份证", "照片")},
        )
        for n in range(12)
    )


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    root = tmp_path_factory.mktemp("lists")
    return dataclasses.replace(factory.catalog(root), datasets=_datasets(root / "sets"), services=_services())


@pytest.fixture(scope="module")
def address(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The lists and one service of a large portal; its datasets' own pages are not needed and not written."""
    folder, templates = tmp_path_factory.mktemp("large"), templates_folder()
    assets = load_assets(templates)
    (folder / "assets").mkdir()
    for asset in assets.values():
        (folder / "assets" / asset.file).write_bytes(asset.source.read_bytes())
    for language in catalog.portal.languages:
        site = Site(portal=catalog.portal, words=load_words(language, templates / "locale"), assets=assets)
        pages = {
            "": home.home(site, catalog, factory.AS_OF),
            "datasets/": dataset_list.datasets(site, catalog),
            "services/": service_list.services(site, catalog),
            "services/service-1/": service.service(site, catalog.services[1], catalog),
        }
        renderer = Renderer(templates, site.words)
        for path, page in pages.items():
            file = folder / site.prefix.lstrip("/") / path / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(renderer.render(page), encoding="utf-8")
    with serving(folder) as base:
        yield base


def shown(page: Page) -> list[str]:
    """The ids of the entries one sees, in their order."""
    links = page.locator("[data-entries] > li:not([hidden]) h3 a")
    hrefs: list[str] = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [href.rstrip("/").rpartition("/")[2] for href in hrefs]


def counted(page: Page) -> dict[str, dict[str, str]]:
    """Facet -> value -> the count beside it."""
    found: dict[str, dict[str, str]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[data-facet]')].map(facet => [facet.dataset.facet,
        facet.querySelector('select')
          ? Object.fromEntries([...facet.querySelectorAll('option')].filter(option => option.value)
              .map(option => [option.value, option.text.replace(/.*\\((.*)\\)$/, '$1')]))
          : Object.fromEntries([...facet.querySelectorAll('input')]
              .map(box => [box.value, box.closest('label').querySelector('.count').textContent]))]))"""
    )
    return found


def values(entry: DatasetEntry) -> Mapping[str, tuple[str, ...]]:
    return {
        "department": (entry.spec.department,),
        "theme": entry.spec.themes,
        "format": ("parquet", "csv", "zip"),
        "year": (entry.release.released_on[:4],),
        "frequency": (entry.spec.frequency,),
    }


def matching(catalog: Catalog, chosen: Mapping[str, tuple[str, ...]], words: str = "") -> list[DatasetEntry]:
    """What the list must show, worked out anew and slowly."""
    return [
        entry
        for entry in catalog.datasets
        if all(set(values(entry)[facet]) & set(those) for facet, those in chosen.items())
        and words in f"{entry.spec.title['en']} {entry.spec.summary['en']}".lower().replace("é", "e")
    ]


CHOICES: list[tuple[str, dict[str, tuple[str, ...]], str]] = [
    ("", {}, ""),
    ("department=works", {"department": ("works",)}, ""),
    ("theme=health&theme=energy", {"theme": ("health", "energy")}, ""),
    (
        "department=works&theme=health&year=2012&frequency=never",
        {"department": ("works",), "theme": ("health",), "year": ("2012",), "frequency": ("never",)},
        "",
    ),
    ("q=cafe&theme=justice", {"theme": ("justice",)}, "cafe"),
    ("theme=unheard-of", {"theme": ("unheard-of",)}, ""),
]


@pytest.mark.parametrize(("fragment", "chosen", "words"), CHOICES, ids=[case[0] or "all" for case in CHOICES])
def test_a_link_shows_what_it_chose_with_exact_counts(
    page: Page, address: str, catalog: Catalog, fragment: str, chosen: dict[str, tuple[str, ...]], words: str
) -> None:
    page.goto(f"{address}/datasets/#{fragment}")
    expect(page.locator("[data-controls]").first).to_be_visible()
    wanted = matching(catalog, chosen, words)
    assert set(shown(page)) == {entry.spec.id for entry in wanted}
    for facet, counts in counted(page).items():
        others = {name: those for name, those in chosen.items() if name != facet}
        left = matching(catalog, others, words)
        assert counts == {value: f"{sum(value in values(entry)[facet] for entry in left):,}" for value in counts}, facet
    total = {0: "Nothing matches. Remove a filter or use fewer words.", COUNT: "1,000 datasets"}
    said = total.get(len(wanted), f"{len(wanted):,} of 1,000 datasets")
    expect(page.locator("[data-found]")).to_have_text(said)


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "500 of 1,000 datasets"), ("zh/", "共 1,000 个数据集，符合条件的 500 个")]
)
def test_a_box_is_ticked_by_keyboard_and_the_back_button_unticks_it(
    page: Page, address: str, prefix: str, said: str
) -> None:
    page.goto(f"{address}/{prefix}datasets/")
    box = page.locator("input[name=department][value=works]")
    for _ in range(40):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(page.locator("[data-found]")).to_have_text(said)
    assert page.locator("[data-found]").get_attribute("role") == "status"
    assert page.evaluate("location.hash") == "#department=works"
    assert box.evaluate("box => box === document.activeElement"), "the focus stays where it was"
    page.go_back()
    expect(box).not_to_be_checked()
    assert len(shown(page)) == COUNT
    page.go_forward()
    expect(box).to_be_checked()
    page.reload()
    expect(page.locator("[data-found]")).to_have_text(said)


@pytest.mark.parametrize(("prefix", "typed", "ids"), [("", "WARD 77", 19), ("zh/", "第77", 11), ("zh/", "７７区", 10)])
def test_words_narrow_the_list_as_they_are_typed(page: Page, address: str, prefix: str, typed: str, ids: int) -> None:
    """Without regard to case, accents and the width of letters; typing leaves no steps for the back button."""
    page.goto(f"{address}/{prefix}datasets/")
    before = page.evaluate("history.length")
    page.locator("#filter-words").focus()
    page.keyboard.insert_text(typed)
    expect(page.locator("[data-entries] > li:not([hidden])")).to_have_count(ids)
    assert page.evaluate("history.length") == before
    assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')") == typed


@pytest.mark.parametrize("prefix", OPEN)
def test_what_was_chosen_is_taken_away_again(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}/{prefix}datasets/#department=works&theme=health&q=1")
    chips = page.locator("[data-chosen] button")
    expect(chips).to_have_count(2)
    assert all(chips.evaluate_all("chips => chips.map(chip => /：|: /.test(chip.getAttribute('aria-label')))"))
    chips.first.focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(1)
    assert chips.first.evaluate("chip => chip === document.activeElement"), "the focus goes on to the next"
    reset = page.locator("[data-reset]")
    reset.focus()
    page.keyboard.press("Enter")
    expect(reset).to_be_hidden()
    assert (len(shown(page)), page.evaluate("location.hash")) == (COUNT, "")


def test_the_order_is_chosen(page: Page, address: str, catalog: Catalog) -> None:
    page.goto(f"{address}/datasets/#theme=health")
    ids = [entry.spec.id for entry in matching(catalog, {"theme": ("health",)})]
    rows = {entry.spec.id: entry.release.rows for entry in catalog.datasets}
    days = {entry.spec.id: entry.release.released_on for entry in catalog.datasets}
    assert shown(page) == sorted(sorted(ids), key=lambda id_: days[id_], reverse=True)
    page.select_option("#filter-order", "title")
    assert shown(page) == sorted(ids), "numbers in titles by their size"
    page.select_option("#filter-order", "rows")
    assert [rows[id_] for id_ in shown(page)] == sorted((rows[id_] for id_ in ids), reverse=True)
    assert page.evaluate("location.hash") == "#theme=health&sort=rows"
    page.select_option("#filter-order", "")
    assert [days[id_] for id_ in shown(page)] == sorted((days[id_] for id_ in ids), reverse=True)


def test_many_years_are_a_choice_of_one(page: Page, address: str, catalog: Catalog) -> None:
    page.goto(f"{address}/datasets/")
    years = page.get_by_role("combobox", name="Year of release")
    years.select_option("2015")
    assert page.evaluate("location.hash") == "#year=2015"
    years.select_option("2016")
    assert {entry.spec.id for entry in matching(catalog, {"year": ("2016",)})} == set(shown(page))
    years.select_option("")
    assert len(shown(page)) == COUNT


def test_a_thousand_datasets_are_narrowed_within_a_tenth_of_a_second(page: Page, address: str) -> None:
    """From the click to the new layout, in time of the processor: the quickest of six clicks on each of nine boxes."""
    page.goto(f"{address}/datasets/")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"]) * 1000

    def click(box: int) -> float:
        before = spent()
        page.evaluate(
            "at => { document.querySelectorAll('[data-facet] input')[at].click(); document.body.clientHeight; }", box
        )
        return spent() - before

    times = [min(click(box) for _ in range(6)) for box in range(9)]
    assert 0 < max(times) < 100, times


@pytest.mark.parametrize("prefix", OPEN)
def test_a_skip_link_narrows_nothing(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}/{prefix}datasets/#department=works")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    assert len(shown(page)) == COUNT // 2


@pytest.mark.parametrize("prefix", OPEN)
def test_lists_without_script_are_whole_and_lead_on(chromium: Browser, address: str, prefix: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{prefix}datasets/")
        assert len(shown(page)) == COUNT
        assert page.locator("input, select, button").filter(visible=True).count() == 0
        page.locator("details.facets summary").click()
        facets = page.locator("[data-facet=department] a")
        assert facets.evaluate_all("links => links.map(link => link.pathname)") == [
            f"/{prefix}departments/finance/",
            f"/{prefix}departments/works/",
        ]
        assert f"/{prefix}themes/health/" in page.locator("[data-facet=theme] a").evaluate_all(
            "links => links.map(link => link.pathname)"
        )
        assert page.locator("[data-facet=department] .count").all_inner_texts() == ["500", "500"]


@pytest.mark.parametrize("prefix", OPEN)
def test_on_a_phone_the_facets_wait_to_be_opened(chromium: Browser, address: str, prefix: str) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{address}/{prefix}services/")
        box = page.locator("input[name=audience][value=firm]")
        assert not box.is_visible()
        page.locator("details.facets summary").focus()
        page.keyboard.press("Enter")
        box.focus()
        page.keyboard.press("Space")
        assert shown(page) == ["service-0", "service-3", "service-6", "service-9"]
        assert page.locator("[data-group]:visible h2").get_attribute("id") == "firm"
        assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(("prefix", "occasion"), [("", "Having a child"), ("zh/", "生育")])
def test_an_occasion_on_the_home_page_leads_to_its_services(
    page: Page, address: str, prefix: str, occasion: str
) -> None:
    page.goto(f"{address}/{prefix}")
    page.locator(".doors").get_by_text(occasion).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/#event=child")
    expect(page.locator("[data-entries] > li:not([hidden])")).to_have_count(4)
    assert sorted(shown(page)) == ["service-0", "service-3", "service-6", "service-9"]


DAYS = [
    ("", -12, "(in 12 days)", "ahead"),
    ("", -1, "(in 1 day)", "ahead"),
    ("", 0, "(today)", "ahead"),
    ("", 1, "late by 1 day", "late"),
    ("zh/", -12, "（还有12天）", "ahead"),
    ("zh/", 12, "已逾期12天", "late"),
]


@pytest.mark.parametrize(("prefix", "off", "said", "look"), DAYS)
def test_a_day_that_is_due_is_compared_with_today(
    page: Page, address: str, catalog: Catalog, prefix: str, off: int, said: str, look: str
) -> None:
    due = min(entry.due for entry in catalog.datasets if entry.due)
    page.clock.set_fixed_time(dt.datetime.combine(due + dt.timedelta(days=off), dt.time(12), tzinfo=dt.UTC))
    page.goto(f"{address}/{prefix}")
    place = page.locator(".due").first
    assert place.locator("time").get_attribute("datetime") == due.isoformat()
    expect(place.locator(f".{look}")).to_have_text(said)


@pytest.mark.parametrize("prefix", OPEN)
def test_a_day_that_is_due_stands_there_without_script(chromium: Browser, address: str, prefix: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{prefix}")
        text = page.locator(".due").first.inner_text()
        assert page.locator(".due time").first.inner_text() in text
        assert "late" not in text
        assert "逾期" not in text


CHECKLIST = [
    ("", ["0 of 2 ready", "1 of 2 ready", "Everything is ready"]),
    ("zh/", ["已备 0 项，共 2 项", "已备 1 项，共 2 项", "材料已备齐"]),
]


@pytest.mark.parametrize(("prefix", "said"), CHECKLIST)
def test_what_to_bring_is_ticked_off_and_kept_nowhere(page: Page, address: str, prefix: str, said: list[str]) -> None:
    page.goto(f"{address}/{prefix}services/service-1/")
    ready = page.locator(".ready")
    expect(ready).to_have_text(said[0])
    boxes = page.locator("[data-checklist] input")
    for at in range(2):
        boxes.nth(at).focus()
        page.keyboard.press("Space")
        expect(ready).to_have_text(said[at + 1])
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, location.hash]") == [
        0,
        0,
        "",
        "",
    ]
    page.reload()
    expect(ready).to_have_text(said[0])


@pytest.mark.parametrize("prefix", OPEN)
def test_a_service_on_paper(page: Page, address: str, prefix: str) -> None:
    """What helps at the counter is there, what helps on a screen is not."""
    page.goto(f"{address}/{prefix}services/service-1/")
    assert page.locator("a[href='tel:00055500110']").inner_text() == "000-5550-0110"
    page.emulate_media(media="print")
    for part in (".masthead nav", ".tools", ".ready", "[data-checklist] input", ".finder"):
        assert not page.locator(part).first.is_visible(), part
    for part in ("h1", ".answers", "#bring", "#steps", "#help", "#basis", ".paper"):
        assert page.locator(part).is_visible(), part
    assert f"/{prefix}services/service-1/" in page.locator(".paper").inner_text()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('[data-checklist] > li'), '::before').borderTopStyle")
        == "solid"
    ), "a box to tick by hand"


@pytest.mark.parametrize("prefix", OPEN)
def test_a_service_without_script_lists_what_to_bring(chromium: Browser, address: str, prefix: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{prefix}services/service-1/")
        assert len(page.locator("[data-checklist] > li").all_inner_texts()) == 2
        assert page.locator("main input, main button").count() == 0


@pytest.mark.parametrize("prefix", OPEN)
def test_the_patterns_are_shown_in_either_scheme(chromium: Browser, origin: str, axe: str, prefix: str) -> None:
    """The switch goes both ways whatever the system asks for, and axe finds nothing in either."""
    with chromium.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{origin}/{prefix}patterns/")
        seen = []
        for scheme in ("system", "light", "dark"):
            page.locator(f"input[name=scheme][value={scheme}]").focus()
            page.keyboard.press("Space")
            page.wait_for_timeout(100)
            seen.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            assert violations(page, axe) == [], scheme
    assert seen[0] == seen[2] != seen[1]
