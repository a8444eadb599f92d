"""One line to read texts under a rule, as the cases of these tests do."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from publisher.values.parse import parse
from publisher.values.rule import Rule


def values(*texts: str | None, **rule: Any) -> list[Any]:
    """The Python values of ``texts`` under ``Rule(**rule)``."""
    found: list[Any] = parse(pa.array(texts, pa.string()), Rule(**rule)).to_pylist()
    return found


def value(text: str, **rule: Any) -> Any:
    """The value of one text."""
    return values(text, **rule)[0]
