"""Services that departments offer, from datasets of ``kind: service``: one row a service, one page a service.

:func:`check` says before a run whether a dataset can hold services; :func:`services` makes them from the cleaned table;
:mod:`publisher.services.completeness` measures how much of a guide is there. What a department does not tell is shown
as missing; nothing is filled in.
"""

from __future__ import annotations

from publisher.services.completeness import Completeness, completeness_of
from publisher.services.model import Service
from publisher.services.rows import check, services

__all__ = ["Completeness", "Service", "check", "completeness_of", "services"]
