"""Find the templates, and render them: autoescaped, strict about unknown names, exact about text (``escaping``).

In a wheel the templates lie in ``publisher/_site_templates``; in a checkout in ``site_templates`` beside the package.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, ClassVar, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publisher.errors import EditionError
from publisher.site.escaping import exact
from publisher.site.frame import Frame
from publisher.site.words import Words

PACKAGE = Path(__file__).resolve().parents[1]


def templates_folder(package: Path = PACKAGE) -> Path:
    """The folder that holds ``pages``, ``locale`` and ``_built``. Raises EditionError when it is nowhere.

    ``package``: where the package ``publisher`` is installed.
    """
    for folder in (package / "_site_templates", package.parent / "site_templates"):
        if (folder / "pages").is_dir():
            return folder
    raise EditionError(
        "the page templates are not installed",
        remedy="Install Daylight again: `pip install .` in a checkout packs them.",
    )


class Page(Protocol):
    """The context of one kind of page: a frozen dataclass that names its template."""

    TEMPLATE: ClassVar[str]

    @property
    def frame(self) -> Frame: ...

    __dataclass_fields__: ClassVar[dict[str, Any]]


class Renderer:
    """Renders contexts in one language."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._environment = environment(folder)
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True
        )

    def render(self, page: Page) -> str:
        """The page's HTML. Every field of the context is a variable of the template, and nothing else is."""
        values = {field.name: getattr(page, field.name) for field in dataclasses.fields(page)}
        return self._environment.get_template(page.TEMPLATE).render(values)


def environment(folder: Path) -> Environment:
    """The templates' environment, without a language."""
    made = Environment(
        loader=FileSystemLoader(folder / "pages"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=exact,
    )
    made.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    made.policies["ext.i18n.trimmed"] = True
    return made
