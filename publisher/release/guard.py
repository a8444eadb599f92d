"""No cell of a download may run: text that a spreadsheet would take for a formula gets an apostrophe before it.

A spreadsheet reads a CSV cell as a formula when it begins with ``=``, ``+``, ``-`` or ``@``, also in full-width form
or after white space (OWASP, CSV Injection). Only text is guarded: a number keeps its sign and stays a number.

The guard can be undone: text of this shape that itself begins with apostrophes gets one more, so taking one away from
each cell that :func:`unguarded` finds gives back what was there.
"""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

# One spelling for two engines, RE2 and Python's: white space is ASCII's, the no-break and the ideographic space.
_FORMULA = "(?:[ \\t\\r\\n\\f\\v'\u00a0\u3000]*[=+\\-@＝＋－＠﹣−]|'*[\\t\\r\\n])"
_GUARDED = re.compile(f"'{_FORMULA}")


def risky(said: Any) -> Any:
    """Which texts of an Arrow array begin as a formula does; null is false."""
    return pc.fill_null(pc.match_substring_regex(said, rf"\A{_FORMULA}"), False)


def guarded(said: Any) -> tuple[Any, int]:
    """The texts with an apostrophe before each risky one, and how many of those there were."""
    mask = risky(said)
    count = int(pc.sum(mask).as_py() or 0)
    if not count:
        return said, 0
    apostrophe = pc.if_else(mask, pa.scalar("'", pa.large_string()), pa.scalar("", pa.large_string()))
    return pc.binary_join_element_wise(apostrophe, said, pa.scalar("", pa.large_string())), count


def unguarded(cell: str) -> str:
    """The text that was guarded as ``cell``; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell
