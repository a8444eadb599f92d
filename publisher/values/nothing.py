"""Texts that say there is no value, for inspecting a column nobody has described yet.

Publishing uses the tokens a dataset declares and no others; these lists only make the draft.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.text import Texts

# Nothing in any column.
ALWAYS = (
    "",
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "#n/a",
    "n.a.",
    "n.v.t.",
    "null",
    "nil",
    "none",
    "暂无",
    "缺失",
    "不详",
)
# Nothing among numbers and dates, but perhaps a word of its own among words: NA is Namibia, ND is North Dakota.
AMONG_VALUES = (
    *ALWAYS, "na", "nan", "nd", "n.d.", "n/d", "nvt", "k.a.", "k. a.", "s.o.", "s/d", "sd", "none recorded", "missing",
    "suppressed", "redacted", "withheld", "unknown", "not available", "not applicable", "not known", "tbc", "tba",
    "tbd", "unbekannt", "entfällt", "inconnu", "无", "無", "未知", "不适用", "…", "...", "..", "x", "c", "z",
    "[c]", "[x]", "[z]", "[low]", ":", "?", "/", "\\", "#", "#value!", "#ref!", "#div/0!", "#name?", "#num!", "#null!",
)  # fmt: skip
# Stars, dots and dashes of any length, and counts hidden because they are small.
_MARKS = r"^(?:\*+|\.+|[-‐-―−_]+|[<≤] ?=? ?[0-9]{1,2})$"
# Bytes of the longest token, twice over, since a letter may be shorter in lower case.
_LONGEST = 2 * max(len(token.encode()) for token in AMONG_VALUES)


def is_nothing(folded: Texts, *, among_values: bool) -> Texts:
    """Where folded texts mean no value; with ``among_values``, as a column of numbers or dates uses them."""
    tokens = AMONG_VALUES if among_values else ALWAYS
    short = pc.fill_null(pc.less_equal(pc.binary_length(folded), _LONGEST), True)
    listed = pc.is_in(pc.utf8_lower(folded.filter(short)), value_set=pa.array(tokens, pa.string()))
    if len(listed) < len(folded):
        listed = pc.replace_with_mask(pa.repeat(False, len(folded)), short, listed)
    return pc.or_(listed, pc.match_substring_regex(folded, pattern=_MARKS)) if among_values else listed
