"""The documents of the demonstration in a browser: narrowed, read, cited and followed, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from publisher import documents, site, snapshot
from publisher.catalog.model import Catalog
from publisher.documents import Document
from publisher.progress import Silent
from publisher.serve import serving
from publisher.spec import collection_files, load_collection, load_portal
from tests.browser.looking import violations
from tests.site import factory

pytestmark = pytest.mark.browser

PORTAL = Path(__file__).parents[2] / "datasets"
LANGUAGES = ("", "zh/")
TAXIS = "public-services-gazette-2024-12-taxi-service-regulations"
ACT = "public-services-gazette-2023-06-public-information-act"
FARES, AMENDED = "transport-fares-2024-02-fares-order", "transport-fares-2026-08-fares-amendment"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The demonstration's collections and documents, without its datasets."""
    portal, store = load_portal(PORTAL), tmp_path_factory.mktemp("snapshots")
    collections = tuple(load_collection(path, portal) for path in collection_files(PORTAL))
    found = [
        documents.read(snapshot.take(path, name=path.name, store=store), spec, portal.languages)
        for spec in collections
        for path in sorted((PORTAL / spec.path).parent.glob("raw/*"))
    ]
    ordered = tuple(sorted(found, key=lambda document: document.id))
    return Catalog(portal=portal, datasets=(), collections=collections, documents=ordered, services=())


@pytest.fixture(scope="module")
def address(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("documents")
    site.build(catalog, folder, as_of=factory.AS_OF, progress=Silent())
    with serving(folder) as base:
        yield base


def shown(page: Page) -> set[str]:
    """The ids of the documents one sees in the list."""
    links = page.locator("[data-entries] > li:not([hidden]) > a")
    hrefs: list[str] = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return {href.rstrip("/").rpartition("/")[2] for href in hrefs}


def ids(catalog: Catalog, **values: str) -> set[str]:
    return {one.id for one in catalog.documents if all(getattr(one, name) == text for name, text in values.items())}


def year(document: Document) -> str:
    return (document.published or document.written or "")[:4]


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_list_is_narrowed_by_keyboard(page: Page, address: str, prefix: str, catalog: Catalog) -> None:
    page.goto(f"{address}/{prefix}documents/")
    assert shown(page) == ids(catalog)
    for name, text in (("department", "transport"), ("kind", "normative")):
        page.locator(f"input[name={name}][value={text}]").focus()
        page.keyboard.press("Space")
    assert shown(page) == ids(catalog, department="transport", kind="normative") == {FARES, AMENDED}
    assert page.locator("section[data-group]:visible h2").all_inner_texts() == ["2026", "2024"]
    page.go_back()
    assert shown(page) == ids(catalog, department="transport")


def test_each_count_is_that_of_the_documents(page: Page, address: str, catalog: Catalog) -> None:
    page.goto(f"{address}/documents/")
    counted = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[data-facet] input')]
        .map(box => [`${box.name} ${box.value}`, Number(box.closest('label').querySelector('.count').textContent)]))"""
    )
    wanted = Counter(
        f"{name} {value}"
        for one in catalog.documents
        for name, value in (
            ("department", one.department), ("kind", one.kind), ("language", one.language), ("year", year(one)),
        )
    )  # fmt: skip
    assert counted == wanted


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_number_in_the_box_finds_its_document(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}/{prefix}documents/")
    page.locator("#filter-words").fill("澜财规〔2026〕9号")
    assert shown(page) == {"finance-notices-2026-09-procurement-amendment"}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_list_without_script_is_whole_and_leads_on(chromium: Browser, address: str, prefix: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{prefix}documents/")
        assert len(shown(page)) == 48
        page.locator("details.facets summary").click()
        page.locator("[data-facet=year] a", has_text="2025").click()
        expect(page.locator("#year-2025")).to_be_in_viewport()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_an_article_has_an_address(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}/{prefix}documents/{TAXIS}/#article-15")
    article = page.locator("#article-15")
    expect(article).to_be_in_viewport()
    assert article.inner_text().startswith("第十五条")
    page.locator("#article-30 a").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#article-30"


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_contents_lead_to_each_chapter(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}/{prefix}documents/{ACT}/")
    links = page.locator(".contents a")
    assert links.count() == 6
    links.last.click()
    expect(page.locator("#part-6")).to_be_in_viewport()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_numbers_neighbours_and_the_collection_lead_on(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}/{prefix}documents/{AMENDED}/")
    page.locator(".facts a", has_text="Ferry and Bus Fares Order 2024").click()
    expect(page).to_have_url(f"{address}/{prefix}documents/{FARES}/")
    assert AMENDED in page.locator(".facts a").evaluate_all("links => links.map(link => link.href).join()")
    page.locator("a[rel=next]").click()
    expect(page).to_have_url(f"{address}/{prefix}documents/{AMENDED}/")
    page.locator('.facts a[href*="collection="]').click()
    assert shown(page) == {FARES, AMENDED}


def test_every_document_fits_a_phone(chromium: Browser, address: str, catalog: Catalog) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        wide = []
        for one in catalog.documents:
            page.goto(f"{address}/zh/documents/{one.id}/")
            if page.evaluate("document.documentElement.scrollWidth") > 360:
                wide.append(one.id)
    assert wide == []


@pytest.mark.parametrize("path", ["documents/", f"zh/documents/{TAXIS}/", f"documents/{ACT}/", f"documents/{AMENDED}/"])
def test_axe_finds_nothing(chromium: Browser, address: str, axe: str, path: str) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}/{path}")
        assert violations(page, axe) == []
