"""A column of very many values is typed as if every rule had been tried on each of them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.inspect.grid import fill
from publisher.inspect.options import Column, distinct_of, trimmed_of
from publisher.inspect.parallel import for_each
from publisher.inspect.types import Typed, type_columns
from publisher.inspect.ways import LONG, MANY, ways_of, ways_of_words
from publisher.values.detect import Candidate, candidates
from publisher.values.nothing import is_nothing
from publisher.values.periods import parse_period
from publisher.values.rule import Rule

# How the n-th of very many different values may look; the sixth row is of dates out of the calendar too.
KINDS = (
    str,
    lambda n: f"{n / 100:.2f}",
    lambda n: f"£{n:,}.50",
    lambda n: f"{n}.{n % 1000:03}",
    lambda n: f"{n % 100}%{n}"[:3] if n < 300 else f"{n / 1000}%",
    lambda n: f"{n % 31 + 1:02}/{n % 12 + 1:02}/{1900 + n % 700}",
    lambda n: f"{2000 + n % 90}-{n % 12 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}:{n % 59:02}",
    lambda n: f"user{n}@example.org",
    lambda n: f"https://example.org/{n}",
    lambda n: f"TX{n:09}",
    lambda n: f"{n:07}",
    lambda n: f"Supply of {n} chairs",
    lambda n: f"café {n}　",
    lambda n: f"{1000 + n % 8000} Q{n % 4 + 1}",
)
OTHERS = ("", "-", "n/a", "***", "<=5", "twelve", "12.3.4", "42156", "31/02/2019", "1.613", "yes", "ｎ／ａ", None)


def listed(ways: tuple[Candidate, ...]) -> list[Candidate]:
    """The ways that a choice of type looks at: those that read everything, and those that nearly do."""
    return [way for way in ways if way.share >= 0.8]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2),
    others=st.lists(st.sampled_from(OTHERS), max_size=4),
    every=st.sampled_from([2, 7, 100]),
    title=st.sampled_from(["column", "Start date", "lat"]),
)
def test_many_values_are_typed_as_by_every_rule(kinds, others, every, title) -> None:  # type: ignore[no-untyped-def]
    texts = [kinds[0](n) if len(kinds) == 1 or n % every else kinds[1](n) for n in range(3 * MANY // 2)]
    texts[4000:4000] = others
    distinct = pc.unique(pa.array(texts, pa.string())).drop_null()
    assert listed(ways_of(distinct)) == listed(candidates(distinct))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from([*KINDS, lambda n: f"{'ABCDEFGHIJ'[n % 10]}-{n:x}z", lambda n: f"ＴＸ{n}"]),
    others=st.lists(st.sampled_from([*OTHERS, "N/A", "REF", " CT-1 ", "see note"]), max_size=3),
    tokens=st.sampled_from(["", "-", "none"]),
    every=st.sampled_from([2, 9, 10**9]),
)
def test_a_long_column_is_words_or_codes_only_where_every_rule_says_so(kind, others, tokens, every) -> None:  # type: ignore[no-untyped-def]
    texts = [kind(n) if n % every else tokens for n in range(1, LONG + 1000)]
    texts[9000:9000] = others
    cells = pa.chunked_array([texts[:5000], texts[5000:]], pa.string())
    quick = ways_of_words(cells)
    exact = candidates(pc.unique(trimmed_of(cells.combine_chunks())).drop_null())
    assert [way.type for way in quick] in ([], [way.type for way in listed(exact)])


def test_most_long_columns_of_words_need_no_distinct_values() -> None:
    kinds = (lambda n: f"TX{n:09}", lambda n: f"Supply of {n} chairs", lambda n: f"CT-{n}" if n % 3 else "N/A", str)
    found = [ways_of_words(pa.array([kind(n) for n in range(LONG)])) for kind in kinds]
    assert [[way.type for way in ways] for ways in found] == [
        ["identifier", "text"],
        ["text"],
        ["identifier", "text"],
        [],
    ]


TEXTS = st.lists(st.text(alphabet="ab -–*.<5　\u200bnN/é\0", max_size=4), max_size=30)


@given(TEXTS)
def test_distinct_trimmed_texts_come_in_their_order(texts: list[str]) -> None:
    found = pc.unique(pa.array([*texts, *(f"code {n}" for n in range(40))], pa.string()))
    trimmed = trimmed_of(found)
    assert distinct_of(found, trimmed).equals(pc.unique(trimmed).drop_null())


@pytest.mark.parametrize("among_values", [False, True])
@settings(deadline=None)
@given(texts=TEXTS)
def test_nothing_is_nothing_among_many_texts_too(texts: list[str], among_values: bool) -> None:
    tokens = ["n/a", "#DIV/0!", "Nicht", "--", "―", "<=5", "≤ 5", "K.A.", "[low]", "x", "xy", "none recorded", "NİL"]
    few = pa.array([*texts, *tokens], pa.string())
    many = pa.concat_arrays([few, pa.array(["1"] * 1000)])
    assert is_nothing(many, among_values=among_values)[: len(few)].equals(is_nothing(few, among_values=among_values))


def test_a_cell_of_any_one_character_but_space_is_filled() -> None:
    texts = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000] + ["", None, "  ", " a", "\0"]
    cells = pa.table({"c0": pa.array(texts, pa.string())})
    expected = [int(text is not None and text != "" and not text.isspace()) for text in texts]
    assert fill(cells).to_pylist() == expected


def test_one_other_value_among_many_is_not_overlooked() -> None:
    numbers = [str(n) for n in range(20_000)]
    clean, odd = (typed(texts) for texts in (numbers, [*numbers[:9999], "ten thousand", *numbers[9999:]]))
    assert (clean.issues, [issue.text for issue in odd.issues]) == ((), ["ten thousand"])
    codes = [f"TX{n:09}" for n in range(20_000)]
    clean, odd = (typed(texts) for texts in (codes, [*codes[:9999], "not given", *codes[9999:]]))
    assert (clean.field.type, odd.field.type) == ("identifier", "text")


def typed(texts: list[str]) -> Typed:
    return type_columns(
        [Column(name="a", title="a", place=0, texts=pa.array(texts, pa.string()))], file="f.csv", sheet=None
    )[0]


def test_cells_are_trimmed_and_read_in_any_chunks() -> None:
    texts = [" 12 ", "", None, "13", " ", "1,200", "12"]
    column = Column(name="a", title="a", place=0, texts=pa.chunked_array([texts[:3], texts[3:]], pa.string()))
    found = type_columns([column], file="f.csv", sheet=None)[0]
    assert (found.field.type, found.data.to_pylist()) == ("integer", [12, None, None, 13, None, 1200, 12])


@pytest.mark.parametrize("rows", [1, 1_000_000])
def test_work_on_columns_keeps_their_order(rows: int) -> None:
    assert for_each(range(9), lambda n: n * n, rows=rows) == [n * n for n in range(9)]


PERIODS = st.one_of(
    st.from_regex(r"[0-9]{4}[-/ –年度月季第一二Qq0-9]{0,9}", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}/[0-9]{4}|[A-Za-zäû.\n]{2,13} [0-9]{4}|[Qq][1-4][-/ ]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"20[0-9]{2}-[01][0-9]-[0-3][0-9](/20[0-9]{2}-[01][0-9]-[0-3][0-9])?", fullmatch=True),
    st.text(alphabet="0123456789-/年月Q \n", max_size=12),
)


@settings(max_examples=300, deadline=None)
@given(PERIODS)
def test_a_period_is_read_the_same_alone_and_by_a_declared_format(text: str) -> None:
    """The vectorised look at a column passes over no text that one of the shapes reads."""
    from publisher.values.periods import _reader

    for rule in (Rule(type="period"), Rule(type="period", formats=("%Y-%y", "%b %Y"))):
        assert parse_period(pa.array([text]), rule).to_pylist() == [_reader(rule)(text)]
