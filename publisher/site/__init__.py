"""The pages: a catalogue in, a folder of files out that any static host can serve.

Each kind of page is a frozen dataclass in :mod:`publisher.site.contexts` and a template of the same purpose in
``site_templates/pages``; a page is rendered once in each of the portal's languages, the first at ``/<path>``, each
further one at ``/<code>/<path>``. Every text is escaped, no page has inline script or style, and nothing is loaded
from elsewhere. One path has one writer. Equal inputs give equal bytes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from publisher.catalog.model import Catalog
from publisher.progress import Progress


@dataclass(frozen=True, kw_only=True)
class SiteSummary:
    """What was written: HTML pages, files of all kinds, and their bytes."""

    pages: int
    files: int
    bytes: int


def build(catalog: Catalog, out: Path, *, as_of: dt.datetime, progress: Progress) -> SiteSummary:
    """Write all pages, scripts, styles, charts and data files of ``catalog`` below ``out``, which must be empty.

    ``as_of`` is the run's instant. The search index (``search/index/``) is not written here. Raises EditionError when
    the templates are missing or two things ask for one address, OSError when the disk fails.
    """
    from publisher.site.writer import write_site

    return write_site(catalog, out, as_of=as_of, progress=progress)
