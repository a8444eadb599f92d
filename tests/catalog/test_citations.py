"""A number in a text leads to the one document that has it, however it is written, and to no other."""

from __future__ import annotations

import pytest

from publisher.catalog.citations import citations
from publisher.documents.model import Block, Document


def paper(id_: str, number: str | None, *texts: str) -> Document:
    return Document(
        id=id_,
        collection="papers",
        department="office",
        kind="notice",
        language="zh",
        title=id_,
        number=number,
        issuers=(),
        written=None,
        published=None,
        themes=(),
        licence="cc-by-4.0",
        blocks=tuple(Block(kind="paragraph", text=text) for text in texts),
        pages=None,
        source_file=f"{id_}.txt",
        source_size=1,
        source_sha256="0" * 64,
    )


RULE, ORDER = (
    paper("rule", "澜财规〔2026〕3号", "本办法自公布之日起施行。"),
    paper("order", "TRB/2024/02", "Fares in yuan."),
)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        pytest.param("根据《办法》（澜财规〔2026〕3号）的规定", ("rule",), id="in brackets"),
        pytest.param("已被澜财规〔２０２６〕３号代替", ("rule",), id="wide digits, after a word"),
        pytest.param("见澜财规[2026]03号。", ("rule",), id="square brackets and a leading zero"),
        pytest.param("依照 澜财规 （2026） 第3号", ("rule",), id="spaces"),
        pytest.param("省澜财规〔2026〕3号", (), id="another office that ends the same"),
        pytest.param("澜财规〔2026〕31号", (), id="another serial"),
        pytest.param("澜财规〔2025〕3号", (), id="another year"),
        pytest.param("澜财发〔2026〕3号", (), id="another office"),
        pytest.param("as amended (TRB/2024/02).", ("order",), id="western"),
        pytest.param("see TRB/2024/021 and XTRB/2024/02 and TRB/2024/02/1", (), id="longer western numbers"),
        pytest.param(
            "TRB/2024/02; 澜财规〔2026〕3号; TRB/2024/02", ("order", "rule"), id="in the order of the text, once"
        ),
    ],
)
def test_what_is_cited(text: str, cited: tuple[str, ...]) -> None:
    found = citations([RULE, ORDER, paper("text", None, text)])
    assert found.cites == ({"text": cited} if cited else {})
    assert found.cited_by == dict.fromkeys(cited, ("text",))


def test_a_paper_does_not_cite_itself() -> None:
    assert citations([paper("rule", "澜财规〔2026〕3号", "澜财规〔2026〕3号", "附则")]).cites == {}


def test_a_number_that_two_papers_have_leads_nowhere() -> None:
    found = citations([RULE, paper("twin", "澜财规[2026]3号"), paper("text", None, "澜财规〔2026〕3号")])
    assert found.cites == {}


def test_cells_of_tables_are_text_too() -> None:
    rows = (("文号", "理由"), ("澜财规〔2026〕3号", "已废止"))
    table = Block(kind="table", text="\n".join("\t".join(row) for row in rows), cells=rows)
    text = paper("text", None)
    assert citations([RULE, Document(**{**vars(text), "blocks": (table,)})]).cites == {"text": ("rule",)}
