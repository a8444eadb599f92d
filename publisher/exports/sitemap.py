"""Sitemaps 0.9 (sitemaps.org): ``/sitemap.xml``, or from 50,000 pages on an index of ``/sitemaps/<n>.xml``.

Each page stands in it once for each language, with its siblings as ``xhtml:link``, as crawlers ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from publisher.catalog.model import Catalog
from publisher.exports.ascii import xml_bytes
from publisher.exports.news import iso_date
from publisher.exports.records import released_at, site_address
from publisher.exports.schema_org import page_address
from publisher.spec.model import Portal

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
LARGEST = 50_000  # addresses in one file, by the protocol; in bytes it allows 50 MiB


def sitemaps(catalog: Catalog, pages: Sequence[str], largest: int = LARGEST) -> Iterator[tuple[str, bytes]]:
    """Paths and bytes of all files. ``pages``: the paths of all pages, without the prefix of a language."""
    portal, dates = catalog.portal, _dates(catalog)
    urls = [(path, language) for path in pages for language in portal.languages]
    parts = [urls[start : start + largest] for start in range(0, len(urls), largest)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(portal, parts[0], dates)
        return
    index = etree.Element(f"{{{_MAP}}}sitemapindex", nsmap={None: _MAP})
    for number, part in enumerate(parts, 1):
        name = f"sitemaps/{number}.xml"
        yield name, _urls(portal, part, dates)
        _add(_add(index, "sitemap"), "loc", site_address(portal, f"/{name}"))
    yield "sitemap.xml", xml_bytes(index)


def _urls(portal: Portal, urls: Sequence[tuple[str, str]], dates: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{_MAP}}}urlset", nsmap={None: _MAP, "xhtml": _XHTML})
    for path, language in urls:
        url = _add(root, "url")
        _add(url, "loc", page_address(portal, language, path))
        if path in dates:
            _add(url, "lastmod", dates[path])
        for other in portal.languages if len(portal.languages) > 1 else ():
            link = {"rel": "alternate", "hreflang": other, "href": page_address(portal, other, path)}
            etree.SubElement(url, f"{{{_XHTML}}}link", link)
    return xml_bytes(root)


def _dates(catalog: Catalog) -> dict[str, str]:
    """When what a page shows was last changed, where that is known."""
    found = {f"/datasets/{entry.spec.id}/": released_at(entry.release) for entry in catalog.datasets}
    for entry in catalog.datasets:
        made = max(released_at(release) for release in (*entry.history, entry.release))
        found[f"/datasets/{entry.spec.id}/changes/"] = made
    for document in catalog.documents:
        date = iso_date(document.published) or iso_date(document.written)
        if date:
            found[f"/documents/{document.id}/"] = date
    return found


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_MAP}}}{name}")
    node.text = text
    return node
