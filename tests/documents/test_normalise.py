"""The rules of the normaliser, and that each says how often it fired."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.documents.model import Block
from publisher.documents.normalise import RULES, normalise, normalise_blocks

SHY, ZWSP, ZWJ, NBSP, WIDE = "\u00ad", "\u200b", "\u200d", "\u00a0", "\u3000"


@pytest.mark.parametrize(
    ("text", "shown", "fired"),
    [
        ("plain text\nof two lines", "plain text\nof two lines", {}),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", {"line-ends": 3}),
        (f"in{SHY}for{ZWSP}mation", "information", {"invisible-characters": 2}),
        ("\ufeff标题", "标题", {"invisible-characters": 1}),
        (f"国务院{NBSP}办公厅{WIDE}通知", "国务院 办公厅 通知", {"space-characters": 2}),
        ("a  b\t\tc", "a b c", {"space-runs": 2}),
        ("  a \n b  ", "a\nb", {"space-runs": 2, "space-at-line-ends": 4}),
        ("a\n\n\n\nb\n\n", "a\n\nb", {"empty-lines": 2}),
        ("a\x00b\x07", "ab", {"control-characters": 2}),
        ("a\ud800b", "a\ufffdb", {"lone-surrogates": 1}),
        (f"👩{ZWJ}🚒", f"👩{ZWJ}🚒", {}),
        (f"क्{ZWJ}ष", f"क्{ZWJ}ष", {}),
        (f"王{ZWJ}明", "王明", {"invisible-characters": 1}),
        ("「繁體」〔2016〕55號", "「繁體」〔2016〕55號", {}),
    ],
)
def test_text(text: str, shown: str, fired: dict[str, int]) -> None:
    got, changes = normalise(text)
    assert (got, {change.rule: change.count for change in changes}) == (shown, fired)


def test_blocks_add_up_in_the_order_of_the_rules() -> None:
    blocks = [
        Block(kind="paragraph", text=f"a{NBSP}b"),
        Block(kind="paragraph", text=f"{ZWSP} "),
        Block(kind="table", text="", cells=((f"x{ZWSP}", "y\nz"), ("", ""))),
    ]
    kept, changes = normalise_blocks(blocks)
    assert [(block.kind, block.text, block.cells) for block in kept] == [
        ("paragraph", "a b", ()),
        ("table", "x\ty z\n", (("x", "y\nz"), ("", ""))),
    ]
    assert [(change.rule, change.count) for change in changes] == [
        ("invisible-characters", 2),
        ("space-characters", 1),
        ("space-at-line-ends", 1),
    ]
    assert changes[0].sample == "<U+200B> "


@settings(deadline=None)
@given(st.text())
def test_twice_is_once(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, ())


@settings(deadline=None)
@given(st.text())
def test_nothing_that_can_be_seen_is_lost(text: str) -> None:
    once, changes = normalise(text)
    removed = "".join(rule.pattern.pattern for rule in RULES)
    assert (once == text) is (not changes)
    assert sum(char.isalnum() for char in once) == sum(char.isalnum() for char in text), removed
