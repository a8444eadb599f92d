"""A dataset's rows in CKAN's DataStore, with the dictionary of its fields: title, description, exact type.

Rows come from the Parquet file, whose values are exact; a missing value is null. The table is made anew each time its
file is, and is counted when it is full: a table with a row too few or too many is no success.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from publisher.errors import PushError
from publisher.push.connection import Connection, MissingError

_BATCH = 2_000  # rows a call
_TYPES = {
    "integer": "int8",
    "decimal": "numeric",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamp",
}  # CSVW's datatypes -> PostgreSQL's, which the DataStore is; all else is text
_NAME = 63  # bytes PostgreSQL keeps of a column's name


def load(connection: Connection, resource: str, parquet: Path, columns: Mapping[str, Any]) -> None:
    """Fill the table of ``resource``. ``columns``: the CSVW description of the file. Raises PushError."""
    import pyarrow.parquet as pq

    found = columns["tableSchema"]["columns"]
    names = {column["name"]: field_name(column["name"]) for column in found}
    lists = {column["name"]: column["separator"] for column in found if "separator" in column}
    clear(connection, resource)
    fields = [_field(column, names[column["name"]]) for column in found]
    connection.call("datastore_create", {"resource_id": resource, "force": True, "fields": fields})
    with pq.ParquetFile(parquet) as file:
        rows = file.metadata.num_rows
        for batch in file.iter_batches(batch_size=_BATCH):
            records = [
                {names[name]: _cell(value, lists.get(name, "")) for name, value in row.items()}
                for row in batch.to_pylist()
            ]
            data = {"resource_id": resource, "force": True, "method": "insert", "records": records}
            connection.call("datastore_upsert", data)
    there = connection.call("datastore_search", {"resource_id": resource, "limit": 0})["total"]
    if there != rows:
        raise PushError(f"CKAN's DataStore holds {there} of {rows} rows", remedy="Push again: the table is made anew.")


def clear(connection: Connection, resource: str) -> None:
    """Take the table of ``resource`` away, if there is one."""
    try:
        connection.call("datastore_delete", {"resource_id": resource, "force": True})
    except MissingError:
        return


def field_name(name: str) -> str:
    """A field's name as the DataStore allows it: not begun by an underscore, at most 63 bytes."""
    return (f"f{name}" if name.startswith("_") else name)[:_NAME]


def _field(column: Mapping[str, Any], name: str) -> dict[str, Any]:
    datatype = column.get("datatype", "string")
    base = datatype["base"] if isinstance(datatype, dict) else datatype
    kind = "text" if "separator" in column else _TYPES.get(base, "text")
    title, *others = [item["@value"] for item in column.get("dc:title", ())] or [name]
    notes = [*others, *(item["@value"] for item in column.get("dc:description", ()))]
    return {"id": name, "type": kind, "info": {"label": title, "notes": "\n".join(notes)}}


def _cell(value: Any, separator: str) -> Any:
    if isinstance(value, list):
        return separator.join(str(_cell(item, "")) for item in value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else value
