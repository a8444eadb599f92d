"""The small rules of the table and the record page: bounds, fragments, cells, sums."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.release.csv_file import cells, quoted
from publisher.site.records import fragment
from tests.search_index.node import run

MONEY, DAY, WHOLE, FLOAT = {"type": "decimal", "scale": 2}, {"type": "day"}, {"type": "integer"}, {"type": "float"}
INSTANT = {"type": "instant", "digits": 3, "utc": True}

CASES: list[tuple[list[Any], Any]] = [
    (["bound", MONEY, "", -1], None),
    (["bound", MONEY, "10", -1], "1000"),
    (["bound", MONEY, "10.005", -1], "1001"),
    (["bound", MONEY, "10.005", 1], "1000"),
    (["bound", MONEY, "-10.005", -1], "-1000"),
    (["bound", MONEY, "-10.005", 1], "-1001"),
    (["bound", MONEY, "1,234,567.80", 1], "123456780"),
    (["bound", MONEY, "１２．５", 1], "1250"),
    (["bound", MONEY, ".5", 1], "50"),
    (["bound", MONEY, ".", 1], "?"),
    (["bound", MONEY, "ten", 1], "?"),
    (["bound", WHOLE, "9007199254740993", 1], "9007199254740993"),
    (["bound", FLOAT, "1e3", 1], "1000"),
    (["bound", FLOAT, "x", 1], "?"),
    (["bound", DAY, "1970-01-02", -1], "1"),
    (["bound", DAY, "1970", 1], "364"),
    (["bound", DAY, "1970-02", 1], "58"),
    (["bound", DAY, "1970-02", -1], "31"),
    (["bound", DAY, "2024-02-30", -1], "?"),
    (["bound", DAY, "2024-13", 1], "?"),
    (["bound", DAY, "0099-12-31", 1], "-683004"),
    (["bound", INSTANT, "1970-01-01", 1], "86399999"),
    (["bound", INSTANT, "1970-01-01", -1], "0"),
    (["fragment", ["a/b", "2026-03-01", "临海 #?"]], "#a%2Fb/2026-03-01/%E4%B8%B4%E6%B5%B7%20%23%3F"),
    (["parts", "#a%2Fb/2026-03-01"], ["a/b", "2026-03-01"]),
    (["parts", "#"], None),
    (["parts", "#%"], None),
    (["state", "#rows"], None),
    (["state", "#rows?"], [[], "", False, 1, "#rows?"]),
    (["state", "#rows?page=-3&sort=value"], [[], "value", False, 1, "#rows?sort=value"]),
    (
        ["state", "#rows?sort=-value&page=3&f.way=open&f.way=x&f.name=a%26b"],
        [
            [["way", ["open", "x"]], ["name", ["a&b"]]],
            "value",
            True,
            3,
            "#rows?sort=-value&page=3&f.way=open&f.way=x&f.name=a%26b",
        ],
    ),
    (["joined", [[10, 20], [0, 5], [15_000, 15_001]]], [[0, 20], [15_000, 15_001]]),
    (["joined", [[0, 0], [5_000_000, 5_000_001]]], [[5_000_000, 5_000_001]]),
]  # fmt: skip


def test_small_rules(scripts: dict[str, Path]) -> None:
    got = run(scripts["asking"], [call for call, _ in CASES])
    assert [(call, value) for (call, _), value in zip(CASES, got, strict=True)] == CASES


@settings(max_examples=5)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=30, max_size=60))
def test_python_and_the_browser_agree(scripts: dict[str, Path], texts: list[str]) -> None:
    """Sums, addresses and cells of any text."""
    import pyarrow as pa

    from publisher.spec.model import Field

    calls = [call for text in texts for call in (["crc32", text], ["parts", fragment([text, "1"])], ["csv", text])]
    got = run(scripts["asking"], calls)
    said, _ = cells(Field(name="a", type="text", titles_in_source=()), pa.array(texts, pa.string()))
    wanted = []
    for text, cell in zip(texts, said.to_pylist(), strict=True):
        wanted += [zlib.crc32(text.encode()), [text, "1"], cell]
    assert got == wanted


def test_a_fragment_is_decoded_to_what_it_was() -> None:
    parts = ["", "a/b", "%", "临海", "a b+c#?&=", "\x1f"]
    assert [unquote(part) for part in fragment(parts)[1:].split("/")] == parts


@pytest.mark.parametrize(("name", "wanted"), [("a", "a"), ("a,b", '"a,b"'), (" a", '" a"')])
def test_header_names(name: str, wanted: str) -> None:
    assert quoted(name) == wanted
