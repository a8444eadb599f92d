"""Checks a cleaned table before it may be released.

:func:`check` measures; it refuses nothing itself. Whoever publishes looks at ``report.refused`` and may accept a
removal that was meant.
"""

from __future__ import annotations

from publisher.check.assertions import assertions
from publisher.check.model import AssertionResult, Bin, CheckReport, IssueSummary, Previous, Profile
from publisher.check.personal import refuse_personal
from publisher.check.profile import profiles
from publisher.check.summary import summaries
from publisher.clean.model import Cleaned
from publisher.spec.model import DatasetSpec

__all__ = ["AssertionResult", "Bin", "CheckReport", "IssueSummary", "Previous", "Profile", "check", "refuse_personal"]


def check(spec: DatasetSpec, cleaned: Cleaned, previous: Previous | None) -> CheckReport:
    """Profile every field over all rows, measure every threshold, and sum up the findings.

    ``previous`` is the release that is published now, if there is one. Its Parquet is read for what was removed.
    """
    return CheckReport(
        profiles=profiles(spec.fields, cleaned.table),
        assertions=assertions(spec, cleaned, previous),
        issues=summaries(spec.fields, cleaned.issues),
    )
