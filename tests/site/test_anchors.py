"""Articles, sections and chapters have addresses by their numbers; sentences about them have none."""

from __future__ import annotations

import pytest

from publisher.documents.model import Block
from publisher.site.anchors import mark
from publisher.site.contexts.text_parts import parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一条　为规范本市政府采购信息公开", ("第一条", "article-1")),
        ("第十二条 本办法自2026年5月1日起施行", ("第十二条", "article-12")),
        ("第一百零五条 附则", ("第一百零五条", "article-105")),
        ("第二十条之一 补充", ("第二十条之一", "article-20-1")),
        ("第３条 全角", ("第３条", "article-3")),
        ("第3条 宽窄", ("第3条", "article-3")),
        ("第三章 监督", ("第三章", "chapter-3")),
        ("第二章", ("第二章", "chapter-2")),
        ("Article 22. Whoever is found", ("Article 22", "article-22")),
        ("Section 4", ("Section 4", "section-4")),
        ("Chapter 3. Kitchens", ("Chapter 3", "chapter-3")),
        ("第五条修改为：“采购公告”", None),
        ("第一条第二款规定", None),
        ("Section 5 of the Act says otherwise", None),
        ("In section 5", None),
        ("一、总体要求", None),
    ],
)
def test_marks(text: str, found: tuple[str, str] | None) -> None:
    seen = mark(text)
    assert (seen and (seen.text, seen.anchor)) == found


def test_each_anchor_is_once_on_a_page_and_no_letter_is_lost() -> None:
    texts = ["第一章 总则", "第一条 甲。", "第一条 乙。", "没有编号", "附则", "附则"]
    blocks = tuple(
        Block(kind="heading" if text in {"第一章 总则", "附则"} else "paragraph", text=text, level=2) for text in texts
    )
    made = list(parts(blocks))
    assert [part.anchor for part in made] == ["chapter-1", "article-1", "", "", "heading-1", "heading-2"]
    assert [part.mark + part.rest or part.text for part in made] == texts
