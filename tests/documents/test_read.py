"""From a file to a document: what is read, what is refused and why, and the twins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publisher.documents import Block, to_json, to_text
from publisher.documents.assemble import document_id
from publisher.documents.formats import sniff
from publisher.documents.language import language
from publisher.documents.structure import outlined, top_heading, with_title
from publisher.errors import SourceError
from publisher.spec.model import DocumentOverride
from tests.documents.made import collection, read_file, shape
from tests.documents.test_html import BODY, LABELS

TITLE = "<p><b>关于采购</b></p><p><b>的通知</b></p>"
PAGE = f"<html><title>关于采购的通知_某市政府</title><body>{LABELS}<div id=zoom>{TITLE}{BODY}</div>"


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "2018-采购.html"
    path.write_text(f"<meta charset=gb2312>{PAGE}", encoding="gb18030")
    document = read_file(path)
    assert (
        document.language,
        document.title,
        document.number,
        document.written,
        document.published,
        document.kind,
    ) == (
        "zh",
        "关于采购的通知",
        "国发〔2018〕43号",
        "2018-12-21",
        "2018-12-29",
        "notice",
    )
    assert shape(document.blocks)[0] == ("h2", "关于采购的通知")
    assert document.id == f"papers-{document.source_sha256[:8]}"
    assert [issue.code for issue in document.issues] == []
    assert read_file(path) == document


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_a_wrong_label_does_not_matter(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(("<meta charset=gb2312>" + BODY * 3).encode(encoding))
    assert "保障公众知情权" in read_file(path).text


def test_what_is_declared_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    override = DocumentOverride(id="rules-2018", kind="normative", language="en", published="2019-01-01")
    document = read_file(path, collection(a_html=override))
    assert (document.id, document.kind, document.language, document.published) == (
        "rules-2018",
        "normative",
        "en",
        "2019-01-01",
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old binary office file"),
        ("a.rtf", b"{\\rtf1 text}", "RTF file"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 100, "archive"),
        ("a.xlsx", b"PK\x03\x04 xl/workbook.xml", "workbook"),
        ("a.docx", b"PK\x03\x04 word/document.xml", "cannot be opened"),
        ("a.pdf", b"%PDF-1.4 nothing", "PDF cannot be read"),
        ("a.xml", b"<?xml version='1.0'?><a><b></a>", "not well-formed"),
        ("a.bin", bytes(range(256)) * 4, "no kind of document"),
    ],
)
def test_refused_in_words(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message) as caught:
        read_file(path)
    assert caught.value.place is not None
    assert caught.value.place.file == f"raw/{name}"
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("empty.txt", b"", ["empty-file", "no-date"]),
        ("blank.html", b"<html><body></body></html>", ["no-text", "no-date"]),
        ("lost.txt", "国务院\ufffd公厅".encode(), ["text-damaged", "no-date"]),
    ],
)
def test_nothing_to_read_is_told(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert [issue.code for issue in read_file(path).issues] == codes


def test_twins(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read_file(path)
    value = json.loads(to_json(document))
    assert (value["id"], value["number"], value["source"]["sha256"]) == (
        "papers-a",
        document.number,
        document.source_sha256,
    )
    assert value["source"]["file"] == "a.html"
    assert [block["text"] for block in value["blocks"]] == [block.text for block in document.blocks]
    assert to_text(document).splitlines()[:5] == [
        "关于采购的通知",
        "国发〔2018〕43号",
        "国务院",
        "2018-12-21",
        "2018-12-29",
    ]
    assert to_text(document).endswith(document.blocks[-1].text + "\n")


@pytest.mark.parametrize(
    ("stem", "id_"),
    [
        ("2026-03-water", "papers-2026-03-water"),
        ("FOIA Request 2-16-18 (final)", "papers-foia-request-2-16-18-final"),
        ("Décision_n°4", "papers-decision-n-4"),
        ("关于采购的通知", "papers-0123abcd"),
        ("2018年通知", "papers-0123abcd"),
        ("___", "papers-0123abcd"),
    ],
)
def test_ids(stem: str, id_: str) -> None:
    assert document_id("papers", stem, "0123abcd" + "0" * 56) == id_


@pytest.mark.parametrize(
    ("text", "languages", "code"),
    [
        ("国务院关于 Internet Plus 的意见", ("en", "zh"), "zh"),
        ("The notice 通知 was read by the council and the mayor", ("en", "zh"), "en"),
        ("Le conseil municipal", ("fr", "zh"), "fr"),
        ("国务院", ("en",), "zh"),
        ("2018", ("zh", "en"), "zh"),
    ],
)
def test_language(text: str, languages: tuple[str, ...], code: str) -> None:
    assert language(text, languages) == code


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"junk\n%PDF-1.7", "pdf"),
        (b"<!-- x --><?xml version='1.0'?><HTML>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><bill/>", "xml"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", "html"),
        ("<html>中文".encode("utf-16"), "html"),
        (b"<bill><section/></bill>", "xml"),
        (b"<p>a</p>", "html"),
        (b"PK\x03\x04..word/document.xml", "docx"),
        ("国务院通知".encode("gb18030"), "text"),
        (b"a < b and c > d", "text"),
    ],
)
def test_the_content_decides(head: bytes, form: str) -> None:
    assert sniff(head) == form


def test_structure_in_the_wording() -> None:
    blocks = tuple(
        block
        for text in ("关于采购", "的通知", "一、总体要求", "（一）加强管理。要认真执行。", "第二章 监督")
        for block in outlined((Block(kind="paragraph", text=text),))
    )
    assert shape(with_title(blocks, "关于采购的通知")) == [
        ("h2", "关于采购的通知"),
        ("h3", "一、总体要求"),
        ("paragraph", "（一）加强管理。要认真执行。"),
        ("h2", "第二章 监督"),
    ]
    assert shape(with_title(blocks, "别的标题")) == shape(blocks)
    assert top_heading(blocks) == "第二章 监督"
