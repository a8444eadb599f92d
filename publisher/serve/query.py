"""The part of Solr's query language that CKAN's clients send as ``q`` and ``fq``: fields, phrases, +, -, OR, brackets.

Words stand for themselves in title, description, tags, name and organisation; clauses without OR between them must
all hold. A range of instants holds for every dataset: a harvester asks for what changed since it last *looked*, and a
release may go live later than the instant it bears, so that an exact answer would lose it for ever. What it has
already it knows by ``metadata_modified``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

Package = Mapping[str, Any]
Holds = Callable[[Package], bool]
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<sign>[+\-!](?=\S)) | (?P<open>\() | (?P<close>\)) | (?P<range>[\[{][^\]}]*\sTO\s[^\]}]*[\]}]) |
    (?P<field>[\w.\-]+):(?=\S) | "(?P<phrase>(?:[^"\\]|\\.)*)" | (?P<word>[^\s()"\[\]{}]+)
    )""",
    re.VERBOSE,
)
_INSTANTS = frozenset({"metadata_modified", "metadata_created"})
_ALIASES = {
    "organization": "owner",
    "owner_org": "owner",
    "tags": "tag",
    "res_format": "format",
    "dataset_type": "type",
}
_WHOLE = frozenset({"id", "name", "owner", "tag", "groups", "format", "license_id", "type", "state"})
_DEEP, _LONG = 10, 300  # brackets in brackets, pieces of a query


class QueryError(ValueError):
    """The query is none that is understood here."""


@dataclass(frozen=True, kw_only=True)
class Token:
    """One piece of a query: its kind is the name of its group in the pattern."""

    kind: str
    text: str


def compiled(query: str) -> Holds:
    """A test for datasets as CKAN shows them. Raises QueryError.

    >>> compiled('organization:finance OR tags:"open data"')({"organization": {"name": "finance"}})
    True
    """
    tokens = list(_tokens(query))
    if len(tokens) > _LONG:
        raise QueryError("it is too long")
    holds, rest = _either(tokens, "text", 0)
    if rest:
        raise QueryError(f"unexpected `{rest[0].text}`")
    return holds


def _tokens(query: str) -> Iterator[Token]:
    place = 0
    while query[place:].strip():
        found = _TOKEN.match(query, place)
        if found is None:
            raise QueryError(f"cannot be read from `{query[place:].strip()[:20]}` on")
        kind = str(found.lastgroup)
        yield Token(kind=kind, text=str(found[kind]))
        place = found.end()


def _either(tokens: Sequence[Token], field: str, depth: int) -> tuple[Holds, Sequence[Token]]:
    """Alternatives up to a closing bracket: each a run of clauses that must all hold."""
    if depth > _DEEP:
        raise QueryError("too many brackets")
    options: list[list[Holds]] = [[]]
    while tokens and tokens[0].kind != "close":
        if tokens[0] == Token(kind="word", text="OR"):
            options.append([])
            tokens = tokens[1:]
        elif tokens[0] == Token(kind="word", text="AND"):
            tokens = tokens[1:]
        else:
            clause, tokens = _clause(tokens, field, depth)
            options[-1].append(clause)
    return lambda package: any(all(holds(package) for holds in clauses) for clauses in options), tokens


def _clause(tokens: Sequence[Token], field: str, depth: int) -> tuple[Holds, Sequence[Token]]:
    first, rest = tokens[0], tokens[1:]
    if first.kind == "sign" or first == Token(kind="word", text="NOT"):
        if not rest:
            raise QueryError(f"nothing follows `{first.text}`")
        holds, rest = _clause(rest, field, depth)
        return holds if first.text == "+" else (lambda package: not holds(package)), rest
    if first.kind == "field":
        if not rest:
            raise QueryError(f"nothing follows `{first.text}:`")
        return _clause(rest, first.text, depth)
    if first.kind == "open":
        holds, rest = _either(rest, field, depth + 1)
        if not rest:
            raise QueryError("a bracket is not closed")
        return holds, rest[1:]
    return _term(first, field), rest


def _term(token: Token, field: str) -> Holds:
    if token.kind == "range":
        if field not in _INSTANTS:
            raise QueryError(f"no range of `{field}` is known")
        return _every
    text = re.sub(r"\\(.)", r"\1", token.text).casefold()
    if text in {"*", "*:*"} and field == "text":
        return _every
    name = _ALIASES.get(field, field)
    if name in _WHOLE:
        return lambda package: any(fnmatchcase(value, text) for value in _values(package, name))
    return lambda package: any(text.rstrip("*") in value for value in _values(package, name))


def _every(_: Package) -> bool:
    return True


def _values(package: Package, name: str) -> list[str]:
    """What a dataset says under a field's name, in small letters."""
    organisation = package.get("organization") or {}
    tags = [tag["name"] for tag in package.get("tags", ())]
    named = {
        "owner": [organisation.get("name"), organisation.get("id")],
        "tag": tags,
        "groups": [group["name"] for group in package.get("groups", ())],
        "format": [resource["format"] for resource in package.get("resources", ())],
        "text": [package.get("name"), package.get("title"), package.get("notes"), organisation.get("title"), *tags],
    }
    extras = [item["value"] for item in package.get("extras", ()) if f"extras_{item['key']}" == name]
    found = named.get(name) or [package.get(name), *extras]
    return [str(value).casefold() for value in found if value]
