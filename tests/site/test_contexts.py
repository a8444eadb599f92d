"""A page's context is exactly what its template uses, and every word of a page has its translation."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta, nodes

from publisher.site import contexts
from publisher.site.templates import environment, templates_folder
from publisher.site.words import load_words
from tests.site import messages

_GIVEN = {"_", "gettext", "ngettext"}


def _pages() -> list[type[Any]]:
    found = []
    for module in pkgutil.iter_modules(contexts.__path__):
        loaded = importlib.import_module(f"publisher.site.contexts.{module.name}")
        found += [value for value in vars(loaded).values() if isinstance(value, type) and hasattr(value, "TEMPLATE")]
    return sorted({page.TEMPLATE: page for page in found}.values(), key=lambda page: page.TEMPLATE)


def _used(template: str) -> set[str]:
    """The variables of a template and of those it extends and imports."""
    made = environment(templates_folder())
    source, _, _ = made.loader.get_source(made, template)  # type: ignore[union-attr]
    tree = made.parse(source)
    own = {node.target for node in tree.find_all(nodes.Import)} | {node.name for node in tree.find_all(nodes.Macro)}
    names = meta.find_undeclared_variables(tree) - _GIVEN - own
    for node in tree.find_all((nodes.Extends, nodes.Import)):
        if isinstance(node.template, nodes.Const):
            names |= _used(node.template.value)
    return names


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.TEMPLATE)
def test_a_context_is_what_its_template_uses(page: type[Any]) -> None:
    assert {field.name for field in dataclasses.fields(page)} == _used(page.TEMPLATE)
    assert page.__doc__ and not page.__doc__.startswith(page.__name__), "a context says what the page shows"
    assert page.__dataclass_params__.frozen


def test_every_template_is_used() -> None:
    shared = {"base.html", "filter.html", "listing.html", "map.html", "parts.html"}
    there = {path.name for path in (templates_folder() / "pages").iterdir()}
    assert there == {page.TEMPLATE for page in _pages()} | shared


@pytest.mark.parametrize("source", [messages.in_templates, messages.in_code, messages.in_terms])
def test_every_message_is_translated(source: Any) -> None:
    words = load_words("zh", templates_folder() / "locale")
    found = source()
    assert len(found) > 50
    assert sorted(found - words.known) == []


def test_no_translation_is_left_over() -> None:
    words = load_words("zh", templates_folder() / "locale")
    assert sorted(words.known - messages.in_templates() - messages.in_code() - messages.in_terms()) == []


def test_translations_keep_their_placeholders() -> None:
    from babel.messages.pofile import read_po

    path: Path = templates_folder() / "locale" / "zh.po"
    with path.open("rb") as stream:
        wrong = [
            (message.id, [str(error) for error in errors]) for message, errors in read_po(stream, locale="zh").check()
        ]
    assert wrong == []
