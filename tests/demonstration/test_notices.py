"""Each notice of the demonstration arrives as it was written by hand, and without what stands around it on a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from datasets.generator.text import Notice, read
from publisher import documents, snapshot
from publisher.documents import Document
from publisher.spec import load_collection, load_portal

PORTAL = Path(__file__).parents[2] / "datasets"
NOTICES = {path.stem: read(path) for path in sorted((PORTAL / "generator" / "texts" / "notices").glob("*.md"))}
FURNITURE = ("版权所有", "浏览次数", "相关链接", "网站标识码", "Was this page helpful", "Skip to content", "Breadcrumb")


@pytest.fixture(scope="module", params=sorted(NOTICES))
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Notice, Document]:
    """A notice as it was written, and the document that was read from its file."""
    notice = NOTICES[request.param]
    portal = load_portal(PORTAL)
    folder = PORTAL / "documents" / notice.department / "notices"
    collection = load_collection(folder / "collection.yml", portal)
    taken = snapshot.take(folder / "raw" / notice.file, name=notice.file, store=tmp_path_factory.mktemp("snapshots"))
    return notice, documents.read(taken, collection, portal.languages)


def test_there_are_twelve_six_in_each_language() -> None:
    languages = [notice.language for notice in NOTICES.values()]
    assert (languages.count("zh"), languages.count("en")) == (6, 6)


def test_all_that_was_written_arrives(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    text = _squeezed(document.text)
    cells = [cell for part in notice.parts for row in part.rows for cell in row]
    written = [*(part.text for part in notice.parts), *cells]
    assert [piece for piece in written if _squeezed(piece) not in text] == []


def test_nothing_of_the_page_around_it_arrives(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    others = [one.title for one in NOTICES.values() if one.language == notice.language and one is not notice]
    around = [title for title in others if title not in "".join(part.text for part in notice.parts)]
    assert [text for text in (*FURNITURE, *around) if text in document.text] == []


def test_title_language_and_kind_are_known(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    assert (document.title, document.language, document.kind) == (notice.title, notice.language, notice.kind)


def test_no_date_or_number_is_wrong(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    assert document.written in {None, notice.written.isoformat()}
    assert document.published in {None, notice.published.isoformat()}
    assert document.number in {None, notice.number}


def test_a_page_with_a_table_of_labels_tells_all(pair: tuple[Notice, Document]) -> None:
    notice, document = pair
    labelled = notice.format in {"gov-page", "gov-page-gb"}
    told = (notice.number, (notice.issuer,), notice.written.isoformat(), notice.published.isoformat())
    found = (document.number, document.issuers, document.written, document.published)
    assert not labelled or found == told


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
