"""Every message that must have a translation: those of templates and code, and the words of terms and findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from publisher.issues import KINDS
from publisher.site.contexts.service import CHECKS, MISSING
from publisher.terms import FREQUENCIES, LICENCES, THEMES

ROOT = Path(__file__).parents[2]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def in_templates() -> set[str]:
    """The messages of the page templates."""
    method = [("**.html", "jinja2.ext:babel_extract")]
    options = {"**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
    return set(_keys(ROOT / "site_templates" / "pages", method, options))


def in_code() -> set[str]:
    """The messages of ``publisher.site``."""
    return set(_keys(ROOT / "publisher" / "site", [("**.py", "python")], {}))


def in_terms() -> set[str]:
    """The words of controlled lists and findings, which the site shows translated."""
    found = {item.title for item in (*LICENCES.values(), *FREQUENCIES.values(), *KINDS.values())}
    found |= set(THEMES.values()) | set(MISSING.values()) | set(CHECKS.values())
    return found | {text for kind in KINDS.values() for text in (kind.sentence, kind.advice)}


def _keys(folder: Path, method: list[tuple[str, str]], options: dict[str, dict[str, str]]) -> Iterator[str]:
    for _, _, message, _, _ in extract_from_dir(folder, method, options, keywords=_KEYWORDS):
        yield message if isinstance(message, str) else message[0]
