"""Single rows on a map: what each is called, and where its page is."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc

from publisher.site.frame import Site
from publisher.site.rows import shown
from publisher.spec.model import DatasetSpec, Field
from publisher.values.display import texts

_LONGEST = 80
_PLAIN = "!~*'()"  # what encodeURIComponent leaves as it is, beside letters, digits and -_.


def columns(spec: DatasetSpec) -> list[str]:
    """What must be known of a row to call it by its name and to link to it."""
    return [*spec.key, *(field.name for field in _called(spec))]


def calls(site: Site, spec: DatasetSpec, table: pa.Table, first: Any, place: Any) -> list[tuple[str, str]]:
    """The title of each place and the address of its row, empty where it has several or the dataset has no key.

    ``first``: the first row of each place; ``place``: of each row, its place.
    """
    named, field = _named(site, spec, table)
    differ = pa.table({"place": place, "name": named}).group_by("place").aggregate([("name", "count_distinct")])
    several = dict(zip(differ["place"].to_pylist(), differ["name_count_distinct"].to_pylist(), strict=True))
    firsts = table.take(pa.array(first))
    keys, many = _keys(spec, firsts), pa.array(place).value_counts().to_pylist()
    alone = {one["values"] for one in many if one["counts"] == 1}
    page = site.href(f"/datasets/{spec.id}/record/")
    made = []
    for number, text in enumerate(named.take(pa.array(first)).to_pylist()):
        title = (shown(site, text, field).text if text and field else text) or " · ".join(keys[number])
        title = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
        if several[number] > 1:
            title = site.words.gettext("%(name)s and others") % {"name": title}
        fragment = "/".join(quote(part, safe=_PLAIN) for part in keys[number])
        made.append((title, f"{page}#{fragment}" if fragment and number in alone else ""))
    return made


def _called(spec: DatasetSpec) -> list[Field]:
    """The field that names a row, in each language that has one of its own (``name``, ``name_zh``)."""
    fields = {field.name: field for field in spec.fields}
    first = spec.search_title or next((field.name for field in spec.fields if field.type == "text"), "")
    return [field for name, field in fields.items() if first and (name == first or name.startswith(f"{first}_"))]


def _named(site: Site, spec: DatasetSpec, table: pa.Table) -> tuple[Any, Field | None]:
    """What each row is called, in the page's language where it can be, and the field its texts are of."""
    called = [field for field in _called(spec) if field.name in table.column_names]
    if not called:
        return pa.nulls(table.num_rows, pa.large_string()), None
    called.sort(key=lambda field: not field.name.endswith(f"_{site.words.language}"))
    return pc.coalesce(*(texts(table.column(field.name), field) for field in called)), called[0]


def _keys(spec: DatasetSpec, table: pa.Table) -> list[tuple[str, ...]]:
    fields = {field.name: field for field in spec.fields}
    parts = [texts(table.column(name), fields[name]).to_pylist() for name in spec.key]
    return [tuple(part or "" for part in row) for row in zip(*parts, strict=True)] if parts else [()] * table.num_rows
