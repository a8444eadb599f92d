"""The site's own words in one language, and how that language writes numbers, dates and sizes.

The English sentence is the key of the message catalogue ``site_templates/locale/<language>.po``; what is not
translated is shown in English.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
)

# British English: day before month, as the word order of an international reader.
_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
_SIZES = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


class Words:
    """Everything that depends on the language of a page and not on its content. Read-only."""

    def __init__(self, language: str, messages: Mapping[str, tuple[str, ...]]) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES.get(language, language))
        self._messages = messages

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self._messages.get(message, (message,))[0]

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The form of the message that ``count`` asks for."""
        forms = self._messages.get(singular)
        if forms is None:
            return singular if count == 1 else plural
        return forms[min(self._form(count), len(forms) - 1)]

    @property
    def known(self) -> frozenset[str]:
        """The messages that the catalogue translates."""
        return frozenset(self._messages)

    def number(self, value: int | Decimal) -> str:
        """Grouped digits, every one of them: ``1,234.5``."""
        return self.digits(str(value) if isinstance(value, int) else format(value, "f"))

    def digits(self, text: str) -> str:
        """Plain digits with their groups marked and nothing else changed: ``-1200.50`` is ``-1,200.50``.

        Babel would round what has more digits than the decimal context. Raises ValueError when the text is no number.
        """
        whole, point, part = text.partition(".")
        grouped = f"{int(whole):,}".replace(",", get_group_symbol(self.locale))
        sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
        return f"{sign}{grouped}{get_decimal_symbol(self.locale) if point else ''}{part}"

    def compact(self, value: float | Decimal) -> str:
        """A number for a chart: ``1.2M``, ``120万``; under a thousand its first three digits, ``0.0125``, ``98.6``."""
        if abs(float(value)) < 1000:
            return self.digits(format(Decimal(f"{value:.3g}").normalize() + 0, "f"))
        return format_compact_decimal(float(value), fraction_digits=1, locale=self.locale)

    def share(self, part: int, whole: int) -> str:
        """A percentage that is 0% or 100% only when it is exactly that."""
        if whole == 0 or part == 0:
            return format_percent(0, locale=self.locale)
        percent = Decimal(part) * 100 / Decimal(whole)
        if 0 < percent < Decimal("0.1"):
            return f"< {format_percent(0.001, '0.0%', locale=self.locale)}"
        if Decimal("99.9") < percent < 100:
            return f"> {format_percent(0.999, '0.0%', locale=self.locale)}"
        return format_percent(percent / 100, "0.0%" if percent % 1 else "0%", locale=self.locale)

    def size(self, count: int) -> str:
        """A file's size in decimal units, two or three digits: ``1.2 MB``."""
        for unit, step in _SIZES:
            if count >= step:
                value = Decimal(count) / step
                return f"{format_decimal(value, '#,##0.0' if value < 10 else '#,##0', locale=self.locale)} {unit}"
        return f"{count} B"

    def date(self, iso: str | None) -> str:
        """An ISO date in words, ``8 October 2026``; a text that is none stays as it is."""
        if not iso:
            return ""
        try:
            return format_date(dt.date.fromisoformat(iso[:10]), "long", locale=self.locale)
        except ValueError:
            return iso

    def join(self, items: list[str]) -> str:
        """A list as running text."""
        return ("、" if self.language == "zh" else ", ").join(items)

    def _form(self, count: int) -> int:
        return 0 if self.language == "zh" or count == 1 else 1


def load_words(language: str, folder: Path) -> Words:
    """The words of a language from ``folder/<language>.po``; English needs no file."""
    path = folder / f"{language}.po"
    if not path.is_file():
        return Words(language, {})
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    return Words(
        language,
        {
            _key(message.id): tuple([message.string] if isinstance(message.string, str) else message.string)
            for message in catalogue
            if message.id and all([message.string] if isinstance(message.string, str) else message.string)
        },
    )


def _key(id_: str | list[str] | tuple[str, ...]) -> str:
    return id_ if isinstance(id_, str) else id_[0]
