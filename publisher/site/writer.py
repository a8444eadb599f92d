"""Write a whole site, top to bottom: assets, data, pages in each language, the files hosts and crawlers ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher import documents, exports
from publisher.catalog.model import Catalog, DatasetEntry, changes_path
from publisher.progress import Progress
from publisher.site import SiteSummary
from publisher.site.assets import load_assets
from publisher.site.charts import Drawing, drawings
from publisher.site.contexts import (
    changes,
    dataset,
    dataset_list,
    departments,
    document,
    document_list,
    home,
    patterns,
    quality,
    record,
    service,
    service_list,
    theme,
)
from publisher.site.frame import Site, prefix_of
from publisher.site.headers import headers_file
from publisher.site.paths import Paths
from publisher.site.records import has_records
from publisher.site.templates import Page, Renderer, templates_folder
from publisher.site.words import load_words

# RFC 9116 asks for an expiry; a site that is not renewed for a year has nobody to report to.
_SECURITY_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class _Edition:
    """One language of one site on its way."""

    site: Site
    catalog: Catalog
    renderer: Renderer
    paths: Paths
    as_of: dt.datetime


def write_site(catalog: Catalog, out: Path, *, as_of: dt.datetime, progress: Progress) -> SiteSummary:
    """See :func:`publisher.site.build`."""
    folder = templates_folder()
    assets = load_assets(folder)
    paths = Paths(out)
    sites = [
        Site(portal=catalog.portal, words=load_words(language, folder / "locale"), assets=assets)
        for language in catalog.portal.languages
    ]
    for asset in assets.values():
        paths.write(f"assets/{asset.file}", asset.source.read_bytes(), writer="the front end")
    _write_data(catalog, paths)
    _write_texts(catalog, paths)
    progress.step("Writing pages", total=len(sites) * _pages(catalog))
    pictures: dict[str, bytes] = {}
    pages: dict[str, None] = {}
    for site in sites:
        renderer = Renderer(folder, site.words)
        edition = _Edition(site=site, catalog=catalog, renderer=renderer, paths=paths, as_of=as_of)
        for path, page in _contexts(edition, pictures):
            paths.page(site.href(path), renderer.render(page), writer=f"the page {path}")
            if page.frame.canonical:
                pages[path] = None
            progress.advance()
    for name, svg in sorted(pictures.items()):
        paths.write(f"assets/{name}", svg, writer="a chart")
    missing = home.missing(tuple(sites))
    paths.page("/404.html", Renderer(folder, sites[0].words).render(missing), writer="the page for wrong addresses")
    _write_exports(catalog, tuple(pages), paths, as_of)
    _write_host_files(catalog, paths, as_of)
    progress.done()
    return SiteSummary(pages=paths.pages, files=paths.files, bytes=paths.bytes)


def _contexts(edition: _Edition, pictures: dict[str, bytes]) -> Iterator[tuple[str, Page]]:
    """Each page of one language: its path and its context. The charts' files are gathered in ``pictures``."""
    site, catalog = edition.site, edition.catalog
    yield "/", home.home(site, catalog, edition.as_of)
    yield "/search/", home.search(site)
    yield "/datasets/", dataset_list.datasets(site, catalog)
    yield "/documents/", document_list.documents(site, catalog)
    yield "/services/", service_list.services(site, catalog)
    yield "/departments/", departments.departments(site, catalog)
    shown = patterns.patterns(site)
    _gather((shown.chart,), pictures)
    yield patterns.PATH, shown
    others = {entry.spec.id: entry for entry in catalog.datasets}
    for entry in catalog.datasets:
        charts = drawings(site, entry)
        _gather(charts, pictures)
        yield f"/datasets/{entry.spec.id}/", dataset.dataset(site, entry, charts, others)
        yield f"/datasets/{entry.spec.id}/quality/", quality.quality(site, entry)
        yield f"/datasets/{entry.spec.id}/changes/", changes.changes(site, entry)
        if has_records(entry):
            yield f"/datasets/{entry.spec.id}/record/", record.record(site, entry, others)
    relations = document.relations(catalog)
    for found in catalog.documents:
        yield f"/documents/{found.id}/", document.document(site, found, relations)
    for offer in catalog.services:
        yield f"/services/{offer.id}/", service.service(site, offer, catalog)
    for id_ in catalog.portal.departments:
        yield f"/departments/{id_}/", departments.department(site, catalog, id_)
    for id_ in catalog.themes:
        yield f"/themes/{id_}/", theme.theme(site, catalog, id_)


def _gather(charts: tuple[Drawing, ...], pictures: dict[str, bytes]) -> None:
    """Names carry the hash of the bytes, so a chart without words is one file for all languages."""
    pictures.update((picture.file, picture.svg) for chart in charts for picture in chart.pictures)


def _pages(catalog: Catalog) -> int:
    lists = 7
    return (
        lists
        + 3 * len(catalog.datasets)
        + sum(map(has_records, catalog.datasets))
        + len(catalog.documents)
        + len(catalog.services)
        + len(catalog.portal.departments)
        + len(catalog.themes)
    )


def _write_data(catalog: Catalog, paths: Paths) -> None:
    """Every file of every release, at its current address and at that of its version."""
    for entry in catalog.datasets:
        for path, source in _data_files(entry):
            paths.link(path, source, writer=f"the dataset {entry.spec.id}")


def _data_files(entry: DatasetEntry) -> Iterator[tuple[str, Path]]:
    for file in entry.release.files:
        if file.size:
            yield f"data/{entry.spec.id}/{file.name}", entry.release.folder / file.name
    for release in entry.history or (entry.release,):
        for file in release.files:
            if file.size:
                yield f"data/{entry.spec.id}/{release.version}/{file.name}", release.folder / file.name
    for step in entry.changes:
        if step.file:
            yield changes_path(entry, step), step.file.path


def _write_texts(catalog: Catalog, paths: Paths) -> None:
    """The twins of each document for machines and for plain readers; they have no language of their own."""
    for found in catalog.documents:
        place, writer = f"documents/{found.id}/{found.id}", f"the document {found.id}"
        paths.write(f"{place}.json", documents.to_json(found), writer=writer)
        paths.write(f"{place}.txt", documents.to_text(found), writer=writer)


def _write_exports(catalog: Catalog, pages: tuple[str, ...], paths: Paths, as_of: dt.datetime) -> None:
    """The catalogue in every standard, the feeds and the sitemap."""
    for export in exports.files(catalog, pages=pages, as_of=as_of):
        paths.write(export.path, export.content, writer=f"the export {export.standard}")


def _write_host_files(catalog: Catalog, paths: Paths, as_of: dt.datetime) -> None:
    portal = catalog.portal
    prefixed = [language for language in portal.languages if prefix_of(portal, language)]
    paths.write("_headers", headers_file(prefixed), writer="the headers")
    robots = f"User-agent: *\nAllow: /\nSitemap: {portal.address.rstrip('/')}/sitemap.xml\n"
    paths.write("robots.txt", robots, writer="robots.txt")
    expires = (as_of + dt.timedelta(days=_SECURITY_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    security = [
        f"Contact: mailto:{portal.contact.email}" if portal.contact.email else f"Contact: {portal.address}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(portal.languages)}",
        f"Canonical: {portal.address.rstrip('/')}/.well-known/security.txt",
    ]
    paths.write(".well-known/security.txt", "\n".join(security) + "\n", writer="security.txt")
