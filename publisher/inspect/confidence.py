"""How sure a table is, and why.

Each doubt is a share of confidence that it leaves; the weakest counts. A table that is sure of itself and wrong is
worse than one that asks, so anything a careful person would look at twice is a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from publisher.inspect.layout import TITLED, Region
from publisher.issues import Issue

SURE = 0.9
# What an issue leaves of confidence.
_LEAVES = {
    "ragged-record": (0.6, "records have too many or too few cells"),
    "mended-record": (0.8, "records had to be mended"),
    "unclosed-quote": (0.5, "a quotation mark never closes"),
    "count-differs": (0.3, "two counts of the records differ"),
    "encoding-error": (0.5, "some bytes are not text"),
    "unreadable-record": (0.5, "some records cannot be read"),
    "cell-conflict": (0.6, "cells are given twice"),
    "layout-guessed": (0.7, "its rows and columns are guessed from how a page is set"),
    "repeated-header": (0.85, "the header comes again among the records"),
    "section-kept": (0.85, "rows among the records look like titles of sections"),
    "shifted-cells": (0.85, "cells were moved back by one column"),
    "unnamed-column": (0.93, "a column has no title"),
    "total-skipped": (0.92, "a total was left out"),
    "total-kept": (0.92, "a record looks like a total"),
}


def assess(
    region: Region, *, issues: Sequence[Issue], doubts: Sequence[tuple[float, str]], records: int, alone: bool
) -> tuple[float, str]:
    """Confidence from 0 to 1 in two decimals, and the reasons, the weakest first."""
    found = list(doubts)
    found += [_LEAVES[issue.code] for issue in issues if issue.code in _LEAVES]
    header = 1 - 0.5 * exp(-max(0.0, region.margin) / 2.5)
    if header < 0.95:
        found.append((header, "the rows do not say clearly where titles end and records begin"))
    dropped = {row for row, _ in region.drops}
    if region.titles and any(row not in dropped for row in range(region.titles[-1] + 1, region.first)):
        found.append((0.88, "the header stands apart from the records"))
    if region.worded:
        found.append((0.8, "the first record may be a header"))
    if not alone:
        found.append((0.85, "other tables stand in the same grid"))
    if records == 0:
        found.append((0.6, "there are no records"))
    elif records < 3:
        found.append((0.8, "there are too few records to compare"))
    if not found:
        told = "the header is unlike the records"
        if not region.titles:
            told = "the format names its columns" if region.margin >= TITLED else "all rows are alike, none is a header"
        return round(min(0.99, header), 2), f"{told}, and every column is of one type"
    found.sort()
    reasons = list(dict.fromkeys(text for _, text in found))
    return round(min(header, found[0][0]), 2), "; ".join(reasons[:4])
