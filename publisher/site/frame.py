"""What surrounds the content of every page, and the small values pages are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from publisher.site.assets import Asset
from publisher.site.escaping import written
from publisher.site.headers import META_POLICY
from publisher.site.words import Words
from publisher.spec.model import Portal, Text
from publisher.terms import LANGUAGES

SECTIONS = ("/datasets/", "/documents/", "/services/", "/departments/")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A text from the portal's own files. ``language`` is set when it is not that of the page.

    In a template ``{{ said }}`` marks such a text with its language; in an attribute write ``{{ said.text }}``.
    """

    text: str
    language: str | None = None

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> str:
        if self.language is None:
            return str(written(self.text))
        return str(Markup('<span lang="{}">{}</span>').format(self.language, written(self.text)))


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link inside the site."""

    label: Said
    href: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """The same page in another of the portal's languages (or in this one)."""

    language: str
    name: str
    href: str
    address: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The head, header and footer of one page. ``home``: the address of the home page in this language."""

    language: str
    title: str
    description: str
    canonical: str | None
    alternates: tuple[Alternate, ...]
    policy: str
    icon: Asset
    style: Asset
    script: Asset
    site: Said
    home: str
    nav: tuple[Link, ...]
    search: str
    notice: Said
    publisher: Said
    email: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """A portal in one language: makes frames, addresses and texts for the pages."""

    portal: Portal
    words: Words
    assets: Mapping[str, Asset]

    @property
    def prefix(self) -> str:
        """What stands before each page's path: empty in the first language, ``/zh`` in a further one."""
        return prefix_of(self.portal, self.words.language)

    def href(self, path: str) -> str:
        """The address of a page in this language: ``/zh/datasets/``."""
        return self.prefix + path

    def address(self, path: str) -> str:
        """An absolute address on the live site. ``path`` begins with a slash and is complete."""
        return self.portal.address.rstrip("/") + path

    def said(self, text: Text) -> Said:
        """The text in this language, or in the first there is, marked."""
        own = text.get(self.words.language)
        if own:
            return Said(text=own)
        for language, other in text.items():
            if other:
                return Said(text=other, language=language)
        return Said(text="")

    def said_all(self, text: Mapping[str, Sequence[str]]) -> tuple[Said, ...]:
        """A list in this language, or in the first there is."""
        own = text.get(self.words.language)
        if own:
            return tuple(Said(text=item) for item in own)
        for language, items in text.items():
            if items:
                return tuple(Said(text=item, language=language) for item in items)
        return ()

    def own(self, text: str, language: str) -> Said:
        """A text of known language, marked when that is not the page's."""
        return Said(text=text, language=None if language == self.words.language else language)

    def department(self, id_: str) -> Link:
        """A department as a link to its page."""
        return Link(label=self.said(self.portal.departments[id_].name), href=self.href(f"/departments/{id_}/"))

    def frame(
        self, path: str | None, *, title: str, description: str = "", section: str = "", listed: bool = True
    ) -> Frame:
        """The frame of the page at ``path`` (without prefix); None: a page without an address of its own.

        A page that is not ``listed`` asks search engines to leave it out, and is not in the sitemap.
        """
        words = self.words
        name = self.said(self.portal.name)
        labels = (
            words.gettext("Data"),
            words.gettext("Documents"),
            words.gettext("Services"),
            words.gettext("Departments"),
        )
        return Frame(
            language=words.language,
            title=title,
            description=description,
            canonical=None if path is None or not listed else self.address(self.href(path)),
            alternates=() if path is None else self._alternates(path),
            policy=META_POLICY,
            icon=self.assets["icon.svg"],
            style=self.assets["site.css"],
            script=self.assets["site.js"],
            site=name,
            home=self.href("/"),
            nav=tuple(
                Link(label=Said(text=label), href=self.href(target), current=target == section)
                for target, label in zip(SECTIONS, labels, strict=True)
            ),
            search=self.href("/search/"),
            notice=self.said(self.portal.notice),
            publisher=self.said(self.portal.publisher),
            email=self.portal.contact.email,
        )

    def _alternates(self, path: str) -> tuple[Alternate, ...]:
        return tuple(
            Alternate(
                language=language,
                name=LANGUAGES.get(language, language),
                href=prefix_of(self.portal, language) + path,
                address=self.address(prefix_of(self.portal, language) + path),
                current=language == self.words.language,
            )
            for language in self.portal.languages
        )


def english(words: Words, text: str) -> Said:
    """A message of the program itself, which is in English, marked on a page of another language."""
    return Said(text=text, language=None if words.language == "en" else "en")


def prefix_of(portal: Portal, language: str) -> str:
    """``/zh`` for a further language, nothing for the portal's first."""
    return "" if language == portal.languages[0] else f"/{language}"
