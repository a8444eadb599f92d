"""Atom (RFC 4287): a feed needs id, title and updated (4.1.1), an entry the same (4.1.2) and an author."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from publisher.exports.ascii import xml_bytes
from publisher.exports.news import Entry, Feed, midnight

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def atom(feed: Feed, address: str, *, as_of: dt.datetime) -> bytes:
    """The feed as it stands at ``address``. A feed without entries is as old as the run, ``as_of``."""
    root = etree.Element(f"{{{_ATOM}}}feed", {f"{_XML}lang": feed.language}, nsmap={None: _ATOM})
    _add(root, "id", address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.entries[0].updated if feed.entries else midnight(as_of.date().isoformat()))
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home)
    _add(_add(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _add_entry(root, entry, feed.language)
    return xml_bytes(root)


def _add_entry(root: etree._Element, entry: Entry, language: str) -> None:
    node = _add(root, "entry")
    if entry.language != language:
        node.set(f"{_XML}lang", entry.language)
    _add(node, "id", entry.id)
    _add(node, "title", entry.title)
    _add(node, "published", midnight(entry.date))
    _add(node, "updated", entry.updated)
    _add(node, "link", rel="alternate", type="text/html", href=entry.address)
    _add(_add(node, "author"), "name", entry.author)
    if entry.summary:
        _add(node, "summary", entry.summary)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    node.text = text
    return node
