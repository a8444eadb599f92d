"""Folding, units, tokens and document numbers, by case and by law."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.analysis import default_folding, document_number, document_numbers, fold, stem, tokens, units
from search_index.foldfile import decode_folding, encode_folding

MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("网站網機關关於，。 \n\t〔〕()[]（）20165年第号ＡｂẞßéÉ\u0301\u200b½①㈠℃々〇한글カタ"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("網站", "网站"),
        ("網絡機關", "网络机关"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "strasse"),
        ("CAFE\u0301", "café"),
        ("①②", "12"),
        ("ﬁle", "file"),
        ("薴", "苎"),
        ("发 發 髮", "发 发 发"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(MIXED)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == fold(unicodedata.normalize("NFC", once))


@given(MIXED)
def test_units_lead_back_to_their_text(text: str) -> None:
    row = units(text)
    assert [unit.start for unit in row] == sorted(unit.start for unit in row)
    for unit in row:
        inside = [part for part in units(text[unit.start : unit.end]) if part.kind == unit.kind]
        assert unit.text in "".join(part.text for part in inside)


def test_the_table_written_is_the_table_read() -> None:
    folding = default_folding()
    again = decode_folding(encode_folding(folding))
    assert dict(again.traditional) == dict(folding.traditional)
    assert dict(again.cases) == dict(folding.cases)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政务服务", ("政务", "务服", "服务")),
        ("税，法", ("税", "法")),
        ("政务\n服务", ("政务", "务服", "服务")),
        ("政务、服务", ("政务", "服务")),
        ("Public Hearings", ("public", "hearings")),
        ("re-use", ("re", "use")),
        ("2016年度", ("2016", "年", "年度")),
        ("第3条", ("第", "3", "条")),
        ("CG2016-0000001", ("cg2016", "0000001")),
        ("soft\u00adhyphen", ("softhyphen",)),
        ("国发〔2016〕55号", ("国发", "发", "〔2016〕55", "2016", "55", "号")),
    ],
)
def test_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


def test_every_character_of_a_title_is_a_token() -> None:
    assert tokens("车船税", title=True) == ("车", "车船", "船", "船税", "税")


@pytest.mark.parametrize(
    "written",
    [
        "国发〔2016〕55号",
        "国发[2016]55号",
        "国发【2016】55号",
        "国发（2016）55号",
        "国发(2016)55号",
        "国发﹝2016﹞55号",
        "国发〈2016〉55号",
        "国发〔2016〕55",
        "国发〔2016〕055号",
        "国发 〔2016〕 55 号",
        "国发〔２０１６〕５５号",
        "國發〔2016〕55號",
        "国发〔2016〕第55号",
        "国发〔2016年〕55号",
        "国发2016年第55号",
        "国发2016年55号",
        "（国发〔2016〕55号）",
        " 国发〔2016〕55号。",
    ],
)
def test_one_number_however_it_is_written(written: str) -> None:
    assert document_number(written) == "国发〔2016〕55号"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("国令第707号", "国令第707号"),
        ("国务院令 第 ７０７ 号", "国务院令第707号"),
        ("国办发明电〔2018〕1号", "国办发明电〔2018〕1号"),
        ("2013-10114", "2013-10114"),
        ("S. 676", "s676"),
        ("H.R. 3590", "hr3590"),
        ("Pub. L. 111–148", "publ111-148"),
        ("TRB/2026/14", "trb/2026/14"),
        ("see/TRB/2026/14 now", None),
        ("关于印发国发〔2016〕55号文件的通知", None),
        ("2016", None),
        ("hearing", None),
        ("", None),
        ("〔2016〕", None),
        ("国发〔3016〕55号", None),
    ],
)
def test_document_number(written: str, number: str | None) -> None:
    assert document_number(written) == number


def test_document_numbers_in_running_text() -> None:
    text = "根据《通知》（国办发〔2018〕121号）和国发[2016]55号文件，按照国务院令第707号、国发〔2016〕55号，2016年第3号"
    assert document_numbers(text) == ("国办发〔2018〕121号", "国发〔2016〕55号", "国务院令第707号", "〔2016〕3号")


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("hearings", "hear"),
        ("happiness", "happi"),
        ("news", "news"),
        ("网站", "网站"),
        ("x1s", "x1s"),
        ("naïves", "naïves"),
    ],
)
def test_stem(word: str, root: str) -> None:
    assert stem(word) == root


def test_folding_loads_its_dictionary_only_when_used() -> None:
    code = "import search_index.analysis, sys; print(sorted({'opencc', 'numpy', 'pyarrow'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
