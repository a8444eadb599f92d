"""``documents/<department>/<collection>``: the hand-written notices in the formats departments hand them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from datasets.generator.made import Made
from datasets.generator.page import FURNITURE, page
from datasets.generator.paper import pdf_file
from datasets.generator.sheet import text_file
from datasets.generator.text import Notice, read
from datasets.generator.word import word_file

MOST_LINKS = 4


def make() -> list[Made]:
    """One file a notice."""
    paths = sorted((Path(__file__).parent / "texts" / "notices").glob("*.md"))
    notices = [read(path) for path in paths]
    return [
        Made(
            path=f"datasets/documents/{one.department}/{one.collection}/raw/{one.file}",
            data=_data(one, related(one, notices)),
        )
        for one in notices
    ]


def related(notice: Notice, notices: Sequence[Notice]) -> list[Notice]:
    """What the site links to beside a notice: the latest earlier ones of its department in its language."""
    earlier = [
        one
        for one in notices
        if (one.language, one.department) == (notice.language, notice.department) and one.day < notice.day
    ]
    return sorted(earlier, key=lambda one: (one.day, one.file), reverse=True)[:MOST_LINKS]


def _data(notice: Notice, links: Sequence[Notice]) -> bytes:
    writers = {"docx": word_file, "pdf": pdf_file, "txt": text_file}
    if notice.format in writers:
        return writers[notice.format](notice)
    if notice.format in FURNITURE:
        return page(notice, links)
    raise ValueError(f"{notice.file}: no format {notice.format}")
