"""Each notice of the demonstration arrives as it was written by hand, and without what stands around it on a page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import search_index
from datasets.generator.page import FURNITURE
from datasets.generator.text import Notice, read
from publisher import documents, snapshot
from publisher.documents import Document
from publisher.spec import collection_files, load_collection, load_portal
from publisher.terms import DOCUMENT_KINDS
from tests.documents.score_index import searched

PORTAL = Path(__file__).parents[2] / "datasets"
NOTICES = {path.stem: read(path) for path in sorted((PORTAL / "generator" / "texts" / "notices").glob("*.md"))}
# Words of the pages around the texts; no text has one of them.
AROUND = (
    *("版权所有", "浏览次数", "相关链接", "网站标识码", "当前位置", "扫一扫", "推荐阅读", "热点专题", "点击数", "主办"),
    *("上一篇", "打印", "公报首页", "无障碍浏览", "机构设置", "我要纠错", "相关文章", "分享到", "索引号", "中文"),
    *("Was this page helpful", "Skip to", "Breadcrumb", "You are here", "cookie", "Plan a trip", "Lines today"),
    *("Recent posts", "Filed under", "Related", "See also", "More letters", "Privacy policy", "Report it"),
    *("Back to top", "Published:", "Issued by", "In force", "Previous:", "easy to read", "fictional bureau", "Page 1"),
)
# Who cites which document of the portal by its number.
CITATIONS = {
    ("dust-consultation-result", ("clean-air-plan", "dust-consultation")),
    ("fares-amendment", ("fares-order",)),
    ("five-more-days-comment", ("procurement-disclosure-amendment", "procurement-disclosure-rules")),
    ("lantern-street-consultation", ("fire-safety-rules", "lantern-street-minutes")),
    ("lifts-explained", ("lift-implementing-rules",)),
    ("midyear-report-2026", ("licence-fee-waiver",)),
    ("passenger-council-minutes", ("fares-amendment", "reply-bus-stops")),
    ("procurement-disclosure-amendment", ("procurement-disclosure-rules",)),
    ("repeal-decision", ("procurement-disclosure-rules", "school-admission-rules")),
    ("reply-straw-burning", ("air-quality-bulletin-2025",)),
    ("school-admission-explained", ("school-admission-rules",)),
    ("school-roof-award", ("procurement-disclosure-rules",)),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Every document as it was read from its file, by the stem of its text."""
    portal, store = load_portal(PORTAL), tmp_path_factory.mktemp("snapshots")
    collections = {path.parent: load_collection(path, portal) for path in collection_files(PORTAL)}
    return {
        stem: documents.read(
            snapshot.take(_folder(notice) / "raw" / notice.file, name=notice.file, store=store),
            collections[_folder(notice)],
            portal.languages,
        )
        for stem, notice in NOTICES.items()
    }


@pytest.fixture(params=sorted(NOTICES))
def pair(request: pytest.FixtureRequest, found: dict[str, Document]) -> tuple[Notice, Document]:
    """A notice as it was written, and the document that was read from its file."""
    return NOTICES[request.param], found[request.param]


def test_they_are_many_and_half_of_them_in_each_language() -> None:
    languages = Counter(notice.language for notice in NOTICES.values())
    assert languages == {"zh": 24, "en": 24}
    assert {notice.kind for notice in NOTICES.values()} == set(DOCUMENT_KINDS)
    assert {notice.department for notice in NOTICES.values()} == set(load_portal(PORTAL).departments)
    assert {notice.format for notice in NOTICES.values()} == {*FURNITURE, "docx", "pdf", "txt"}


def test_no_collection_is_empty_and_no_override_is_without_a_file() -> None:
    files: dict[Path, set[str]] = {}
    for notice in NOTICES.values():
        files.setdefault(_folder(notice), set()).add(notice.file)
    declared = {path.parent: load_collection(path, load_portal(PORTAL)) for path in collection_files(PORTAL)}
    assert sorted(declared) == sorted(files)
    assert [set(spec.documents) - files[folder] for folder, spec in declared.items()] == [set()] * len(declared)


def test_all_that_was_written_arrives(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    text = _squeezed(document.text)
    cells = [cell for part in notice.parts for row in part.rows for cell in row]
    written = [*(part.text for part in notice.parts), *cells]
    assert [piece for piece in written if _squeezed(piece) not in text] == []


def test_nothing_of_the_page_around_it_arrives(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    others = [one.title for one in NOTICES.values() if one.language == notice.language and one is not notice]
    around = [title for title in others if title not in text_of(notice)]
    assert [text for text in (*AROUND, *around) if text in document.text] == []


def test_nothing_is_said_twice(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    head = sum(len(_squeezed(text)) for text in (notice.title, notice.number, notice.issuer)) + 40
    written = sum(
        len(_squeezed(part.text)) + sum(len(_squeezed("".join(row))) for row in part.rows) for part in notice.parts
    )
    assert len(_squeezed(document.text)) <= written + head


def test_what_it_says_of_itself_is_known(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    told: dict[str, object] = {
        "title": notice.title,
        "number": notice.number or None,
        "issuers": (notice.issuer,),
        "written": notice.written.isoformat(),
        "published": notice.published.isoformat() if notice.published else None,
        "kind": notice.kind,
        "language": notice.language,
    }
    told |= {name: () if name == "issuers" else None for name in notice.untold}
    assert {name: getattr(document, name) for name in told} == told


def test_only_a_missing_day_is_an_issue(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    assert [issue.code for issue in document.issues] == ([] if notice.published else ["no-date"])


def test_it_is_found_by_words_of_its_body(found: dict[str, Document], tmp_path: Path) -> None:
    search_index.build([searched(stem, document) for stem, document in found.items()], tmp_path)
    index = search_index.open(tmp_path)
    first = {stem: [hit.id for hit in index.search(_phrase(notice)).hits][:1] for stem, notice in NOTICES.items()}
    assert first == {stem: [stem] for stem in NOTICES}


def test_numbers_are_cited_as_the_cited_paper_writes_them(found: dict[str, Document]) -> None:
    numbers = {stem: _plain(document.number) for stem, document in found.items() if document.number}
    cited = {
        (stem, tuple(sorted(other for other, number in numbers.items() if other != stem and number in text)))
        for stem, text in ((stem, _plain(document.text)) for stem, document in found.items())
    }
    assert {pair for pair in cited if pair[1]} == CITATIONS


def test_no_two_have_one_number() -> None:
    numbers = Counter(notice.number for notice in NOTICES.values() if notice.number)
    assert [number for number, count in numbers.items() if count > 1] == []


def _folder(notice: Notice) -> Path:
    return PORTAL / "documents" / notice.department / notice.collection


def text_of(notice: Notice) -> str:
    """All that was written: paragraphs, and the cells of tables."""
    return "\n".join([part.text + "\n".join("\t".join(row) for row in part.rows) for part in notice.parts])


def _phrase(notice: Notice) -> str:
    """Words from the middle of the longest paragraph, in quotation marks."""
    text = max((part.text for part in notice.parts), key=len)
    if notice.language == "zh":
        clause = max(re.split("[，。；：、（）《》“”「」0-9]", text), key=len)
        return f'"{clause[:16]}"'
    words = re.split(r"[.,;:]", text)
    clause = max(words, key=len)
    return '"' + " ".join(clause.split()[:8]) + '"'


def _plain(text: str) -> str:
    """Full-width digits and brackets as plain ones."""
    return unicodedata.normalize("NFKC", text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
