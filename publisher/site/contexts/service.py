"""The page of one service: what its users need, in the order they need it, and what the department did not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from publisher.exports import schema_org
from publisher.services.model import Service
from publisher.site.contexts.parts import days, visits
from publisher.site.frame import Frame, Link, Said, Site


@dataclass(frozen=True, kw_only=True)
class Items:
    """A part of the guide that is a list. Empty ``items``: not stated. ``ordered``: the order matters."""

    id: str
    title: str
    items: tuple[Said, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question people ask, and the answer; an empty one is not stated."""

    question: str
    answer: Said


@dataclass(frozen=True, kw_only=True)
class ServicePage:
    """``/services/<id>/``. ``answers``: the short ones, at the top; ``guide_parts``: lists, what to bring first."""

    TEMPLATE: ClassVar[str] = "service.html"
    frame: Frame
    name: Said
    description: Said
    audience: str
    department: Link
    answers: tuple[Answer, ...]
    guide_parts: tuple[Items, ...]
    help: tuple[Answer, ...]
    missing: tuple[str, ...]
    checked_on: str
    checked: str
    dataset: Link
    json_ld: dict[str, Any]


def service(site: Site, found: Service, dataset_title: Said) -> ServicePage:
    words = site.words
    path = f"/services/{found.id}/"
    name = site.said(found.name)
    audiences = {"person": words.gettext("For people"), "firm": words.gettext("For firms")}
    return ServicePage(
        frame=site.frame(path, title=name.text, description=site.said(found.description).text, section="/services/"),
        name=name,
        description=site.said(found.description),
        audience=audiences.get(found.audience or "", found.audience or ""),
        department=site.department(found.department),
        answers=_answers(site, found),
        guide_parts=_parts(site, found),
        help=(
            Answer(question=words.gettext("Contact"), answer=site.said(found.contact)),
            Answer(question=words.gettext("Complaints"), answer=site.said(found.complaint)),
        ),
        missing=tuple(words.gettext(title) for name, title in MISSING.items() if name in found.missing),
        checked_on=found.checked_on or "",
        checked=words.date(found.checked_on),
        dataset=Link(label=dataset_title, href=site.href(f"/datasets/{found.dataset}/")),
        json_ld=schema_org.service(found, site.portal, words.language),
    )


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
        Items(id="bring", title=words.gettext("What to bring"), items=site.said_all(found.materials)),
        Items(id="who", title=words.gettext("Who can apply"), items=site.said_all(found.conditions)),
        Items(id="steps", title=words.gettext("Steps"), items=site.said_all(found.steps), ordered=True),
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
