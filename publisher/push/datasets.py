"""One organisation or dataset: find it on the server, compare, write what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.errors import PushError
from publisher.push import datastore
from publisher.push.connection import Connection, InvalidError, MissingError
from publisher.push.edition import Edition
from publisher.push.outcome import Result
from publisher.push.wanted import DIGEST, Wanted, extra, holds_file, is_ours, joined


@dataclass(frozen=True, kw_only=True)
class Server:
    """What is known of the CKAN: who we are there, and what it can.

    ``sysadmin``: only such an account may choose ids. ``licences``: the ids it knows.
    """

    connection: Connection
    edition: Edition
    sysadmin: bool
    datastore: bool
    licences: frozenset[str]
    adopt: bool
    dry_run: bool


def push_organisation(server: Server, wanted: Wanted) -> tuple[Result, str]:
    """Create or update an organisation; returns the result and its id there. Raises PushError.

    One of the same name that Daylight did not make is used as it is: departments have common names, and an
    organisation has members, which are not ours to inherit.
    """
    found = _find(server, "organization_show", wanted)
    if found is None:
        if server.dry_run:
            return "created", wanted.id
        made = _create(
            server, "organization", wanted, dict(wanted.body) | {"extras": wanted.sealed(wanted.body["extras"])}
        )
        return "created", str(made["id"])
    whole = found.get("state") != "deleted"
    if whole and (not is_ours(found, wanted) or extra(found, DIGEST) == wanted.digest):
        return "unchanged", str(found["id"])
    if not server.dry_run:
        body = joined(wanted, found, server.edition.address)
        server.connection.call("organization_patch", body | {"extras": wanted.sealed(body["extras"])})
    return "updated", str(found["id"])


def push_dataset(server: Server, wanted: Wanted, organisation: str) -> Result:
    """Create or update a dataset in the organisation with this id. Raises PushError.

    What is there under the wanted id, or under the wanted name with our address among its extras, is ours and is
    updated. Another of that name is left alone and is an error, unless it is to be adopted.
    """
    found = _find(server, "package_show", wanted)
    if found is None:
        if not server.dry_run:
            body = dict(wanted.body) | {"owner_org": organisation, "private": False}
            if wanted.csv is None:
                body["extras"] = wanted.sealed(body["extras"])
            _complete(server, wanted, _create(server, "package", wanted, body), before={})
        return "created"
    if not (is_ours(found, wanted) or server.adopt):
        raise PushError(
            f"a dataset named `{wanted.name}` is there that Daylight did not push",
            remedy="Rename or purge it there; or push with --adopt, which makes it this portal's.",
        )
    if found.get("state") != "deleted" and extra(found, DIGEST) == wanted.digest:
        return "unchanged"
    if not server.dry_run:
        body = joined(wanted, found, server.edition.address) | {"owner_org": organisation}
        if wanted.csv is None:
            body["extras"] = wanted.sealed(body["extras"])
        made = server.connection.call("package_patch", body)
        _complete(server, wanted, made, before=_by_id(found))
    return "updated"


def _find(server: Server, action: str, wanted: Wanted) -> Mapping[str, Any] | None:
    """What is there under the wanted id, else under the wanted name."""
    for key in (wanted.id, wanted.name):
        try:
            found = server.connection.call(action, {"id": key, "include_datasets": False})
        except MissingError:
            continue
        if isinstance(found, dict):
            return found
    return None


def _create(server: Server, kind: str, wanted: Wanted, body: dict[str, Any]) -> Mapping[str, Any]:
    """Create it. When CKAN says that it is there already, an answer was lost: it is looked for again."""
    if not server.sysadmin:
        body = {key: value for key, value in body.items() if key != "id"}
    try:
        made = server.connection.call(f"{kind}_create", body)
    except InvalidError:
        found = _find(server, f"{kind}_show", wanted)
        if found is None or not is_ours(found, wanted):
            raise
        return found
    return dict(made)


def _complete(server: Server, wanted: Wanted, made: Mapping[str, Any], *, before: Mapping[str, Any]) -> None:
    """Bring files and rows, then the digest, which says that all is there."""
    call, resources = server.connection.call, _by_id(made)
    if wanted.csv is None:
        for id_, resource in before.items():
            if resource.get("url_type") == "upload" and resource.get("datastore_active") and id_ in resources:
                datastore.clear(server.connection, id_)  # rows that came with a file are not those behind a link
        return
    id_, address = wanted.csv["id"], wanted.csv["url"]
    if not holds_file(resources.get(id_, {}), wanted.csv):
        plain = {key: value for key, value in wanted.csv.items() if key != "url"}
        call("resource_patch", plain | {"id": id_}, file=server.edition.file(address))
    if server.datastore:
        parquet = server.edition.file(address.removesuffix(".csv") + ".parquet")
        datastore.load(server.connection, id_, parquet, server.edition.columns(address))
    extras = [{"key": item["key"], "value": item["value"]} for item in made["extras"]]
    call("package_patch", {"id": made["id"], "extras": wanted.sealed(extras)})


def _by_id(package: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {resource["id"]: resource for resource in package.get("resources") or ()}
