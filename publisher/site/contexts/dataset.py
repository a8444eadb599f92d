"""The page of one dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from publisher.catalog.model import DatasetEntry
from publisher.exports import schema_org
from publisher.release.model import ReleaseFile
from publisher.site.assets import Asset
from publisher.site.charts import Drawing
from publisher.site.contexts.parts import FORMATS, Fact, frequency, licence, theme_links, themes
from publisher.site.frame import Frame, Said, Site, english
from publisher.site.loading import Snippet, citation, snippets
from publisher.site.maps import MapFigure, figures
from publisher.site.profiles import ProfileRow, profile_row
from publisher.site.records import linked, table_facts
from publisher.site.rows import Cell, Column, columns, field_title, first_rows, unit
from publisher.spec.model import Field

_ROWS = 20
_FEWEST = 8
_CELLS = 200  # of the first rows: a wide dataset shows fewer, so that its page stays light


@dataclass(frozen=True, kw_only=True)
class Download:
    """One file: its address for copying, and the address of this very version. ``note``: why there is none."""

    format: str
    href: str
    address: str
    version_href: str
    size: str
    sha256: str
    note: Said


@dataclass(frozen=True, kw_only=True)
class Code:
    """A code of a category field and what it means."""

    code: str
    title: Said


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """One field: what it means and what it holds. ``type`` and ``rules`` are in words.

    ``profile`` is None when the release has not the field, because it was declared after it.
    """

    name: str
    title: Said
    description: Said
    type: str
    rules: tuple[str, ...]
    codes: tuple[Code, ...]
    profile: ProfileRow | None


@dataclass(frozen=True, kw_only=True)
class DatasetPage:
    """``/datasets/<id>/``. ``rows``: the first ``shown`` of ``total`` rows; ``kept``: why it could not be renewed.

    ``feed``: where its Atom feed is.
    """

    TEMPLATE: ClassVar[str] = "dataset.html"
    frame: Frame
    title: Said
    summary: Said
    description: Said
    kept: Said
    facts: tuple[Fact, ...]
    version: str
    quality: str
    changes: str
    feed: str
    downloads: tuple[Download, ...]
    charts: tuple[Drawing, ...]
    maps: tuple[MapFigure, ...]
    map_script: Asset | None
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: int
    total: str
    shortened: bool
    table_facts: dict[str, Any] | None
    table_script: Asset
    fields: tuple[FieldRow, ...]
    snippets: tuple[Snippet, ...]
    citation: str
    json_ld: dict[str, Any]


def dataset(
    site: Site, entry: DatasetEntry, charts: tuple[Drawing, ...], others: Mapping[str, DatasetEntry] | None = None
) -> DatasetPage:
    """``others``: the datasets there are, by id, which this one may refer to."""
    spec, release, words = entry.spec, entry.release, site.words
    path = f"/datasets/{spec.id}/"
    title = site.said(spec.title)
    count = max(_FEWEST, min(_ROWS, _CELLS // max(1, len(spec.fields))))
    first = first_rows(site, release.folder / f"{release.dataset}.parquet", spec.fields, count)
    rows = linked(site, entry, first, others)
    maps = figures(site, entry)
    return DatasetPage(
        frame=site.frame(path, title=title.text, description=site.said(spec.summary).text, section="/datasets/"),
        title=title,
        summary=site.said(spec.summary),
        description=site.said(spec.description),
        kept=english(words, entry.kept or ""),
        facts=_facts(site, entry),
        version=release.version,
        quality=site.href(f"{path}quality/"),
        changes=site.href(f"{path}changes/"),
        feed=site.href(f"/feeds{path.rstrip('/')}.atom"),
        downloads=downloads(site, entry),
        charts=charts,
        maps=maps,
        map_script=site.assets.get("maps.js") if maps else None,
        columns=columns(site, spec.fields),
        rows=rows,
        shown=len(rows),
        total=words.number(release.rows),
        shortened=any(cell.shortened for row in rows for cell in row),
        table_facts=table_facts(site, entry, others),
        table_script=site.assets["table.js"],
        fields=tuple(_field(site, field, entry, others or {}) for field in spec.fields),
        snippets=snippets(site, entry),
        citation=citation(site, entry),
        json_ld=schema_org.dataset(entry, site.portal, words.language),
    )


def _facts(site: Site, entry: DatasetEntry) -> tuple[Fact, ...]:
    spec, release, words = entry.spec, entry.release, site.words
    department, terms = site.department(spec.department), licence(site, spec.licence)
    facts = (
        Fact(label=words.gettext("Department"), value=department.label, href=department.href),
        Fact(label=words.gettext("Released on"), value=Said(text=words.date(release.released_on))),
        Fact(label=words.gettext("Renewed"), value=Said(text=frequency(site, spec.frequency))),
        Fact(label=words.gettext("Rows"), value=Said(text=words.number(release.rows))),
        Fact(label=words.gettext("Version"), value=Said(text=release.version)),
        Fact(label=words.gettext("Licence"), value=terms.label, href=terms.href or None),
        Fact(
            label=words.gettext("Themes"),
            value=Said(text=words.join(list(themes(site, spec.themes)))),
            links=theme_links(site, spec.themes),
        ),
        Fact(
            label=words.gettext("Sources"),
            value=Said(text=words.join([source.name.rpartition("/")[2] for source in release.sources])),
        ),
    )
    return tuple(fact for fact in facts if fact.value)


def downloads(site: Site, entry: DatasetEntry) -> tuple[Download, ...]:
    """The files for readers in the order of ``FORMATS``, with a word for each that is absent."""
    order = list(FORMATS)
    files = [file for file in entry.release.files if file.role in ("data", "package")]
    files.sort(key=lambda file: (order.index(file.format) if file.format in order else len(order), file.name))
    return tuple(download(site, entry, file) for file in files)


def download(site: Site, entry: DatasetEntry, file: ReleaseFile) -> Download:
    href = f"/data/{entry.spec.id}/{file.name}"
    return Download(
        format=FORMATS.get(file.format, file.format),
        href=href if file.size else "",
        address=site.address(href),
        version_href=f"/data/{entry.spec.id}/{entry.release.version}/{file.name}",
        size=site.words.size(file.size),
        sha256=file.sha256,
        note=english(site.words, file.note),
    )


def _field(site: Site, field: Field, entry: DatasetEntry, others: Mapping[str, DatasetEntry]) -> FieldRow:
    profile = next((found for found in entry.release.report.profiles if found.field == field.name), None)
    return FieldRow(
        name=field.name,
        title=field_title(site, field),
        description=site.said(field.description),
        type=type_title(site, field),
        rules=(*_rules(site, field, field.name in entry.spec.key), *_reference(site, field, others)),
        codes=tuple(Code(code=code, title=site.said(title)) for code, title in field.categories.items()),
        profile=None if profile is None else profile_row(site, field, profile),
    )


def type_title(site: Site, field: Field) -> str:
    """A field's type in words, with its currency or unit."""
    words = site.words
    titles = {
        "identifier": words.gettext("identifier"),
        "text": words.gettext("text"),
        "integer": words.gettext("whole number"),
        "number": words.gettext("number"),
        "money": words.gettext("money"),
        "percent": words.gettext("percentage"),
        "boolean": words.gettext("yes or no"),
        "date": words.gettext("date"),
        "datetime": words.gettext("date and time"),
        "period": words.gettext("period"),
        "category": words.gettext("category"),
        "url": words.gettext("web address"),
        "email": words.gettext("e-mail address"),
        "latitude": words.gettext("latitude"),
        "longitude": words.gettext("longitude"),
    }
    title = titles[field.type]
    if field.separator is not None:
        title = words.gettext("list of: %(type)s") % {"type": title}
    detail = unit(site, field)
    return f"{title} ({detail})" if detail else title


def _rules(site: Site, field: Field, in_key: bool) -> tuple[str, ...]:
    words = site.words
    rules = (
        words.gettext("part of the key") if in_key else "",
        words.gettext("required") if field.required or in_key else "",
        words.gettext("at least %(value)s") % {"value": field.minimum} if field.minimum is not None else "",
        words.gettext("at most %(value)s") % {"value": field.maximum} if field.maximum is not None else "",
        words.gettext("pattern %(value)s") % {"value": field.pattern} if field.pattern is not None else "",
        *_further_rules(site, field),
    )
    return tuple(rule for rule in rules if rule)


def _reference(site: Site, field: Field, others: Mapping[str, DatasetEntry]) -> Iterator[str]:
    """The title of the dataset that a field refers to."""
    if field.references is not None and field.references.dataset in others:
        title = site.said(others[field.references.dataset].spec.title).text
        yield site.words.gettext("refers to: %(dataset)s") % {"dataset": title}


def _further_rules(site: Site, field: Field) -> Iterator[str]:
    words = site.words
    if field.exclusive_minimum is not None:
        yield words.gettext("more than %(value)s") % {"value": field.exclusive_minimum}
    if field.exclusive_maximum is not None:
        yield words.gettext("less than %(value)s") % {"value": field.exclusive_maximum}
    if field.min_length is not None:
        yield words.gettext("at least %(count)s characters") % {"count": words.number(field.min_length)}
    if field.max_length is not None:
        yield words.gettext("at most %(count)s characters") % {"count": words.number(field.max_length)}
    if field.enum:
        yield words.gettext("one of: %(values)s") % {"values": words.join(list(field.enum))}
    if field.unique:
        yield words.gettext("each value once")
