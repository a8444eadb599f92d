"""What is declared of a value, so that its text can be read without a guess."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.terms import FieldType


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How texts of one field are read.

    ``formats``: strptime-like patterns for dates and periods (see :mod:`publisher.values.dates`), tried in order.
    ``decimal_char`` and ``group_char`` as in Table Schema; a group character equal to the decimal one is none.
    ``currency``: ISO 4217, for money. ``unit``: ``fraction`` says that percent cells without a sign are fractions.
    ``true`` and ``false``: words of a boolean; a side without words keeps the built-in ones.
    """

    type: FieldType
    formats: tuple[str, ...] = ()
    decimal_char: str = "."
    group_char: str = ","
    currency: str | None = None
    unit: str | None = None
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
