"""What each release of a dataset changed of the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.release.difference import Difference


@dataclass(frozen=True, kw_only=True)
class Changes:
    """One step of a dataset's history: from the version ``before`` to the version ``after``, released on a day (ISO).

    The difference holds the first ``EXAMPLES`` rows of each sort.
    """

    before: str
    after: str
    released_on: str
    difference: Difference
