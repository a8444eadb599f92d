"""Texts that say there is no value, for inspecting a column nobody has described yet.

Publishing uses the tokens a dataset declares and no others; these lists only make the draft.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.spans import byte_at
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
# How a text may begin that is one of these.
_MARKED = (
    "*",
    "**",
    ".",
    "..",
    "-",
    "_",
    *(f"{a}{b}" for a in "-_" for b in "-_―"),
    *(f"<{b}" for b in " =0123456789"),
)
_MANY = 1000  # texts, from which on their first bytes are looked at


def is_nothing(folded: Texts, *, among_values: bool) -> Texts:
    """Where folded texts mean no value; with ``among_values``, as a column of numbers or dates uses them."""
    if len(folded) < _MANY:
        return _is_nothing(folded, among_values=among_values)
    begins = _beginnings()[among_values]
    likely = pa.array(begins[byte_at(folded, 0).astype(np.int64) * 256 + byte_at(folded, 1)])
    if not pc.any(likely).as_py():
        return pa.repeat(False, len(folded))
    found = _is_nothing(folded.filter(likely), among_values=among_values)
    return pc.replace_with_mask(pa.repeat(False, len(folded)), likely, found)


def _is_nothing(folded: Texts, *, among_values: bool) -> Texts:
    tokens = AMONG_VALUES if among_values else ALWAYS
    listed = pc.is_in(pc.utf8_lower(folded), value_set=pa.array(tokens, pa.string()))
    return pc.or_(listed, pc.match_substring_regex(folded, pattern=_MARKS)) if among_values else listed


@cache
def _beginnings() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For the first two bytes (256 times the one and the other, 0 where there is none) whether a text that begins so
    may be nothing: as every day, and among values. One that begins beyond ASCII always may.
    """
    tables = []
    for tokens in (ALWAYS, (*AMONG_VALUES, *_MARKED)):
        table = np.zeros((256, 256), np.bool_)
        table[0x80:] = True
        for token in tokens:
            for first in (token[:1].lower(), token[:1].upper()):
                for second in (token[1:2].lower(), token[1:2].upper()):
                    if first.isascii():
                        table[ord(first or "\0"), ord(second or "\0") if second.isascii() else slice(0x80, None)] = True
                if len(token) > 1 and first.isascii():  # what is ASCII in lower case only
                    table[ord(first), 0x80:] = True
        tables.append(table.ravel())
    return tables[0], tables[1]
