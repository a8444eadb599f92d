"""Names of months, and their usual abbreviations, in the languages sources come in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# One line a language; no name means two months.
_NAMES = {
    "en": "january february march april may june july august september october november december",
    "en short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "en longer": "jan febr mar apr may june july aug sept oct nov dec",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de short": "jan feb mrz apr mai jun jul aug sep okt nov dez",
    "de longer": "jän febr mär apr mai jun jul aug sept okt nov dez",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "fr plain": "jan fevrier mars avril mai juin juil aout sept oct nov decembre",
    "fr shorter": "jan fév mar avr mai jun jui aoû sep oct nov dec",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "es short": "ene feb mar abr may jun jul ago sept oct nov dic",
    "es longer": "ene feb mar abr may jun jul ago setiembre oct nov dic",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "it short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "nl short": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pt short": "jan fev mar abr mai jun jul ago set out nov dez",
}


@cache
def month_numbers() -> Mapping[str, int]:
    """Name in lower case, without a full stop -> 1 to 12."""
    return MappingProxyType(
        {name: number for names in _NAMES.values() for number, name in enumerate(names.split(), start=1)}
    )
