"""Web and mail addresses, checked for shape alone: nothing is looked up, nothing is completed."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.rule import Rule
from publisher.values.spans import may_hold
from publisher.values.text import Texts, keep

# No user part (it misleads readers), no space, quotation marks, brackets or control characters. Letters of any script.
_LABEL = r"[^\x00-\x2f:-@\[-`{-\x9f\s\pC](?:[^\x00-\x2c./:-@\[-^`{-\x9f\s\pC]*[^\x00-\x2f:-@\[-`{-\x9f\s\pC])?"
_HOST = rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])"
_URL = rf"(?i)^https?://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#][^\s\pC\"<>\\^`{{|}}]*)?$"
# The shape browsers check in a form (HTML, "valid email address"), and a domain of two labels at least.
_EMAIL = rf"^[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+$"

_LONGEST = 254


def parse_url(texts: Texts, _rule: Rule) -> Texts:
    """Trimmed texts as they are where they are absolute http or https addresses."""
    return keep(texts, pc.match_substring_regex(texts, pattern=_URL))


def parse_email(texts: Texts, _rule: Rule) -> Texts:
    """Trimmed texts as they are where they have the shape of one mail address of 254 characters at the most."""
    if not may_hold(texts, "@"):
        return pa.nulls(len(texts), pa.string())
    shaped = pc.match_substring_regex(texts, pattern=_EMAIL)
    if may_hold(texts, "..") or may_hold(texts, ".@") or pc.any(pc.starts_with(texts, pattern=".")).as_py():
        shaped = pc.and_not(shaped, pc.match_substring_regex(texts, pattern=r"^\.|\.@|\.\."))
    if (pc.max(pc.binary_length(texts)).as_py() or 0) > _LONGEST:
        shaped = pc.and_(shaped, pc.less_equal(pc.utf8_length(texts), _LONGEST))
    return keep(texts, shaped)
