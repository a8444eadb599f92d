"""What CKAN shall hold, made from what the site shows; and how it joins what is there already.

What belongs to the portal: title, texts, people, licence, tags, the extras below and the resources whose address or
id is the site's. All else that is found there (groups, other extras, other people's resources, the name) stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.files import sha256_bytes, to_json
from publisher.push.edition import Package

LAYOUT = 1  # raise it when what is pushed changes while the site does not
DIGEST, PORTAL, ADDRESS = "daylight_digest", "daylight_portal", "identifier"
_OURS = re.compile(r"frequency|identifier|language|temporal_(start|end)|title_\w+|daylight_\w+")
_TEXTS = ("title", "notes", "url", "version", "author", "author_email", "maintainer", "maintainer_email")
_RESOURCE = ("id", "name", "description", "url", "format", "mimetype", "size", "hash", "last_modified")

Body = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A dataset or organisation as CKAN shall hold it. ``address`` is its page; ``body`` is without its digest.

    ``csv``: the resource to upload, if any.
    """

    id: str
    name: str
    address: str
    body: Body
    digest: str
    csv: Body | None = None

    def sealed(self, extras: Sequence[Body]) -> list[Body]:
        """``extras`` with the digest: what is written last."""
        return [*(extra for extra in extras if extra["key"] != DIGEST), {"key": DIGEST, "value": self.digest}]


def wanted_dataset(package: Package, *, portal: str, licences: Collection[str], upload: bool) -> Wanted:
    """A dataset of the portal at the address ``portal`` for a server that knows these licences (their ids)."""
    known = package["license_id"] in licences
    licence = "" if known else f"\n\n{package['license_title']}: {package['license_url']}"
    resources = [{key: resource[key] for key in _RESOURCE} for resource in package["resources"]]
    extras = [*package["extras"], {"key": PORTAL, "value": portal}]
    body = {
        "id": package["id"],
        "name": package["name"],
        **{key: package[key] for key in _TEXTS},
        "notes": package["notes"] + licence,
        "license_id": package["license_id"] if known else "notspecified",
        "tags": [{"name": tag["name"]} for tag in package["tags"]],
        "extras": [{"key": extra["key"], "value": extra["value"]} for extra in extras],
        "resources": [resource | {"url_type": ""} for resource in resources],
    }
    csv = next((resource for resource in resources if resource["format"] == "CSV"), None) if upload else None
    return Wanted(
        id=package["id"],
        name=package["name"],
        address=package["url"],
        body=body,
        digest=digest([body, package["organization"]["name"], upload]),
        csv=csv,
    )


def wanted_organisations(packages: Sequence[Package], *, portal: str) -> tuple[Wanted, ...]:
    """The departments that publish anything, sorted by name."""
    found = {package["organization"]["name"]: package["organization"] for package in packages}
    return tuple(_organisation(organisation, portal) for _, organisation in sorted(found.items()))


def _organisation(organisation: Body, portal: str) -> Wanted:
    body = {
        "id": organisation["id"],
        "name": organisation["name"],
        "title": organisation["title"],
        "extras": [{"key": PORTAL, "value": portal}],
    }
    return Wanted(id=organisation["id"], name=organisation["name"], address=portal, body=body, digest=digest([body]))


def digest(value: Any) -> str:
    """The hash of what is pushed."""
    return sha256_bytes(to_json([LAYOUT, value]).encode("utf-8"))


def extra(found: Body, key: str) -> str:
    """The value of an extra; empty where there is none."""
    return next((str(item["value"]) for item in found.get("extras") or () if item["key"] == key), "")


def is_ours(found: Body, wanted: Wanted) -> bool:
    """Whether what is there is the wanted one: the same id, or pushed or harvested from the same address."""
    return found["id"] == wanted.id or wanted.address in {extra(found, ADDRESS), extra(found, PORTAL)}


def joined(wanted: Wanted, found: Body, portal: str) -> dict[str, Any]:
    """The body of an update of ``found``: ours in place of ours, and all else as it is; still without the digest."""
    body = {key: value for key, value in wanted.body.items() if key not in {"id", "name"}}
    body["extras"] = [*wanted.body["extras"], *_foreign_extras(found)]
    if "resources" in body:
        there = {resource["id"]: resource for resource in found.get("resources") or ()}
        mine = [_joined_resource(resource, there.get(resource["id"], {}), wanted) for resource in body["resources"]]
        ids = {resource["id"] for resource in mine}
        others = [one for id_, one in there.items() if id_ not in ids and not _is_below(one.get("url"), portal)]
        body["resources"] = [*mine, *others]
    return body | {"id": found["id"]} | ({"state": "active"} if found.get("state") == "deleted" else {})


def holds_file(found: Body, resource: Body) -> bool:
    """Whether the server holds the very file of this resource."""
    return found.get("url_type") == "upload" and found.get("hash") == resource["hash"]


def _joined_resource(resource: Body, found: Body, wanted: Wanted) -> dict[str, Any]:
    uploaded = wanted.csv is not None and resource["id"] == wanted.csv["id"] and holds_file(found, resource)
    kept = {key: found[key] for key in ("url", "url_type")} if uploaded else {}
    return {**found, **resource, **kept}


def _foreign_extras(found: Body) -> list[Body]:
    return [
        {"key": item["key"], "value": item["value"]}
        for item in found.get("extras") or ()
        if not _OURS.fullmatch(item["key"])
    ]


def _is_below(url: Any, portal: str) -> bool:
    return isinstance(url, str) and url.startswith(f"{portal}/")
