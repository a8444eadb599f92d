"""The facets that several lists share."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.site.contexts.parts import themes
from publisher.site.facets import Facet, Values, facet
from publisher.site.frame import Said, Site


def department_facet(site: Site, entries: Iterable[Values]) -> Facet | None:
    """The departments, each with a link to its page."""
    return facet(
        site,
        entries,
        "department",
        site.words.gettext("Department"),
        lambda id_: site.department(id_).label,
        href=lambda id_: site.href(f"/departments/{id_}/"),
    )


def theme_facet(site: Site, entries: Iterable[Values]) -> Facet | None:
    """The themes, each with a link to its page."""
    return facet(
        site,
        entries,
        "theme",
        site.words.gettext("Theme"),
        lambda id_: Said(text=themes(site, (id_,))[0]),
        href=lambda id_: site.href(f"/themes/{id_}/"),
    )
