"""The table over all rows and the record page in a real browser: by keyboard, in both languages, on poor hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from playwright.sync_api import Browser, Page, Response

from publisher import site
from publisher.progress import Silent
from publisher.release import csv_file
from publisher.serve import serving
from tests.browser.looking import opened, violations
from tests.hosts import plain_host
from tests.site import factory
from tests.table.made import FIELDS, ROWS, Made, made, table

pytestmark = pytest.mark.browser

STATUS = ".explorer [role=status]"
DATASET = "datasets/contracts/"


@pytest.fixture(scope="module")
def host(pages: Path) -> Iterator[str]:
    with serving(pages) as address:
        yield address


def told(page: Page, text: str) -> None:
    """Wait until the live line says so; a question on the way is answered with yes."""
    page.wait_for_function(
        """text => {
            document.querySelector('.question:not([hidden]) button')?.click();
            return document.querySelector('.explorer [role=status]')?.textContent.startsWith(text);
        }""",
        arg=text,
    )


def column(page: Page, number: int) -> list[str]:
    texts: list[str] = page.evaluate(
        "n => [...document.querySelectorAll(`.explorer td:nth-child(${n})`)].map(cell => cell.textContent)", number
    )
    return texts


def test_by_keyboard_rows_come_and_are_sorted_and_the_focus_stays(chromium: Browser, host: str) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{host}/{DATASET}")
        assert not [url for url in seen.requests if ".parquet" in url or "/table-" in url], "nothing before it is asked"
        page.locator("button[data-script]").focus()
        page.keyboard.press("Enter")
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        assert column(page, 1)[:3] == ["R-000000", "R-000000", "R-000001"]
        assert page.evaluate("document.activeElement.matches('.explorer .scroll')")
        head = page.locator(".explorer thead th:nth-child(4)")
        head.locator("button").focus()
        page.keyboard.press("Enter")
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        page.wait_for_function("() => document.querySelectorAll('.explorer td')[3].textContent.startsWith('-')")
        assert head.get_attribute("aria-sort") == "ascending"
        assert page.evaluate("document.activeElement.closest('th').cellIndex") == 3
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelectorAll('.explorer td')[3].textContent[0] === '9'")
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        assert (head.get_attribute("aria-sort"), page.url.partition("#")[2]) == ("descending", "rows?sort=-value")
        assert column(page, 4)[0].count(",") == 1
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(f"{host}/")] == []


def test_filters_by_keyboard_give_an_address_to_share(chromium: Browser, host: str, contracts: Made) -> None:
    data = contracts.table
    wanted = pc.and_(pc.equal(data["way"], "open"), pc.match_substring(data["name"], "arbour"))
    rows = data.filter(pc.fill_null(wanted, False))
    with opened(chromium) as (page, seen):
        page.goto(f"{host}/{DATASET}#rows?")
        told(page, f"{ROWS:,} rows")
        page.locator(".row-filters > summary").focus()
        page.keyboard.press("Enter")
        page.locator("select[name=column]").select_option("name")
        page.locator(".row-filters .add button[type=button]").press("Enter")
        assert page.evaluate("document.activeElement.name") == "text"
        page.keyboard.type("ARBOUR")
        page.keyboard.press("Enter")
        page.locator("select[name=column]").select_option("way")
        page.locator(".row-filters .add button[type=button]").press("Enter")
        page.keyboard.press("Space")
        page.locator(".row-filters button[type=submit]").press("Enter")
        told(page, f"{rows.num_rows:,} of {ROWS:,} rows; rows 1 to 50")
        assert column(page, 1) == rows["ref"].slice(0, 50).to_pylist()
        assert set(column(page, 12)) == {"Open call"}
        address = page.url
    assert address.endswith("#rows?f.name=ARBOUR&f.way=open")
    with opened(chromium) as (page, seen):
        page.goto(address.replace("/datasets/", "/zh/datasets/"))
        told(page, f"{ROWS:,} 行中的 {rows.num_rows:,} 行")
        assert set(column(page, 12)) == {"公开招标"}
        assert page.locator(".row-filters input[value=open]").is_checked()
        page.locator(".row-filters fieldset button").first.click()
        told(page, f"{ROWS:,} 行中的")
        page.locator(".explorer .after a").click()
        told(page, f"共 {ROWS:,} 行")
    assert seen.complaints == []
    assert not [url for url in seen.requests if "ARBOUR" in url.partition("#")[0]]


def test_pages_of_rows_and_the_way_back(chromium: Browser, host: str) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{host}/{DATASET}#rows?")
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        page.locator("button[data-page=next]").press("Enter")
        told(page, f"{ROWS:,} rows; rows 51 to 100")
        assert page.evaluate("document.activeElement.dataset.page") == "next"
        page.locator(".pager input").fill("99999")
        page.locator(".pager input").press("Enter")
        told(page, f"{ROWS:,} rows; rows {ROWS - 49:,} to {ROWS:,}")
        assert column(page, 1)[-1] == f"R-{(ROWS - 1) // 2:06d}"
        page.go_back()
        told(page, f"{ROWS:,} rows; rows 51 to 100")
    assert seen.complaints == []


def test_a_person_is_asked_before_much_is_read_and_may_refuse(chromium: Browser, host: str) -> None:
    """Half of all rows with every column are most of the file."""
    with opened(chromium) as (page, _):
        page.goto(f"{host}/{DATASET}#rows?f.part=0..0")
        told(page, f"{ROWS // 2:,} of {ROWS:,} rows")
        download = page.locator(".explorer .after button")
        download.press("Enter")
        page.wait_for_selector(".question:not([hidden])")
        assert "MB of the file. Read it?" in page.locator(".question").inner_text()
        assert page.evaluate("document.activeElement.textContent") == "Read it"
        page.locator(".question button").nth(1).press("Enter")
        page.wait_for_function(f"() => document.querySelector('{STATUS}').textContent === 'Cancelled.'")
        assert page.evaluate("document.activeElement.closest('.after') !== null")


def test_reading_can_be_cancelled_and_begun_again(chromium: Browser, host: str) -> None:
    """On a slow line: 40 kB a second."""
    with opened(chromium) as (page, _):
        page.goto(f"{host}/{DATASET}#rows?")
        told(page, f"{ROWS:,} rows")
        line = page.context.new_cdp_session(page)
        slow = {"offline": False, "latency": 50, "downloadThroughput": 40_000, "uploadThroughput": 40_000}
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", slow)
        page.locator(".explorer thead th:nth-child(5) button").click()
        page.locator(".busy button").press("Enter")
        page.wait_for_function(f"() => document.querySelector('{STATUS}').textContent === 'Cancelled.'")
        assert page.locator(".busy").is_hidden()
        assert len(column(page, 1)) == 50, "what was shown stays"
        assert page.locator(".explorer th[aria-sort]").count() == 0, "and is in no new order"
        line.send("Network.emulateNetworkConditions", {**slow, "downloadThroughput": -1, "latency": 0})
        page.locator(".explorer thead th:nth-child(6) button").click()
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        assert column(page, 6)[0] == "-INF"


AGAIN = "Try again"


def test_what_failed_can_be_tried_again(chromium: Browser, host: str) -> None:
    """The script, the opening of the file and an order, each on a line that is cut once."""
    with opened(chromium) as (page, _):
        page.route("**/assets/table-*.js", lambda route: route.abort(), times=1)
        page.goto(f"{host}/{DATASET}")
        offer = page.locator("#first-rows button[data-script]")
        offer.press("Enter")
        page.wait_for_selector("#first-rows [role=status]:not(:empty)")
        page.route("**/*.parquet", lambda route: route.abort(), times=1)
        offer.press("Enter")
        page.wait_for_selector("#all-rows button")
        assert "could not be read" in page.locator("#all-rows [role=status]").inner_text()
        assert page.evaluate("document.activeElement.textContent") == AGAIN
        page.keyboard.press("Enter")
        told(page, f"{ROWS:,} rows")
        page.route("**/*.parquet", lambda route: route.abort(), times=1)
        page.locator(".explorer thead th:nth-child(5) button").click()
        told(page, "The table could not be read.")
        page.get_by_role("button", name=AGAIN).press("Enter")
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        assert page.locator(".explorer th:nth-child(5)[aria-sort]").count() == 1
        assert page.get_by_role("button", name=AGAIN).count() == 0, "hidden again"


def test_the_page_answers_while_rows_are_ordered(chromium: Browser, host: str) -> None:
    """100,700 texts, nearly all different, are sorted while the page is never still for long."""
    with opened(chromium) as (page, _):
        page.goto(f"{host}/{DATASET}#rows?")
        told(page, f"{ROWS:,} rows")
        page.evaluate(
            """() => {
                globalThis.turns = 0;
                const turn = () => { globalThis.turns += 1; setTimeout(turn); };
                turn();
            }"""
        )
        page.locator(".explorer thead th:nth-child(1) button").click()
        before = page.evaluate("globalThis.turns")
        page.wait_for_selector(".explorer th:nth-child(1)[aria-sort]")
        assert page.evaluate("globalThis.turns") - before > 5


def test_what_is_not_understood_is_told(chromium: Browser, host: str) -> None:
    with opened(chromium) as (page, _):
        page.goto(f"{host}/{DATASET}#rows?f.value=ten..&f.nothing=1&sort=nothing&page=x")
        told(page, f"{ROWS:,} rows; rows 1 to 50")
        text = page.locator(STATUS).inner_text()
        assert "Value: “ten..” is not understood" in text
        assert "nothing: “1” is not understood" in text
        assert "sort: “nothing” is not understood" in text


def test_fifty_rows_are_few_bytes(chromium: Browser, host: str) -> None:
    """Counted by the length that the server states for each answer."""
    sizes: list[int] = []

    def count(response: Response) -> None:
        if ".parquet" in response.url:
            sizes.append(int(response.headers["content-length"]))

    with opened(chromium) as (page, _):
        page.on("response", count)
        page.goto(f"{host}/{DATASET}#rows?")
        told(page, f"{ROWS:,} rows")
    assert 0 < sum(sizes) < 300_000
    assert len(sizes) < 45


def test_a_host_plain_host(chromium: Browser, pages: Path, tmp_path: Path) -> None:
    """A large file is not read whole, and that is said; a small one is."""
    with plain_host(pages) as address, opened(chromium) as (page, _):
        page.goto(f"{address}/{DATASET}#rows?")
        page.wait_for_function("() => document.querySelector('#all-rows').textContent.includes('cannot send parts')")
        assert page.locator("#first-rows table").is_visible()
    small = made(tmp_path, table(300))
    out = tmp_path / "out"
    out.mkdir()
    site.build(small.catalog, out, as_of=factory.AS_OF, progress=Silent())
    with plain_host(out) as address, opened(chromium) as (page, seen):
        page.goto(f"{address}/{DATASET}#rows?f.active=true")
        wanted = pc.sum(small.table["active"]).as_py()
        told(page, f"{wanted} of 300 rows")
        page.goto(f"{address}/{DATASET}record/#R-000007/1")
        page.wait_for_selector("#record-fields > div")
        assert seen.complaints == []
        next(out.glob("data/contracts/2*/contracts.parquet")).unlink()
        page.goto(f"{address}/{DATASET}#rows?")
        page.wait_for_function("() => document.querySelector('#all-rows').textContent.includes('no longer there')")


def test_the_rows_found_can_be_taken_as_csv(chromium: Browser, host: str, contracts: Made, tmp_path: Path) -> None:
    with opened(chromium, accept_downloads=True) as (page, seen):
        page.goto(f"{host}/{DATASET}#rows?f.day=1970..1971")
        told(page, "")
        page.wait_for_function("() => document.querySelector('.explorer tbody tr')")
        with page.expect_download() as waiting:
            page.locator(".explorer .after button").click()
            told(page, "The CSV has")
        got = Path(waiting.value.path()).read_bytes()
        page.goto(f"{host}/{DATASET}#rows?")
        told(page, f"{ROWS:,} rows")
        page.locator(".explorer .after button").click()
        told(page, "At most 100,000 rows")
    year = pc.year(contracts.table["day"])
    rows = contracts.table.filter(pc.and_(pc.greater_equal(year, 1970), pc.less_equal(year, 1971)))
    csv_file.write(tmp_path / "data.csv", FIELDS, rows)
    assert got == (tmp_path / "data.csv").read_bytes()
    assert seen.complaints == []


def test_each_row_leads_to_its_record(chromium: Browser, host: str, contracts: Made) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{host}/{DATASET}")
        static = page.locator("#first-rows td a").nth(3).get_attribute("href")
        page.goto(f"{host}/zh/{DATASET}#rows?page=1008")
        told(page, f"共 {ROWS:,} 行")
        link = page.locator(".explorer td a").nth(1)
        assert (static, link.get_attribute("href")) == (
            f"/{DATASET}record/#R-000001/1",
            f"/zh/{DATASET}record/#R-025175/1",
        )
        link.click()
        page.wait_for_selector("#record-fields > div")
        fields: list[str] = page.evaluate(
            "[...document.querySelectorAll('#record-fields dt a')].map(a => a.textContent)"
        )
        assert fields == [field.title["zh"] for field in FIELDS]
        assert page.locator("#record-origin [data-origin=record]").inner_text() == "50,353"
        assert page.locator("#record-address").inner_text() == (
            f"https://data.test.example/zh/{DATASET}record/#R-025175/1"
        )
        assert f"/zh/{DATASET}record/#R-025175/1" in page.locator("#record-citation").inner_text()
        page.locator("#record-next").press("Enter")
        page.wait_for_function("() => document.querySelector('#record-key').textContent === 'R-025176 / 0'")
        page.wait_for_selector("#record-found:not([hidden])")
        page.locator("#record-previous").click()
        page.wait_for_function("() => document.querySelector('#record-key').textContent === 'R-025175 / 1'")
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(f"{host}/")] == []


def test_a_record_by_its_key_and_one_that_is_not_there(chromium: Browser, host: str) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{host}/{DATASET}record/")
        page.wait_for_function("() => document.querySelector('#record-status').textContent.startsWith('Which record?')")
        first, second = page.locator("input[name=part]").all()
        first.fill("R-000003")
        second.fill("1")
        second.press("Enter")
        page.wait_for_selector("#record-found:not([hidden])")
        assert page.url.endswith("#R-000003/1")
        for fragment in ("R-999999/1", "nothing", "%E4%B8%B4"):
            page.goto(f"{host}/{DATASET}record/#{fragment}")
            page.wait_for_selector("#record-absent:not([hidden])")
            wanted = page.url.partition("#")[2].partition("/")[0]
            assert page.locator("#record-search").get_attribute("href") == f"{host}/{DATASET}#rows?f.ref={wanted}"
        assert not page.locator("#record-found").is_visible()
    assert seen.complaints == []


def test_without_script_the_first_rows_and_the_files_are_there(chromium: Browser, host: str) -> None:
    with opened(chromium, java_script_enabled=False) as (page, seen):
        page.goto(f"{host}/{DATASET}")
        columns = page.locator("#first-rows thead th").count()
        assert 10 < columns < 20, "a wide dataset shows fewer rows: no more than two hundred cells"
        assert page.locator("#first-rows tbody tr").count() == 200 // columns
        assert not page.locator("button[data-script]").is_visible()
        page.goto(f"{host}/zh/{DATASET}record/#R-000003/1")
        assert page.locator("noscript a[download]").count() >= 2
        assert not page.locator("#record-form").is_visible()
    assert seen.complaints == []


VIEWS = (
    f"{DATASET}#rows?f.way=open&f.day=1970..2020&sort=-value",
    f"zh/{DATASET}#rows?f.name=x&f.active=true&page=2",
    f"{DATASET}record/#R-000003/1",
    f"zh/{DATASET}record/#R-000003/1",
    f"zh/{DATASET}record/#nothing",
)


@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing(chromium: Browser, host: str, axe: str, path: str) -> None:
    ready = "#record-found:not([hidden]), #record-absent:not([hidden]), .explorer tbody tr, .question:not([hidden])"
    with opened(chromium, color_scheme="light", viewport={"width": 360, "height": 900}) as (page, _):
        page.goto(f"{host}/{path}")
        page.wait_for_selector(ready)
        width: Any = page.evaluate("document.documentElement.scrollWidth")
        assert violations(page, axe, dark=True) == []
    assert width == 360
