"""Text in HTML that a browser reads back exactly."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape


def exact(value: Any) -> Any:
    """What ``{{ }}`` writes for plain text: :func:`written` where a browser would not read back the same text."""
    if isinstance(value, str) and not isinstance(value, Markup) and ("\r" in value or "\0" in value):
        return written(value)
    return value


def written(text: str) -> Markup:
    """Escaped text that a browser shows as it is.

    A bare carriage return would be read as a line feed; NUL cannot stand in HTML at all, so its picture is shown.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\N{SYMBOL FOR NULL}"))  # noqa: S704 - escaped
