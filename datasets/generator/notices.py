"""``documents/<department>/notices``: the hand-written notices in the formats departments hand them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from datasets.generator.made import Made
from datasets.generator.page import chinese_page, english_page
from datasets.generator.paper import pdf_file
from datasets.generator.text import Notice, read
from datasets.generator.word import word_file


def make() -> list[Made]:
    """One file a notice."""
    paths = sorted((Path(__file__).parent / "texts" / "notices").glob("*.md"))
    notices = [read(path) for path in paths]
    return [
        Made(path=f"datasets/documents/{one.department}/notices/raw/{one.file}", data=_data(one, notices))
        for one in notices
    ]


def _data(notice: Notice, notices: Sequence[Notice]) -> bytes:
    earlier = [one for one in notices if one.language == notice.language and one.published < notice.published]
    related = sorted(earlier, key=lambda one: one.published, reverse=True)[:4]
    match notice.format:
        case "gov-page":
            return chinese_page(notice, related, charset="utf-8").encode("utf-8")
        case "gov-page-gb":
            # Declared as gb2312, as many old sites do, although the text needs GB18030.
            return chinese_page(notice, related, charset="gb2312").encode("gb18030")
        case "council-page":
            return english_page(notice, related).encode("utf-8")
        case "docx":
            return word_file(notice)
        case "pdf":
            return pdf_file(notice)
        case unknown:
            raise ValueError(f"{notice.file}: no format {unknown}")
