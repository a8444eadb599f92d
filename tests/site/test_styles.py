"""The style sheets say nothing of what is nowhere."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
TEMPLATES = CHECKOUT / "site_templates"


def _sheets() -> str:
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "styles").rglob("*.css")))
    return re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)


def _texts(folder: Path, pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern)))


def _named() -> str:
    """What templates give as classes, and every text in the code that makes elements."""
    code = _texts(CHECKOUT, "publisher/site/**/*.py") + _texts(TEMPLATES, "scripts/**/*.ts")
    given = re.findall(r'class="([^"]*)"', _texts(TEMPLATES, "pages/*.html") + code.replace("'", '"'))
    return "\n".join([*given, *re.findall(r"[\"'`]([^\"'`\n]*)[\"'`]", code)])


def test_every_class_that_is_styled_is_used() -> None:
    """One with a number may be made of its letter: ``s{number}``."""
    named = _named()
    words = set(re.findall(r"[\w-]+", named))
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", _sheets())))
    unused = {name for name in classes - words if f"{name.rstrip('0123456789')}{{" not in named}
    assert (len(classes) > 100, unused) == (True, set())


def test_every_property_of_ours_is_declared_and_used() -> None:
    sheets = _sheets()
    declared, used = (set(re.findall(shape, sheets)) for shape in (r"(--[\w-]+)\s*:", r"var\((--[\w-]+)"))
    makers = set(re.findall(r"--[\w-]+", _named()))
    assert (used - declared - makers, declared - used - makers) == (set(), set())
