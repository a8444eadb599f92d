"""Records by their key: the address of each, and what the scripts of the table and the record page must know.

``/datasets/<id>/record/#<key>``: the key's parts as their one texts (:mod:`publisher.values.display`), each
percent-encoded, with slashes between. A fragment is in no request, so no server learns whose record is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publisher.catalog.model import DatasetEntry
from publisher.check.assertions import key_texts
from publisher.release.model import ReleaseFile
from publisher.site.frame import Site
from publisher.site.rows import Cell, field_title, look
from publisher.spec.model import Field
from publisher.values.display import texts


def fragment(parts: Sequence[str]) -> str:
    """The end of a record's address.

    >>> fragment(["a/b", "2026-03-01"])
    '#a%2Fb/2026-03-01'
    """
    return "#" + "/".join(quote(part, safe="") for part in parts)


def has_records(entry: DatasetEntry) -> bool:
    """Whether each row of what is live has an address: the dataset has a key, and the release its key file."""
    return bool(entry.spec.key) and None not in (_file(entry, "data"), _file(entry, "keys"))


def record_page(site: Site, entry: DatasetEntry) -> str:
    """The address of the page that shows one record, without the fragment."""
    return site.href(f"/datasets/{entry.spec.id}/record/")


def keys_there(entry: DatasetEntry, keys: Sequence[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Those of ``keys``, given as texts, whose record is in what is live; none where records have no address."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not has_records(entry):
        return frozenset()
    names = list(entry.spec.key)
    fields = {field.name: field for field in entry.spec.fields}
    wanted = [key for key in keys if len(key) == len(names)]
    if not wanted:
        return frozenset()
    asked = pa.table(
        {name: pa.array(part, pa.large_string()) for name, part in zip(names, zip(*wanted, strict=True), strict=True)}
    )
    live = pq.read_table(entry.release.folder / f"{entry.release.dataset}.parquet", columns=names)
    mask = pc.is_in(key_texts(asked, names, fields), value_set=key_texts(live, names, fields))
    return frozenset(key for key, there in zip(wanted, mask.to_pylist(), strict=True) if there)


def referred_pages(site: Site, entry: DatasetEntry, others: Mapping[str, DatasetEntry]) -> dict[str, str]:
    """Field -> the page that shows a record of the dataset it refers to, without the fragment: the value is the key.

    Without fields that hold lists or codes with a title, or refer to another field than the key.
    """
    found = {}
    for field in entry.spec.fields:
        other = None if field.references is None else others.get(field.references.dataset)
        if other is None or field.references is None or not has_records(other):
            continue
        is_whole = field.separator is None and field.type != "category"
        if is_whole and other.spec.key == (field.references.field,):
            found[field.name] = record_page(site, other)
    return found


def table_facts(
    site: Site, entry: DatasetEntry, others: Mapping[str, DatasetEntry] | None = None
) -> dict[str, Any] | None:
    """What the table's script must know, as JSON; None when the release has no rows or no index to read them by.

    The files are those of the version, so that what the page says and what is read agree. ``others``: the datasets
    there are, by id, which fields may refer to.
    """
    file = _file(entry, "data")
    if file is None or not entry.release.rows:
        return None
    pages = referred_pages(site, entry, others or {})
    return {
        "dataset": entry.spec.id,
        "rows": entry.release.rows,
        "file": _address(entry, file),
        "key": list(entry.spec.key) if has_records(entry) else [],
        "record": record_page(site, entry),
        "fields": [_field(site, field, pages.get(field.name)) for field in entry.spec.fields],
    }


def record_facts(site: Site, entry: DatasetEntry, others: Mapping[str, DatasetEntry] | None = None) -> dict[str, Any]:
    """What the record page's script must know, as JSON. The dataset has records (:func:`has_records`)."""
    facts = table_facts(site, entry, others) or {}
    descriptions = [site.said(field.description).text for field in entry.spec.fields]
    fields = [
        {**field, "description": description}
        for field, description in zip(facts.get("fields", ()), descriptions, strict=False)
    ]
    keys, origin = _file(entry, "keys"), _file(entry, "origin")
    return {
        **facts,
        "fields": fields,
        "keys": None if keys is None else _address(entry, keys),
        "origin": None if origin is None else _address(entry, origin),
    }


def linked(
    site: Site, entry: DatasetEntry, rows: Sequence[Sequence[Cell]], others: Mapping[str, DatasetEntry] | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """The first rows with the first part of each key leading to the record's page.

    So does each value that refers to a record of another of the ``others``, unless it is too long to stand here whole.
    """
    pages = referred_pages(site, entry, others or {})
    places = {at: pages[field.name] for at, field in enumerate(entry.spec.fields) if field.name in pages}
    return tuple(
        tuple(
            replace(cell, href=places[at] + fragment([cell.value.text]))
            if at in places and not cell.href and not cell.missing and not cell.shortened
            else cell
            for at, cell in enumerate(row)
        )
        for row in _with_own(site, entry, rows)
    )


def _with_own(site: Site, entry: DatasetEntry, rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with the links to their own records."""
    if not has_records(entry):
        return tuple(tuple(row) for row in rows)
    spec, page = entry.spec, record_page(site, entry)
    key = [field for name in spec.key for field in spec.fields if field.name == name]
    path = entry.release.folder / f"{entry.release.dataset}.parquet"
    place = [field.name for field in spec.fields].index(spec.key[0])
    return tuple(
        tuple(replace(cell, href=page + fragment(parts)) if at == place else cell for at, cell in enumerate(row))
        for row, parts in zip(rows, _first_keys(path, key, len(rows)), strict=True)
    )


def _first_keys(path: Path, key: Sequence[Field], count: int) -> list[tuple[str, ...]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        batch = next(file.iter_batches(batch_size=max(1, count), columns=[field.name for field in key]), None)
    if batch is None:
        return []
    columns = [[said or "" for said in texts(batch.column(field.name), field).to_pylist()][:count] for field in key]
    return list(zip(*columns, strict=True))


def _file(entry: DatasetEntry, role: str) -> ReleaseFile | None:
    """The Parquet file of a role, or the key file; None when it is not there or cannot be read in parts."""
    wanted = "keys" if role == "keys" else "parquet"
    for file in entry.release.files:
        if file.role == role and file.format == wanted and file.size and (file.footer or role == "keys"):
            return file
    return None


def _address(entry: DatasetEntry, file: ReleaseFile) -> dict[str, Any]:
    return {
        "href": f"/data/{entry.spec.id}/{entry.release.version}/{file.name}",
        "size": file.size,
        "footer": file.footer,
    }


def _field(site: Site, field: Field, refers: str | None) -> dict[str, Any]:
    """``refers`` is there where a value leads to a record of another dataset: that record's page."""
    facts = {
        "name": field.name,
        "title": field_title(site, field).text,
        "type": field.type,
        "separator": field.separator,
        "look": look(field),
        "codes": [[code, site.said(title).text] for code, title in field.categories.items()],
    }
    return facts | ({"refers": refers} if refers is not None else {})
