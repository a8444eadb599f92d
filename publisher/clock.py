"""One instant for a whole run.

Everything that depends on time takes the instant of ``--as-of``; nothing else reads the clock, so the same
inputs and the same instant give the same bytes.
"""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """The present instant in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def parse_instant(text: str) -> dt.datetime:
    """Read ``2026-10-08`` or ``2026-10-08T09:30:00Z``; a text without zone is UTC. Raises ValueError."""
    instant = dt.datetime.fromisoformat(text)
    if instant.tzinfo is None:
        return instant.replace(tzinfo=dt.UTC)
    return instant.astimezone(dt.UTC)
