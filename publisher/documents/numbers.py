"""A document's own number, where it stands alone: under a title, in a label, in the note at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.documents.model import Block

_HAN = "[\u3400-\u9fff]"
_YEAR = r"[〔［\[【（(﹝〈]\s*(?:19|20|１９|２０)[\d０-９]{2}\s*[〕］\]】）)﹞〉]"
_DIGITS = "[\\d０-９]{1,5}"
_BILLS = r"(?:H|S|H\.?\s?R)\.?|(?:H|S)\.?\s?(?:J\.?\s?|Con\.?\s?)?Res\.?"
_PAPERS = (
    "public law|executive order|proclamation|ordinance|resolution|order|notice|circular|directive|bulletin|regulation|"
    "decision|administrative order|memorandum|rule"
)
_ALONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_HAN}(?:\s*{_HAN}){{1,9}}\s*{_YEAR}\s*第?\s*{_DIGITS}(?:\s*[-—之]\s*{_DIGITS})?\s*号?",
        rf"(?:{_HAN}\s*){{2,24}}(?:令|公告|通告|通知|决定)\s*[（(]?\s*第\s*{_DIGITS}\s*号\s*[）)]?",
        rf"(?:{_HAN}\s*){{0,24}}(?:19|20)\d{{2}}\s*年\s*第\s*{_DIGITS}\s*号(?:\s*(?:公告|令))?",
        rf"(?:{_BILLS}) ?\d{{1,5}}",
        r"(?-i:[A-Z]{2,8})/(?:19|20)\d{2}/\d{1,5}",
        rf"(?:{_PAPERS})\s+(?:no\.?|number|#)?\s*[\w./-]*\d[\w./-]*",
    )
)
_FEDERAL_REGISTER = re.compile(r"\[\s*FR Doc\.?\s*(?:No\.?\s*)?([A-Z]?\d{1,4}[-–]\d{3,6})\s+Filed", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:our )?ref(?:erence)?(?: no\.?| number)?[.:]?\s+([A-Z]{2,}[\w./-]*\d[\w/-]*)\b.{0,40}", re.IGNORECASE
)
_NEAR_TITLE = 12


def own_number(blocks: Sequence[Block]) -> str | None:
    """The number a paper gives itself, as written: a line of nothing else near its top, or the note at its end."""
    for block in reversed(blocks[-10:]):
        match = _FEDERAL_REGISTER.search(block.text)
        if match:
            return match[1].replace("–", "-")
    near = [
        line.strip() for block in blocks[:_NEAR_TITLE] if block.kind == "paragraph" for line in block.text.split("\n")
    ]
    for place, line in enumerate(near):
        if len(line) <= 60 and any(pattern.fullmatch(line) for pattern in _ALONE):
            return " ".join(line.split())
        both = f"{line}{near[place + 1]}" if place + 1 < len(near) else ""
        if reference := _REFERENCE.fullmatch(line):
            return reference[1]
        if line.endswith(("令", "公告")) and len(both) <= 60 and any(pattern.fullmatch(both) for pattern in _ALONE[:3]):
            return both
    return None
