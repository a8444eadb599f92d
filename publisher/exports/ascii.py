"""Text for machines, in ASCII only: some clients decode what a server sends as Latin-1, whatever it says of itself.

Characters beyond ASCII are written as each format's own escape, so that every reader has the same text. Characters that
XML 1.0 (section 2.2) cannot hold are left out of every export, so that all exports say the same.
"""

from __future__ import annotations

import json
import re
from typing import Any

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without what XML cannot hold, and without blanks at its ends."""
    return _UNWRITABLE.sub("", text).strip()


def json_bytes(value: Any) -> bytes:
    """JSON in ASCII (RFC 8259, section 7), keys in the order given, a final newline."""
    return (json.dumps(value, ensure_ascii=True, indent=1, allow_nan=False) + "\n").encode("ascii")


def xml_bytes(root: Any) -> bytes:
    """An lxml element as an XML document, characters beyond ASCII as character references."""
    from lxml import etree

    return bytes(etree.tostring(root, encoding="ascii", xml_declaration=True, pretty_print=True))
