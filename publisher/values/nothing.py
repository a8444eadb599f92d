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


def is_nothing(folded: Texts, *, among_values: bool) -> Texts:
    """Where folded texts mean no value; with ``among_values``, as a column of numbers or dates uses them."""
    lower = pc.utf8_lower(folded)
    tokens = AMONG_VALUES if among_values else ALWAYS
    listed = pc.is_in(lower, value_set=pa.array(tokens, pa.string()))
    return pc.or_(listed, pc.match_substring_regex(folded, pattern=_MARKS)) if among_values else listed
