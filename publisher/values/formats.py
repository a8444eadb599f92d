"""Date formats as declared: strptime's words, compiled to one regular expression each.

    %d %m        day, month: one or two digits, two where another number follows without a sign between
    %Y %y        year of four digits; of two (69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068, as in POSIX)
    %ROC         year of the Republic of China (民國), one to three digits: 1 is 1912
    %b %B        month's name or its abbreviation, with or without a full stop, in any case:
                 every official language of the European Union but Croatian, Irish, Maltese and Slovene
    %a %A        weekday's name or its abbreviation likewise, Chinese too (星期一); it must be that of the date
    %H %I %p     hour from 0 to 23; from 1 to 12, with AM or PM (a.m., 上午, 下午)
    %M %S %f     minute, second, fraction of a second of one to six digits
    %z           Z, +08:00 or +0800
    %q           quarter, 1 to 4 (periods alone)
    %serial      the whole date as a spreadsheet's day number: days since 30 December 1899, 1 to 2958465 (9999-12-31),
                 alone in its format; 42156 is 1 June 2015
    %%           a percent sign

Every other character stands for itself, whatever its case; a space for one or more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = {
    "Y": "[0-9]{4}",
    "y": "[0-9]{2}",
    "ROC": "[0-9]{1,3}",
    "f": "[0-9]{1,6}",
    "q": "[1-4]",
    "serial": "[0-9]{1,7}",
}
_LOOSE = frozenset("dmHIMS")
_WORDS = {
    "b": r"[^\s0-9/.,:_-]{3,12}\.?",
    "a": r"[^\s0-9/.,:_()-]{2,12}(?:-feira)?\.?",
    "p": r"[ap]\.?m\.?|上午|下午",
    "z": "Z|[-+][0-9]{2}:?[0-9]{2}",
}
# Which part of an instant each directive fills.
PARTS = {
    "Y": "year", "y": "short", "ROC": "roc", "m": "month", "b": "name", "d": "day", "q": "quarter", "a": "weekday",
    "H": "hour", "I": "half", "p": "noon", "M": "minute", "S": "second", "f": "fraction", "z": "zone",
    "serial": "serial",
}  # fmt: skip
_TOKEN = re.compile(r"%(ROC|serial|.)|(\s+)|([^%])", re.DOTALL)
_YEARS = frozenset({"Y", "y", "ROC"})


@dataclass(frozen=True, kw_only=True)
class Format:
    """One compiled format: ``pattern`` (RE2 and Python) has a group named after each of ``parts``."""

    text: str
    pattern: str
    parts: frozenset[str]


def compile_format(text: str) -> Format:
    """Compile one declared format. Raises ValueError, in words, for a directive that is not known or comes twice."""
    tokens = [
        ("%", {"B": "b", "A": "a"}.get(word, word)) if word else ("", " " if space else plain)
        for word, space, plain in _TOKEN.findall(text.strip())
    ]
    pieces, seen = [], list[str]()
    for i, (kind, value) in enumerate(tokens):
        if kind == "":
            pieces.append(r"\s+" if value == " " else re.escape(value))
        elif value == "%":
            pieces.append("%")
        else:
            if value not in PARTS:
                raise ValueError(f"`%{value}` is not a directive; use one of {known_directives()}")
            seen.append(PARTS[value])
            tight = _is_number(tokens, i - 1) or _is_number(tokens, i + 1)
            pieces.append(f"(?P<{PARTS[value]}>{_pattern(value, tight=tight)})")
    if len(seen) != len(set(seen)):
        raise ValueError(f"`{text}` names one part twice")
    return Format(text=text, pattern=f"(?i)^{''.join(pieces)}$", parts=frozenset(seen))


def known_directives() -> str:
    """All directives, as a message lists them."""
    return " ".join(f"%{word}" for word in (*PARTS, "A", "B"))


def fault(text: str, *, kind: str) -> str | None:
    """What is wrong with a format of a ``date``, ``datetime`` or ``period`` field, in words; None when it is sound."""
    try:
        parts = compile_format(text).parts
    except ValueError as error:
        return str(error)
    if "serial" in parts:
        alone = len(parts) == 1 and text.strip() == "%serial"
        words = "must be %serial alone" if not alone else "is no period; the field's type must be date"
        return None if alone and kind != "period" else f"`{text}` {words}"
    years = sorted(parts & {"year", "short", "roc"})
    spans = kind == "period" and years == ["short", "year"]
    clock = parts & {"hour", "half", "minute", "second", "fraction", "noon", "zone"}
    checks = (
        (len(years) != 1 and not spans, "must have one year: %Y, %y or %ROC"),
        ({"month", "name"} <= parts, "names the month twice"),
        (kind != "period" and len(parts & {"month", "name", "day"}) < 2, "must have a day (%d) and a month (%m or %b)"),
        (kind != "datetime" and bool(clock), "has a time of day; the field's type must be datetime"),
        (("half" in parts) != ("noon" in parts), "must have both %I and %p, or %H"),
        (kind == "period" and "weekday" in parts, "has a weekday; the field's type must be date"),
        (kind != "period" and "quarter" in parts, "has a quarter; the field's type must be period"),
    )
    return next((f"`{text}` {words}" for wrong, words in checks if wrong), None)


def _is_number(tokens: list[tuple[str, str]], i: int) -> bool:
    if not 0 <= i < len(tokens):
        return False
    kind, value = tokens[i]
    return kind == "%" and (value in _NUMBERS or value in _LOOSE)


def _pattern(directive: str, *, tight: bool) -> str:
    if directive in _LOOSE:
        return "[0-9]{2}" if tight else "[0-9]{1,2}"
    return _NUMBERS.get(directive) or _WORDS[directive]
