"""Every page is there, in each language, with its links, its policy and its words; nothing hostile gets through."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from publisher import site
from publisher.progress import Silent
from publisher.site.headers import META_POLICY
from tests.site import factory, front_end
from tests.site.conftest import Built

PATHS = (
    "",
    "search/",
    "datasets/",
    "documents/",
    "services/",
    "departments/",
    "datasets/contracts/",
    "datasets/contracts/changes/",
    "datasets/contracts/quality/",
    "datasets/contracts/record/",
    "datasets/empty/",
    "datasets/empty/changes/",
    "datasets/empty/quality/",
    "documents/attacked/",
    "documents/gongwen/",
    "documents/scan/",
    "services/licence/",
    "services/bare/",
    "departments/finance/",
    "departments/works/",
    "themes/economy/",
    "themes/health/",
)
# Pages that are there, and in no list and no search engine.
UNLISTED = ("patterns/",)


def test_every_address_is_there(built: Built) -> None:
    wanted = {f"{prefix}{path}index.html" for prefix in ("", "zh/") for path in PATHS + UNLISTED} | {"404.html"}
    assert {path.relative_to(built.folder).as_posix() for path in built.pages()} == wanted
    assert built.summary.pages == len(wanted)


def test_the_summary_counts_what_is_on_disk(built: Built) -> None:
    files = [path for path in built.folder.rglob("*") if path.is_file()]
    assert built.summary.files == len(files)
    assert built.summary.bytes == sum(path.stat().st_size for path in files)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("zh", "zh/")])
def test_languages_lead_to_each_other(built: Built, path: str, language: str, prefix: str) -> None:
    page = built.tree(prefix + path)
    assert page.get("lang") == language
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://data.test.example/{prefix}{path}"]
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["en", "zh", "x-default"]
    assert page.xpath("//link[@rel='alternate']/@href")[:2] == [
        f"https://data.test.example/{path}",
        f"https://data.test.example/zh/{path}",
    ]
    assert page.xpath("//nav[@class='languages']//a/@href") == [f"/{path}", f"/zh/{path}"]


@pytest.mark.parametrize("path", UNLISTED)
@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_an_unlisted_page_has_its_languages_and_is_in_no_list(built: Built, prefix: str, path: str) -> None:
    page = built.tree(prefix + path)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//link[@rel='canonical' or @rel='alternate']")
    assert page.xpath("//nav[@class='languages']//a/@href") == [f"/{path}", f"/zh/{path}"]
    sitemap = (built.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert path not in sitemap
    assert "zh/datasets/" in sitemap


def test_each_page_says_that_the_city_is_fictional(built: Built) -> None:
    for path in built.pages():
        text = path.read_text(encoding="utf-8")
        assert "This city is fictional." in text or "这座城市是虚构的。" in text, path


def test_the_policy_is_the_first_thing_in_each_head(built: Built) -> None:
    for path in built.pages():
        page = built.tree(path.relative_to(built.folder).as_posix())
        first = page.find("head")[0]
        assert (first.get("http-equiv"), first.get("content")) == ("Content-Security-Policy", META_POLICY), path


def test_links_inside_the_site_resolve(built: Built) -> None:
    for path in built.pages():
        page = built.tree(path.relative_to(built.folder).as_posix())
        for address in page.xpath("//@href | //@src | //@srcset"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            if not parts.path:
                assert page.xpath("//*[@id=$id]", id=parts.fragment), (path, address)
                continue
            file = built.folder / unquote(parts.path).lstrip("/")
            assert (file / "index.html" if parts.path.endswith("/") else file).is_file(), (path, address)


def test_only_links_leave_the_site(built: Built) -> None:
    """Scripts, styles, pictures and frames come from here; an outside address is a link a reader may follow."""
    for path in built.pages():
        page = built.tree(path.relative_to(built.folder).as_posix())
        loaded = page.xpath("//@src | //@srcset | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded), path
        links = {urlsplit(address).scheme for address in page.xpath("//a/@href")}
        assert links <= {"", "https", "mailto", "tel"}, path


def test_hostile_text_is_text(built: Built) -> None:
    """No element, attribute or template expression of the attack becomes one of the page."""
    for path in built.pages():
        page = built.tree(path.relative_to(built.folder).as_posix())
        assert not page.xpath("//@onerror | //@style | //img[@src='x'] | //comment() | //style | //b | //i"), path
        assert all(script.get("src") or "json" in script.get("type", "") for script in page.xpath("//script")), path
        assert ">49" not in path.read_text(encoding="utf-8"), path


SINKS = (
    ("datasets/contracts/", "//h1"),
    ("datasets/contracts/", "//table[@class='data']//td"),
    ("datasets/contracts/", "//ul[@class='fields']//div/p"),
    ("datasets/contracts/", "//dl[@class='codes']//dd"),
    ("datasets/contracts/", "//figcaption"),
    ("datasets/contracts/", "//div[@class='warning']/p"),
    ("datasets/contracts/quality/", "//article//code"),
    ("documents/attacked/", "//h1"),
    ("documents/attacked/", "//div[@class='text']//h2"),
    ("documents/attacked/", "//div[@class='text']//li"),
    ("documents/attacked/", "//div[@class='text']//td"),
    ("documents/attacked/", "//dl[@class='facts']//dd"),
    ("services/licence/", "//h1"),
    ("services/licence/", "//ul[@class='guide']/li"),
    ("departments/finance/", "//p[@class='lead']"),
    ("", "//p[@class='lead']"),
)


@pytest.mark.parametrize(("path", "sink"), SINKS)
def test_hostile_text_is_shown_as_it_is(built: Built, path: str, sink: str) -> None:
    assert any(factory.ATTACK in node.text_content() for node in built.tree(path).xpath(sink))


def test_strange_text_is_exact(built: Built) -> None:
    """A carriage return stays one; NUL, which HTML cannot hold, is shown by its picture."""
    page = built.html("datasets/contracts/")
    assert "北京市&#13;\n第二行␀" in page
    assert any(factory.STRANGE in node.text_content() for node in built.tree("datasets/contracts/").xpath("//td"))


def test_json_ld_is_whole(built: Built) -> None:
    for path, kind in (
        ("datasets/contracts/", "Dataset"),
        ("zh/documents/gongwen/", "Legislation"),
        ("services/bare/", "GovernmentService"),
    ):
        (block,) = built.tree(path).xpath("//script[@type='application/ld+json']")
        assert json.loads(block.text)["@type"] == kind


def test_a_dataset_that_was_kept_says_so(built: Built) -> None:
    (notice,) = built.tree("datasets/contracts/").xpath("//main//div[@class='warning']")
    assert "could not be renewed" in notice.text_content()
    assert "raw/x.csv" in notice.text_content()
    assert not built.tree("datasets/empty/").xpath("//main//div[@class='warning']")


def test_the_ledger_is_spelled_out(built: Built) -> None:
    page = built.tree("datasets/contracts/quality/")
    assert page.xpath("string(//p[@class='law figures'])") == "11 = 4 + 2 + 1 + 4"
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("(//table)[1]/tbody/tr")]
    assert rows[0] == [
        "raw/a&b<i>.csv",
        "10",
        "4",
        "2",
        "1",
        "31 header line, 2 footer lines",
        "yes",
    ]
    assert rows[1][-1] == "no"


def test_findings_name_their_place(built: Built) -> None:
    (example,) = built.tree("datasets/contracts/quality/").xpath("(//article)[1]/ul[@class='examples']/li")
    places = [item.text_content() for item in example.xpath("ul/li")]
    assert places == ["record 12", f"column {factory.ATTACK}", f"sheet {factory.ATTACK}", "raw/a&b<i>.csv"]
    assert example.xpath("string(p/code)") == factory.ATTACK


def test_downloads_carry_size_and_hash(built: Built) -> None:
    page = built.tree("datasets/contracts/")
    for file in built.catalog.datasets[0].release.files:
        path = f"/data/contracts/{file.name}"
        if file.role in ("data", "package") and file.size:
            assert page.xpath("//a[@href=$path]", path=path), path
            assert file.sha256 in page.text_content()
            assert f"https://data.test.example{path}" in page.text_content()
            assert (built.folder / path.lstrip("/")).stat().st_size == file.size
            assert (built.folder / "data" / "contracts" / factory.VERSION / file.name).is_file()
    assert "Too many rows for a sheet." in page.text_content()


def test_first_rows_are_those_of_the_file(built: Built) -> None:
    rows = built.tree("datasets/contracts/").xpath("//table[@class='data']/tbody/tr")
    assert [row[0].text_content() for row in rows] == ["007", "=1+1", factory.ATTACK, "4"]
    assert [row[1].text_content() for row in rows] == ["2026-01-01", "2026-04-01", "–", "2026-02-28"]
    assert [row[2].text_content() for row in rows] == ["1,200.50", "-3.00", "–", "99,999.99"]
    assert [row[4].text_content() for row in rows] == [factory.ATTACK, "Direct award", factory.ATTACK, "–"]
    assert [row[5].text_content() for row in rows] == ["yes", "no", "–", "yes"]
    assert [row[6].text_content() for row in rows] == ["a; b", factory.ATTACK, "–", ""]


def test_what_a_department_does_not_say_is_said(built: Built) -> None:
    page = built.tree("services/bare/")
    assert len(page.xpath("//main//span[@class='absent']")) == 11
    warning = page.xpath("string(//main//div[@class='warning'])")
    assert [word for word in ("What to bring", "Fee", "Visits needed") if word in warning] == [
        "What to bring",
        "Fee",
        "Visits needed",
    ]
    assert "部门未说明" in built.html("zh/services/bare/")


def test_a_document_reads_in_order(built: Built) -> None:
    text = built.tree("documents/attacked/").xpath("//div[@class='text']")[0]
    assert [node.tag for node in text] == ["p", "h2", "p", "ul", "p", "ul", "section"]
    assert text.xpath("p[@class='page']/@id") == ["page-1", "page-2"]
    chinese = built.tree("documents/gongwen/").xpath("//div[@class='text']")[0]
    assert chinese.get("lang") == "zh"
    assert chinese.xpath("ul/@class") == ["marked"]
    assert chinese.xpath("section//thead//th/text()") == ["项目", "金额"]


def test_document_twins(built: Built) -> None:
    twin = json.loads((built.folder / "documents/gongwen/gongwen.json").read_text(encoding="utf-8"))
    assert (twin["number"], len(twin["blocks"])) == ("国发〔2016〕55号", 5)
    assert "（一）坚持公开" in (built.folder / "documents/gongwen/gongwen.txt").read_text(encoding="utf-8")


def test_same_catalogue_same_bytes(built: Built, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere" / "out"
    again.mkdir(parents=True)
    site.build(factory.catalog(tmp_path), again, as_of=factory.AS_OF, progress=Silent())
    first = {path.relative_to(built.folder): path.read_bytes() for path in built.pages()}
    assert {path.relative_to(again): path.read_bytes() for path in sorted(again.rglob("*.html"))} == first
    pictures = {path.name: path.read_bytes() for path in (built.folder / "assets").iterdir()}
    assert {path.name: path.read_bytes() for path in (again / "assets").iterdir()} == pictures


def test_pages_are_small(built: Built) -> None:
    assert {path.as_posix() for path in built.pages() if path.stat().st_size > 100_000} == set()


def test_html_is_valid(built: Built) -> None:
    """html-validate over every page with the committed rules; zero errors."""
    front_end.install()
    program = front_end.MODULES / "html-validate/bin/html-validate.mjs"
    rules = front_end.FOLDER / ".htmlvalidate.json"
    ended = subprocess.run(
        [front_end.node(), str(program), "--config", str(rules), f"{built.folder}/**/*.html"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
