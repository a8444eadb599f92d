"""Every standard other programs read us by, from one catalogue: values in, bytes out; the site writes the files.

One module a standard, named after it; :mod:`publisher.exports.records` says once what all of them say of a dataset,
:mod:`publisher.exports.check` holds them to rules from each standard's text. Equal catalogues give equal bytes, in
ASCII.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.catalog.model import Catalog


@dataclass(frozen=True, kw_only=True)
class Export:
    """One file: its path below the site's root, its bytes, and the standard it is written by."""

    path: str
    content: bytes
    standard: str


def require(catalog: Catalog) -> None:
    """Raise EditionError when an export is not what its standard asks for: dataset, standard, field and remedy."""
    from publisher.exports import check

    check.require(catalog)


def files(catalog: Catalog, *, pages: Sequence[str], as_of: dt.datetime) -> Iterator[Export]:
    """All exports of a catalogue. ``pages``: the paths of all pages, without the prefix of a language."""
    from publisher.exports import ckan, csvw, dcat_ap, dcat_ap_pages, dcat_us_1, dcat_us_3, sitemap
    from publisher.exports.ascii import json_bytes
    from publisher.exports.json_ld import json_ld
    from publisher.exports.records import dataset_record

    portal = catalog.portal
    records = [dataset_record(entry, portal) for entry in catalog.datasets]
    yield Export(path="data.json", content=json_bytes(dcat_us_1.catalogue(catalog)), standard="DCAT-US 1.1")
    yield Export(path="dcat-us-3.json", content=json_bytes(dcat_us_3.catalogue(catalog)), standard="DCAT-US 3.0")
    for path, content in dcat_ap_pages.pages(catalog):
        yield Export(path=path, content=content, standard="DCAT-AP")
    yield Export(path="catalog.jsonld", content=json_ld(dcat_ap.graph(portal, records)), standard="DCAT-AP")
    yield Export(path=ckan.PATH, content=json_bytes(ckan.package_search(catalog)), standard="CKAN")
    for entry, record in zip(catalog.datasets, records, strict=True):
        if any(file.key == "csv" for file in record.files):
            path = f"data/{record.id}/{record.id}.csv-metadata.json"
            yield Export(path=path, content=json_bytes(csvw.described(entry, record, catalog)), standard="CSVW")
    yield from _feeds(catalog, as_of)
    for path, content in sitemap.sitemaps(catalog, pages):
        yield Export(path=path, content=content, standard="sitemap")


def _feeds(catalog: Catalog, as_of: dt.datetime) -> Iterator[Export]:
    from publisher.exports.ascii import json_bytes
    from publisher.exports.atom import atom
    from publisher.exports.json_feed import json_feed
    from publisher.exports.news import feeds
    from publisher.exports.schema_org import page_address

    portal = catalog.portal
    root = page_address(portal, portal.languages[0], "/")
    for language in portal.languages:
        for feed in feeds(catalog, language):
            address = page_address(portal, language, feed.path)
            path = address.removeprefix(root)
            yield Export(path=f"{path}.atom", content=atom(feed, f"{address}.atom", as_of=as_of), standard="Atom")
            content = json_bytes(json_feed(feed, f"{address}.json"))
            yield Export(path=f"{path}.json", content=content, standard="JSON Feed")
