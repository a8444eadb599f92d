"""A government service as its users need it; names follow CPSV-AP (PublicService, Evidence, Cost, Channel).

A dataset with ``kind: service`` has one row a service. These field names are known, all but the first two are
optional, and a missing one is shown as missing: ``id``, ``name``, ``description``, ``audience`` (person, firm),
``theme`` (a category of ids of :data:`publisher.terms.THEMES`; CPSV-AP's thematic area), ``life_event`` (a category:
what happens to a person or firm that needs it, such as having a child; CPSV-AP's life or business event),
``department`` (a category of ids of the portal's departments; else it is the dataset's),
``conditions``, ``materials``, ``steps``, ``fee``, ``statutory_days``, ``promised_days``, ``visits``, ``channel``,
``contact``, ``complaint``, ``legal_basis``, ``checked_on``. ``<field>_<language>`` holds a further language.
Fields with ``separator:`` are lists. Days are calendar days unless the field says ``unit: working days``; the two are
never mixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service. Each text is language -> text; lists are language -> items, in order. None: not told.

    ``life_event``: its code; ``life_event_title``: what the dataset's field calls it. ``working_days``: which of
    ``statutory_days`` and ``promised_days`` count working days.
    """

    id: str
    dataset: str
    department: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    audience: str | None
    conditions: Mapping[str, tuple[str, ...]]
    materials: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, tuple[str, ...]]
    fee: Mapping[str, str]
    statutory_days: int | None
    promised_days: int | None
    visits: int | None
    channel: Mapping[str, tuple[str, ...]]
    contact: Mapping[str, str]
    complaint: Mapping[str, str]
    legal_basis: Mapping[str, tuple[str, ...]]
    checked_on: str | None
    working_days: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    theme: str | None = None
    life_event: str | None = None
    life_event_title: Mapping[str, str] = field(default_factory=dict)
