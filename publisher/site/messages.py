"""What the scripts say: key -> text in one language. ``{name}`` is filled in by the script."""

from __future__ import annotations

from publisher.site.frame import Site


def search_messages(site: Site) -> dict[str, str]:
    """The words of the search page's script, and the names of what it filters by."""
    words = site.words
    departments = {f"department.{id_}": site.said(item.name).text for id_, item in site.portal.departments.items()}
    return departments | {
        "loading": words.gettext("Searching …"),
        "one": words.gettext("1 result"),
        "many": words.gettext("{total} results"),
        "none": words.gettext("Nothing found for {query}. Try fewer or other words."),
        "failed": words.gettext("The search index could not be read. Check the connection and try again."),
        "more": words.gettext("Show more"),
        "dataset": words.gettext("Dataset"),
        "document": words.gettext("Document"),
        "service": words.gettext("Service"),
    }
