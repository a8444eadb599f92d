"""The page that shows one record of a dataset by its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from publisher.catalog.model import DatasetEntry
from publisher.site.assets import Asset
from publisher.site.contexts.dataset import Download, downloads
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.loading import citation
from publisher.site.records import record_facts
from publisher.site.rows import field_title


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """``/datasets/<id>/record/#<key>``: a script finds the record of the fragment; ``facts`` is what it must know.

    ``key``: the title of each of the key's fields. ``address``: that of the dataset's page, as the citation names it.
    ``changes``: where former records are told of, empty when there was one release only.
    """

    TEMPLATE: ClassVar[str] = "record.html"
    frame: Frame
    dataset: Link
    key: tuple[Said, ...]
    downloads: tuple[Download, ...]
    changes: str
    version: str
    citation: str
    address: str
    facts: dict[str, Any]
    record_script: Asset


def record(site: Site, entry: DatasetEntry, others: Mapping[str, DatasetEntry] | None = None) -> RecordPage:
    """``others``: the datasets there are, by id, which this one may refer to."""
    spec, words = entry.spec, site.words
    title = site.said(spec.title)
    page = site.href(f"/datasets/{spec.id}/")
    return RecordPage(
        frame=site.frame(
            f"/datasets/{spec.id}/record/",
            title=words.gettext("One record of: %(title)s") % {"title": title.text},
            description=words.gettext("One record with every field, where it came from and how to cite it."),
            section="/datasets/",
        ),
        dataset=Link(label=title, href=page),
        key=tuple(field_title(site, field) for name in spec.key for field in spec.fields if field.name == name),
        downloads=tuple(file for file in downloads(site, entry) if file.href),
        changes=site.href(f"/datasets/{spec.id}/changes/") if len(entry.history) > 1 else "",
        version=entry.release.version,
        citation=citation(site, entry),
        address=site.address(page),
        facts=record_facts(site, entry, others),
        record_script=site.assets["record.js"],
    )
