"""Push what is live to another catalogue: ``daylight push``.

The live edition is read, never the source files: what a reader of the site sees is what another catalogue gets. The
other catalogue is the only memory: each dataset there carries the digest of what was pushed, so a second push writes
nothing, an interrupted one goes on where it stopped, and there is no list on this machine that could be wrong. The
digest is written last, so a half-pushed dataset is pushed again.

    edition (what is live) -> wanted (what CKAN shall hold) -> datasets (compare, write) -> outcome (a line for each)
                                                   connection (one call, retried) ^

A broken server never makes a duplicate: ids are made of addresses, names are unique there, and what was written
although its answer was lost is found again before anything else is tried.
"""

from __future__ import annotations

from publisher.push.ckan import push_ckan
from publisher.push.outcome import Line, Outcome, Request

__all__ = ["Line", "Outcome", "Request", "push_ckan"]
