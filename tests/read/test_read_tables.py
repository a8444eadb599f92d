"""Real government tables: every sheet and record read, titles and counts as the truth beside the files says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from publisher.errors import SourceError
from publisher.read.header import normal, titles
from publisher.read.table import RawTable
from publisher.spec.model import Source
from tests.read.reading import NO_SHARED, SHARED, rows, tables

_TABLES = SHARED / "tables"
_TRUTH: dict[str, Any] = json.loads((_TABLES / "truth.json").read_text()) if _TABLES.exists() else {}
_LATER = (".pdf", ".zip")
_FILES = sorted(name for name in _TRUTH if not name.endswith(_LATER))
# Header rows and records below them that are no data, where a file has either: titles above, legends and totals.
_HEADERS: dict[str, tuple[list[int], int]] = {
    "uk01_expenses_twolevel.csv": ([3, 4], 1),
    "uk05_gpc_footer.csv": ([1], 1),
    "uk08_newcastle_spend.csv": ([3], 0),
    "mt04_nasa_giss.csv": ([4], 0),
    "dc03_caterers_title.xls": ([2], 0),
    "eu06_ni_esf_title.xlsx": ([5], 0),
    "eu08_flanders_total.xls": ([4], 1),
    "eu11_bg_html_xls.xls": ([1, 2], 0),
    "eu13_berlin_bilingual.xlsx": ([3, 4], 0),
    "eu17_bayern_title.xlsx": ([5], 0),
    "ar04_cpi_region.xls": ([5], 0),
    "ar01_ipc_rev.xlsx": ([1], 3),
    "tw01_lvr_roc.csv": ([1], 1),
    "hk02_hko_max.csv": ([3], 3),
}
_NO_DATA = {"uk04_staff_costs.csv", "mt02_nl_budget.csv", "mt07_uk_co2_paste.csv"}

pytestmark = pytest.mark.skipif(not _TRUTH, reason=NO_SHARED)


def _table(name: str) -> RawTable:
    found = tables(_TABLES / name)
    sheet = _TRUTH[name]["table"]
    return next((table for table in found if table.sheet == sheet), found[0])


@pytest.mark.parametrize("name", [name for name in _FILES if name not in _NO_DATA])
def test_titles_and_records(name: str) -> None:
    table, truth = _table(name), _TRUTH[name]
    header, beside = _HEADERS.get(name, ([1], 0))
    found = [normal(title) for title in titles(table, header)]
    if table.header is None:
        accepted = [
            {normal(title), *map(normal, truth["header_alt"].get(str(column), []))}
            for column, title in enumerate(truth["header"])
        ]
        if truth["header_mode"] == "contains":
            assert all(any(word in title for word in words) for title, words in zip(found, accepted, strict=False))
        else:
            assert all(title in words for title, words in zip(found, accepted, strict=False))
    else:
        assert {normal(title) for title in truth["header"]} <= set(found)
    last = 0 if table.header is not None else header[-1]
    data = [row for row in rows(table)[last:] if any((cell or "").strip() for cell in row)]
    assert len(data) - beside in {truth["n_rows"], *truth["n_rows_alt"]}


@pytest.mark.parametrize("name", _FILES)
def test_asserted_text_is_there(name: str) -> None:
    """Each text cell of the truth stands in its table; numbers and dates are for the cleaning to read."""
    texts = {normal(cell) for row in rows(_table(name)) for cell in row if cell}
    wanted = {normal(v) for _, _, v in _TRUTH[name]["cells"] if isinstance(v, str)}
    assert {text for text in wanted if not re.match(r"\d{4}-\d\d-\d\d", text)} <= texts


@pytest.mark.parametrize("name", sorted(name for name in _TRUTH if name.endswith(".pdf")))
def test_a_pdf_is_looked_at_and_not_published(name: str) -> None:
    assert all([issue.code for issue in table.issues] == ["layout-guessed"] for table in tables(_TABLES / name))
    with pytest.raises(SourceError, match="a guess"):
        tables(_TABLES / name, source=Source(path=name))
