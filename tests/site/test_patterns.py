"""The page of patterns shows every component there is."""

from __future__ import annotations

import re

import pytest

from publisher.site.templates import templates_folder
from tests.site.conftest import Built

# Class -> the only page that has it, where it cannot be had without the thing itself.
PAGE_ONLY = {
    **dict.fromkeys(
        ("areas", "around", "cells", "degrees", "few", "legend", "map", "names", "plan", "scale", "spots", "stage"),
        "map.html",
    ),
    "box": "search.html",
    "paper": "a line of every page that can be found again, on paper only",
    "search": "search.html",
    "unseen": "a title for those who cannot see the page",
}
_CLASS = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def in_templates() -> set[str]:
    """Every class that is written out in a template."""
    found: set[str] = set()
    for path in (templates_folder() / "pages").glob("*.html"):
        for value in _CLASS.findall(path.read_text(encoding="utf-8")):
            found |= set(_JINJA.sub(" ", value).split())
    return found


@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_every_class_of_the_templates_is_shown(built: Built, prefix: str) -> None:
    shown = {name for value in built.tree(f"{prefix}patterns/").xpath("//@class") for name in value.split()}
    assert sorted(in_templates() - shown - set(PAGE_ONLY)) == []


def test_what_is_excused_is_still_used() -> None:
    assert sorted(set(PAGE_ONLY) - in_templates()) == []
