"""JSON Feed 1.1 (jsonfeed.org): version and title are required of the feed, id and a content of each item."""

from __future__ import annotations

from typing import Any

from publisher.exports.news import Entry, Feed, midnight

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, address: str) -> dict[str, Any]:
    """The feed as a JSON value, as it stands at ``address``."""
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": address,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry) for entry in feed.entries],
    }


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": midnight(entry.date),
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}],
        "language": entry.language,
    }
