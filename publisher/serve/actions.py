"""CKAN's Action API over the static ``package_search``: what a plain file cannot answer, since it sees no parameters.

``ckanapi`` and harvesters ask for pages by ``start`` and ``rows``, and for one dataset by ``id``; they may send their
questions as GET or as POST, below ``/api/action/`` or ``/api/3/action/``. Without parameters ``package_search`` below
the latter is the file itself. Reading only: any other action is unknown here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from publisher.exports.ckan import PATH
from publisher.serve.query import Package, QueryError, compiled

PREFIXES = ("/api/3/action/", "/api/action/")
_SORTS = frozenset({"id", "name", "title", "metadata_modified", "metadata_created"})

Parameters = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A status and the JSON that goes with it."""

    status: HTTPStatus
    body: Mapping[str, Any]


class UnknownError(LookupError):
    """There is no such dataset or organisation."""


class ParameterError(ValueError):
    """A parameter cannot be read. ``args``: its name, what it must be."""


def action_name(path: str) -> str | None:
    """The action that a path of the API names, or None for any other path."""
    return next((path.removeprefix(prefix) for prefix in PREFIXES if path.startswith(prefix)), None)


def parameters(query: str, body: bytes, media_type: str) -> dict[str, Any]:
    """The parameters of a request, from its query string and its body: JSON or a form. Raises ParameterError."""
    found: dict[str, Any] = dict(parse_qsl(query))
    if not body:
        return found
    try:
        text = body.decode("utf-8")
        said = dict(parse_qsl(text)) if "form" in media_type else json.loads(text)
    except ValueError as error:
        raise ParameterError("body", "must be JSON") from error
    if not isinstance(said, dict):
        raise ParameterError("body", "must be a JSON object")
    return found | said


def answer(folder: Path, action: str, given: Parameters) -> Answer | None:
    """The answer to an action; None where the site has no ``package_search`` to answer from."""
    packages = _packages(folder)
    if packages is None:
        return None
    asked = _ACTIONS.get(action)
    if asked is None:
        return _failure(HTTPStatus.BAD_REQUEST, "Bad Request", f"Action name not known: {action}")
    try:
        return Answer(status=HTTPStatus.OK, body={"help": action, "success": True, "result": asked(packages, given)})
    except UnknownError:
        return _failure(HTTPStatus.NOT_FOUND, "Not Found Error", "Not found")
    except QueryError as error:
        return _failure(HTTPStatus.CONFLICT, "Search Query Error", f"Search Query is invalid: {error}")
    except ParameterError as error:
        return invalid(error)


def invalid(error: ParameterError) -> Answer:
    """The answer to a parameter that cannot be read, as CKAN gives it."""
    name, message = error.args
    body = {"success": False, "error": {"__type": "Validation Error", name: [message]}}
    return Answer(status=HTTPStatus.CONFLICT, body=body)


def _failure(status: HTTPStatus, kind: str, message: str) -> Answer:
    return Answer(status=status, body={"success": False, "error": {"__type": kind, "message": message}})


def _packages(folder: Path) -> list[Package] | None:
    """The datasets of the static answer; None where there is none."""
    try:
        found = json.loads((folder / PATH).read_bytes())["result"]["results"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return list(found)


def _package_search(packages: list[Package], given: Parameters) -> dict[str, Any]:
    tests = [compiled(query) for query in _queries(given)]
    found = _sorted([one for one in packages if all(holds(one) for holds in tests)], str(given.get("sort") or ""))
    start, rows = _number(given, "start", 0), _number(given, "rows", len(found))
    return {
        "count": len(found),
        "sort": given.get("sort") or "id asc",
        "facets": {},
        "search_facets": {},
        "results": found[start : start + rows],
    }


def _package_show(packages: list[Package], given: Parameters) -> Package:
    return _named(packages, given)


def _package_list(packages: list[Package], given: Parameters) -> list[str]:
    return _page(sorted(package["name"] for package in packages), given)


def _organization_list(packages: list[Package], given: Parameters) -> list[Any]:
    found = _organisations(packages)
    every = str(given.get("all_fields", "")).lower() == "true"
    return _page(found if every else [one["name"] for one in found], given)


def _organization_show(packages: list[Package], given: Parameters) -> Package:
    return _named(_organisations(packages), given)


_ACTIONS: Mapping[str, Callable[[list[Package], Parameters], Any]] = {
    "package_search": _package_search,
    "package_show": _package_show,
    "package_list": _package_list,
    "organization_list": _organization_list,
    "organization_show": _organization_show,
    "group_list": lambda *_: [],
}


def _organisations(packages: list[Package]) -> list[Package]:
    """Each organisation once, by name, with the number of its datasets."""
    found = {package["organization"]["name"]: package["organization"] for package in packages}
    owners = [package["organization"]["name"] for package in packages]
    return [
        {**one, "display_name": one["title"], "package_count": owners.count(name), "extras": [], "users": []}
        for name, one in sorted(found.items())
    ]


def _named(things: list[Package], given: Parameters) -> Package:
    """The thing with the id or name asked for. Raises UnknownError, ParameterError."""
    wanted = given.get("id")
    if not wanted:
        raise ParameterError("id", "Missing value")
    for thing in things:
        if wanted in (thing["id"], thing["name"]):
            return thing
    raise UnknownError


def _queries(given: Parameters) -> list[str]:
    fq = given.get("fq_list") if isinstance(given.get("fq_list"), list) else []
    return [str(query) for query in (given.get("q"), given.get("fq"), *(fq or ())) if query and query != "*:*"]


def _sorted(packages: list[Package], sort: str) -> list[Package]:
    """By the first field of ``sort`` that is known here, else as they are: by id."""
    for clause in sort.split(","):
        field, _, order = clause.strip().partition(" ")
        if field.removesuffix("_string") in _SORTS:
            key = field.removesuffix("_string")
            return sorted(packages, key=lambda one: str(one[key]), reverse=order.strip() == "desc")
    return packages


def _page(things: list[Any], given: Parameters) -> list[Any]:
    offset, limit = _number(given, "offset", 0), _number(given, "limit", len(things))
    return things[offset : offset + limit]


def _number(given: Parameters, name: str, default: int) -> int:
    """A count; not above what a person could want. Raises ParameterError."""
    said = given.get(name)
    if said is None or said == "":
        return default
    if not str(said).isascii() or not str(said).isdigit() or len(str(said)) > 9:
        raise ParameterError(name, "Must be a natural number")
    return int(str(said))
