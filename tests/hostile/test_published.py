"""Hostile files through ``daylight add``, ``check`` and ``publish``: published inert, or refused in words; never both.

A few of each kind are in the plain run; ``make test-hostile`` takes every file of ``../shared/hostile/`` that has a
table into one portal.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from lxml import html
from playwright.sync_api import Browser

from publisher.commands import daylight
from publisher.commands.add import add_file
from publisher.errors import DaylightError
from publisher.serve import serving
from publisher.values.text import OUTER
from tests.hostile.made import READ
from tests.read.reading import NO_SHARED, SHARED

_HOSTILE = SHARED / "hostile"
_FEW = (
    "csv/gen_hostile_headers.csv",
    "csv/gen_huge_field.csv",
    "csv/gen_numbers_trap.csv",
    "csv/gen_unclosed_quote.csv",
    "csv_formula/gen_formulas.csv",
    "disclosure/gen_cell_comment.xlsx",
    "json/gen_proto.json",
    "json/gen_lone_surrogate.json",
    "sql/payloads-sql-blind-MySQL-ORDER_BY",
    "text/blns.json",
    "xml/gen_xinclude.xml",
    "xml_ssti/ssti.fuzz",
    "xss/gen_marker_payloads.json",
    "xss/xss_payloads_quick.txt",
    "xss_svg/SVG_XSS_nested_svg.svg",
    "zip/gen_slip_nfd.zip",
)
_PORTAL = """\
name: Hostile
languages: [en]
publisher: City
contact: {name: Desk, email: desk@hostile.example}
address: https://hostile.example
licence: cc-by-4.0
departments: {it: {name: IT}}
"""

pytestmark = pytest.mark.skipif(not _HOSTILE.exists(), reason=NO_SHARED)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What became of the files. ``datasets``: path of a file that has a table -> the id of its dataset."""

    root: Path
    datasets: Mapping[str, str]
    refused: Mapping[str, DaylightError] = field(default_factory=dict)
    results: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    checked: Result | None = None

    @property
    def public(self) -> Path:
        return self.root / "public"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("made")
    made = [folder / name for name in ("names.sqlite", "says-more.dbf.zip", "section.html")]
    for path in made:
        data = READ[path.name][0]()
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return _run(
        tmp_path_factory.mktemp("few"), {**{name: _HOSTILE / name for name in _FEW}, **{p.name: p for p in made}}
    )


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Run:
    rows = csv.DictReader((_HOSTILE / "index.csv").read_text().splitlines())
    return _run(tmp_path_factory.mktemp("every"), {row["path"]: _HOSTILE / row["path"] for row in rows})


@pytest.fixture(params=["few", pytest.param("every", marks=pytest.mark.hostile)])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


def _run(root: Path, files: Mapping[str, Path]) -> Run:
    (root / "portal.yml").write_text(_PORTAL)
    datasets, refused = {}, {}
    for number, (name, path) in enumerate(files.items()):
        id_ = f"file-{number}"
        try:
            add_file(path, department="it", dataset=id_, project=root)
        except DaylightError as error:
            refused[name] = error
            continue
        datasets[name] = id_
    at = ["--project", str(root), "--json"]
    checked = CliRunner().invoke(daylight, ["check", *at], catch_exceptions=False)
    done = CliRunner().invoke(daylight, ["publish", *at, "--as-of", "2026-10-01"], catch_exceptions=False)
    assert done.exit_code in {0, 1}, done.output
    lines = {line["id"]: line for line in json.loads(done.stdout)["datasets"]}
    return Run(root=root, datasets=datasets, refused=refused, checked=checked, results=lines)


def test_each_is_published_or_refused_in_words(run: Run) -> None:
    assert run.checked is not None
    assert run.checked.exit_code in {0, 1}
    assert set(run.results) == set(run.datasets.values())
    for name, id_ in run.datasets.items():
        line = run.results[id_]
        live = (run.public / "datasets" / id_ / "index.html").exists()
        assert live == (line["result"] == "published"), name
        assert live or line["next_step"], name
    for name, error in run.refused.items():
        assert error.place is not None, name
        assert error.remedy, name


def test_a_draft_of_what_was_found_can_be_published(few: Run) -> None:
    """Unseen characters in a header are written in the draft so that the header still matches."""
    failed = [name for name, id_ in few.datasets.items() if few.results[id_]["result"] != "published"]
    assert (failed, few.refused) == ([], {})


def test_pages_hold_nothing_that_runs(run: Run) -> None:
    for path in run.public.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        scripts = [one for one in page.iter("script") if not (one.get("src") or "").startswith("/assets/")]
        assert {one.get("type") for one in scripts} <= {"application/json", "application/ld+json"}, path
        assert not [one for one in page.iter("iframe", "object", "embed", "base", "form") if one.get("action")], path
        names = {name for one in page.iter() if isinstance(one.tag, str) for name in one.attrib}
        assert not [name for name in names if name.startswith("on") or name == "srcdoc"], path
        links = [value for one in page.iter("a", "img", "link") for value in (one.get("href"), one.get("src")) if value]
        assert not [link for link in links if re.match(r"\s*(?:javascript|data|vbscript):", link, re.IGNORECASE)], path
        first = next(one for one in page.find("head").iter("meta") if one.get("charset") is None)
        assert first.get("http-equiv") == "Content-Security-Policy", path


def test_nothing_of_this_machine_is_published(run: Run) -> None:
    """Nor what the files of ``disclosure/`` hide, each under one mark."""
    words = [str(run.root).encode(), str(SHARED).encode(), b"root:x:0:0", b"SECRET-599159"]
    told = [path for path in run.public.rglob("*") if path.is_file() and any(w in path.read_bytes() for w in words)]
    assert told == []


def test_no_cell_of_a_download_is_a_formula(run: Run) -> None:
    number = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
    for path in run.public.glob("data/*/*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            cells = {cell for row in csv.reader(stream) for cell in row}
        risky = [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]", cell) and not number.fullmatch(cell)]
        assert risky == [], path


def test_text_is_exact(few: Run) -> None:
    """Every naughty string stands in the Parquet file as it was sent, less outer space; blank ones are no records."""
    sent = json.loads((_HOSTILE / "text/blns.json").read_text(encoding="utf-8"))
    id_ = few.datasets["text/blns.json"]
    published = pq.read_table(few.public / "data" / id_ / f"{id_}.parquet").column(0).to_pylist()
    assert published == [text for text in (one.strip(OUTER) for one in sent) if text]


@pytest.fixture
def address(few: Run) -> Iterator[str]:
    with serving(few.public) as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without the policy"])
def test_no_script_runs_in_a_browser(chromium: Browser, few: Run, address: str, policy: bool) -> None:
    with chromium.new_context(bypass_csp=not policy) as context:
        page = context.new_page()
        seen: list[str] = []
        page.on("request", lambda request: None if request.url.startswith(address) else seen.append(request.url))
        page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
        for id_ in few.datasets.values():
            page.goto(f"{address}/datasets/{id_}/", wait_until="load")
            assert page.evaluate("[window.__xss, document.getElementById('__xss')]") == [None, None]
    assert seen == []
