"""The page of one service: what its users need, in the order they need it, and what the department did not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from publisher.catalog.model import Catalog
from publisher.exports import schema_org
from publisher.services.completeness import completeness_of
from publisher.services.model import Service
from publisher.site.assets import Asset
from publisher.site.contexts.parts import days, theme_links, visits
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.phones import Piece, with_phones


@dataclass(frozen=True, kw_only=True)
class Items:
    """A part of the guide that is a list. Empty ``items``: not stated.

    ``ordered``: the order matters. ``checklist``: what one gets together before going, to be ticked off.
    """

    id: str
    title: str
    items: tuple[Said, ...]
    ordered: bool = False
    checklist: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question people ask, and the answer; an empty one is not stated. ``pieces``: the same, with numbers to dial."""

    question: str
    answer: Said
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Guide:
    """How complete the guide is: ``passed`` of ``asked`` checks, and what those that failed ask for."""

    passed: int
    asked: int
    failed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ServicePage:
    """``/services/<id>/``. ``answers``: the short ones, at the top; ``guide_parts``: lists, what to bring first.

    ``beside``: lists that are looked up, not followed. ``related``: other services of the same ``event``.
    """

    TEMPLATE: ClassVar[str] = "service.html"
    frame: Frame
    name: Said
    description: Said
    audience: Link | None
    department: Link
    theme: Link | None
    event: Link | None
    related: tuple[Link, ...]
    answers: tuple[Answer, ...]
    guide_parts: tuple[Items, ...]
    beside: tuple[Items, ...]
    help: tuple[Answer, ...]
    missing: tuple[str, ...]
    guide_checks: Guide
    messages: dict[str, str]
    service_script: Asset | None
    checked_on: str
    checked: str
    dataset: Link
    json_ld: dict[str, Any]


def service(site: Site, found: Service, catalog: Catalog) -> ServicePage:
    words = site.words
    path = f"/services/{found.id}/"
    name = site.said(found.name)
    return ServicePage(
        frame=site.frame(path, title=name.text, description=site.said(found.description).text, section="/services/"),
        name=name,
        description=site.said(found.description),
        audience=_audience(site, found),
        department=site.department(found.department),
        theme=next(iter(theme_links(site, (found.theme,))), None) if found.theme else None,
        event=_event(site, found),
        related=tuple(
            Link(label=site.said(other.name), href=site.href(f"/services/{other.id}/"))
            for other in catalog.services
            if found.life_event and other.life_event == found.life_event and other.id != found.id
        ),
        answers=_answers(site, found),
        guide_parts=_parts(site, found),
        beside=_beside(site, found),
        help=(
            _spoken(words.gettext("Contact"), site.said(found.contact)),
            _spoken(words.gettext("Complaints"), site.said(found.complaint)),
        ),
        missing=tuple(words.gettext(title) for name, title in MISSING.items() if name in found.missing),
        guide_checks=_checks(site, found),
        messages=_messages(site),
        service_script=site.assets.get("service.js"),
        checked_on=found.checked_on or "",
        checked=words.date(found.checked_on),
        dataset=Link(label=_dataset_title(site, found, catalog), href=site.href(f"/datasets/{found.dataset}/")),
        json_ld=schema_org.service(found, site.portal, words.language),
    )


def _audience(site: Site, found: Service) -> Link | None:
    titles = {"person": site.words.gettext("For people"), "firm": site.words.gettext("For firms")}
    if not found.audience:
        return None
    title = titles.get(found.audience, found.audience)
    return Link(label=Said(text=title), href=site.href(f"/services/#audience={quote(found.audience)}"))


def _event(site: Site, found: Service) -> Link | None:
    if not found.life_event:
        return None
    title = site.said(found.life_event_title) or Said(text=found.life_event)
    return Link(label=title, href=site.href(f"/services/#event={quote(found.life_event)}"))


def _spoken(question: str, answer: Said) -> Answer:
    return Answer(question=question, answer=answer, pieces=with_phones(answer.text))


def _dataset_title(site: Site, found: Service, catalog: Catalog) -> Said:
    titles = (site.said(entry.spec.title) for entry in catalog.datasets if entry.spec.id == found.dataset)
    return next(titles, Said(text=found.dataset))


def _checks(site: Site, found: Service) -> Guide:
    """The checks that need no clock; whether the guide was looked at within a year is for the reader's date to say."""
    done = completeness_of(found)
    return Guide(
        passed=len(done.passed),
        asked=len(done.passed) + len(done.failed),
        failed=tuple(site.words.gettext(CHECKS[name]) for name in done.failed),
    )


def _messages(site: Site) -> dict[str, str]:
    """What the checklist's script says."""
    words = site.words
    return {
        "ready": words.gettext("{ready} of {total} ready"),
        "all": words.gettext("Everything is ready"),
        "print": words.gettext("Print this sheet"),
    }


def _answers(site: Site, found: Service) -> tuple[Answer, ...]:
    words = site.words
    return (
        Answer(question=words.gettext("Fee"), answer=site.said(found.fee)),
        Answer(question=words.gettext("Promised time"), answer=Said(text=days(site, found, "promised_days"))),
        Answer(question=words.gettext("Time limit in law"), answer=Said(text=days(site, found, "statutory_days"))),
        Answer(question=words.gettext("Visits needed"), answer=Said(text=visits(site, found.visits))),
    )


def _parts(site: Site, found: Service) -> tuple[Items, ...]:
    words = site.words
    return (
        Items(id="bring", title=words.gettext("What to bring"), items=site.said_all(found.materials), checklist=True),
        Items(id="who", title=words.gettext("Who can apply"), items=site.said_all(found.conditions)),
        Items(id="steps", title=words.gettext("Steps"), items=site.said_all(found.steps), ordered=True),
    )


def _beside(site: Site, found: Service) -> tuple[Items, ...]:
    words = site.words
    return (
        Items(id="where", title=words.gettext("Where and how"), items=site.said_all(found.channel)),
        Items(id="basis", title=words.gettext("Legal basis"), items=site.said_all(found.legal_basis)),
    )


def _mark(message: str) -> str:
    """A message that is translated where it is used."""
    return message


MISSING = {
    "description": _mark("Description"),
    "audience": _mark("For whom"),
    "materials": _mark("What to bring"),
    "conditions": _mark("Who can apply"),
    "steps": _mark("Steps"),
    "fee": _mark("Fee"),
    "promised_days": _mark("Promised time"),
    "statutory_days": _mark("Time limit in law"),
    "visits": _mark("Visits needed"),
    "channel": _mark("Where and how"),
    "contact": _mark("Contact"),
    "complaint": _mark("Complaints"),
    "legal_basis": _mark("Legal basis"),
    "checked_on": _mark("Day of the last check"),
}

# The checks of a guide's completeness, as what each asks for.
CHECKS = {
    "legal_basis": _mark("a legal basis"),
    "legal_basis_article": _mark("the article of each legal basis"),
    "conditions": _mark("who can apply"),
    "materials": _mark("what to bring"),
    "no_catch_all_material": _mark("no catch-all such as “other documents”"),
    "steps": _mark("steps with content"),
    "statutory_time": _mark("the time limit in law"),
    "promised_time": _mark("the promised time"),
    "fee": _mark("the fee, or that it is free"),
    "contact": _mark("whom to ask"),
    "complaint": _mark("where to complain"),
}
