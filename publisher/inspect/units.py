"""Units of measure, as a row below the titles gives them."""

from __future__ import annotations

import re

_PLAIN = (
    "%",
    "‰",
    "％",
    "°",
    "°C",
    "°F",
    "° C",
    "n",
    "no.",
    "nº",
    "nr",
    "ks",
    "szt.",
    "kpl",
    "db",
    "ha",
    "t",
    "kt",
    "Mt",
)
_SIZES = r"[ckm]?m[²³23]?|[kM]?g|[kMGT]?Wh?|h?Pa|[hm]?l|(?:m3|m³|l|km)/[sh]"
_MONEY = r"(?:in )?(?:EUR|USD|GBP|CHF|PLN|CZK|HUF|SEK|DKK|RON|BGN|BRL|ARS|TWD|HKD|CNY|RMB|R\$|€|£|\$|zł|Kč|Ft|лв\.?)"
_SCALE = r"(?:m|bn|k|'?000s?|thousand|million|billion|mln|mil\.|Mio\.?|Mrd\.?|Tsd\.?)"
_COUNTS = r"[x×]? ?1[., ]?000|thousands?|millions?|persons?|people|number|tonnes|years|months|days|hours|Anzahl|Stück"
_HAN = r"[百千万萬亿億]*(?:人|元|吨|噸|户|戶|个|個|件|公顷|公頃|公里|平方米|平方公尺|公斤|次|家)|[百千万萬亿億]{1,2}"
_UNIT = re.compile(
    "|".join(
        (
            r"[(\[](?!\d+[)\]])[^()\[\]]{1,24}[)\]]",  # what stands in brackets is one, but a number is none
            *map(re.escape, _PLAIN),
            _SIZES,
            rf"{_MONEY}(?: ?{_SCALE})?",
            rf"(?:in )?(?:{_SCALE}|{_COUNTS})",
            _HAN,
        )
    ),
    re.IGNORECASE,
)


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: (mm), %, EUR, £000, 万人."""
    return bool(_UNIT.fullmatch(text.strip()))
