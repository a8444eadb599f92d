"""The signs of money. A cell's sign or code is accepted when it can be that of the declared currency.

``$``, ``¥`` and ``kr`` belong to several currencies: they say nothing against any of them.
"""

from __future__ import annotations

SIGNS: dict[str, tuple[str, ...]] = {
    "ARS": ("$", "AR$"),
    "AUD": ("$", "A$", "AU$"),
    "BGN": ("лв.", "лв"),
    "BRL": ("R$",),
    "CAD": ("$", "C$", "CA$"),
    "CHF": ("Fr.", "SFr.", "Fr", "SFr"),
    "CLP": ("$", "CLP$"),
    "CNY": ("¥", "CN¥", "RMB", "元", "人民币"),
    "COP": ("$", "COL$"),
    "CZK": ("Kč",),
    "DKK": ("kr.", "kr"),
    "EUR": ("€",),
    "GBP": ("£",),
    "HKD": ("$", "HK$", "港元"),
    "HUF": ("Ft",),
    "ILS": ("₪",),
    "INR": ("₹", "Rs.", "Rs"),
    "ISK": ("kr.", "kr"),
    "JPY": ("¥", "JP¥", "円"),
    "KRW": ("₩",),
    "MOP": ("MOP$", "$"),
    "MXN": ("$", "MX$"),
    "NOK": ("kr.", "kr"),
    "NZD": ("$", "NZ$"),
    "PHP": ("₱",),
    "PLN": ("zł",),
    "RON": ("lei", "leu"),
    "RUB": ("₽", "руб.", "руб"),
    "SEK": ("kr.", "kr"),
    "SGD": ("$", "S$"),
    "THB": ("฿",),
    "TRY": ("₺", "TL"),
    "TWD": ("$", "NT$", "NTD", "元"),
    "UAH": ("₴", "грн"),
    "USD": ("$", "US$"),
    "VND": ("₫", "đ"),
    "ZAR": ("R",),
}

# What a sign that several currencies share means most often: for a draft that a person reviews, never at publish time.
USUAL: dict[str, str] = {"$": "USD", "¥": "CNY", "元": "CNY", "kr": "SEK", "kr.": "SEK"}
# Those of which a draft cannot say even that much.
OPEN = frozenset({"kr", "kr."})


def owner(mark: str) -> str | None:
    """The currency that a sign or code most often means; None where it means none."""
    if mark.upper() in SIGNS:
        return mark.upper()
    if mark in USUAL:
        return USUAL[mark]
    owners = [code for code, marks in SIGNS.items() if mark in marks]
    return owners[0] if len(owners) == 1 else None


def signs(currency: str) -> tuple[str, ...]:
    """What may stand beside an amount in ``currency``, longest first: its code and its signs."""
    return tuple(sorted({currency, *SIGNS.get(currency, ())}, key=lambda sign: (-len(sign), sign)))
