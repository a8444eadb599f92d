"""What the scripts say: key -> text in one language. ``{name}`` is filled in by the script."""

from __future__ import annotations

from publisher.site.words import Words


def search_messages(words: Words) -> dict[str, str]:
    """The words of the search page's script."""
    return {
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
