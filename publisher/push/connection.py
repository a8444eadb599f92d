"""One call of CKAN's Action API: in time, tried again when the network or the server stumbles, told in words.

Errors of ``ckanapi`` and ``requests`` end here. The token is sent in a header and is part of no message.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from publisher.errors import PushError, UsageError

_TIMEOUT = (10, 120)  # seconds to connect, seconds without a byte of the answer
_AGAIN = frozenset({429, 500, 502, 503, 504})  # the server may be well in a moment
_READS = re.compile(r".*_(show|list|search|list_for_user)")
_AGENT = "daylight-push"


class UnreachableError(PushError):
    """No answer, or none that CKAN would give, however often it was asked."""


class MissingError(PushError):
    """CKAN knows no such thing."""


class ForbiddenError(PushError):
    """The token does not allow it."""


class InvalidError(PushError):
    """CKAN does not take what was sent. ``fields``: what it says of each field."""

    def __init__(self, message: str, *, fields: Mapping[str, Any], remedy: str) -> None:
        super().__init__(message, remedy=remedy)
        self.fields = fields


class Calls(Protocol):
    """What ``ckanapi.RemoteCKAN`` offers."""

    def call_action(self, action: str, data_dict: dict[str, Any], **more: Any) -> Any: ...

    def close(self) -> None: ...


@dataclass(kw_only=True)
class Connection:
    """A CKAN to call. ``writes`` counts the calls that change it."""

    url: str
    remote: Calls = field(repr=False)
    pauses: tuple[float, ...]
    token: str = field(default="", repr=False)
    writes: int = 0

    def call(self, action: str, data: Mapping[str, Any] | None = None, *, file: Path | None = None) -> Any:
        """The action's result. ``file`` is sent as ``upload``. Raises a PushError of this module.

        A call whose answer was lost is sent again: whoever calls must stand that it was done before. Rows are the one
        thing that must not be added twice: ``datastore_upsert`` is sent once.
        """
        pauses = () if action == "datastore_upsert" else self.pauses
        for pause in pauses:
            try:
                return self._once(action, data or {}, file)
            except UnreachableError:
                time.sleep(pause)
        return self._once(action, data or {}, file)

    def _once(self, action: str, data: Mapping[str, Any], file: Path | None) -> Any:
        self.writes += not _READS.fullmatch(action)
        with _without(self.token), _in_words(self.url, action):
            if file is None:
                return self.remote.call_action(action, dict(data), requests_kwargs={"timeout": _TIMEOUT})
            with file.open("rb") as stream:
                return self.remote.call_action(
                    action,
                    dict(data),
                    files={"upload": (file.name, stream, "text/csv")},
                    requests_kwargs={"timeout": _TIMEOUT},
                )


@contextmanager
def connected(url: str, token: str, pauses: tuple[float, ...]) -> Iterator[Connection]:
    """A connection to the CKAN at ``url``, closed at the end. Raises UsageError for what is no address of one."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise UsageError(f"`{url}` is no address of a CKAN", remedy="Write it as https://ckan.example.org")
    from ckanapi import RemoteCKAN  # heavy, with all of requests: loaded when there is someone to talk to

    remote = RemoteCKAN(url.rstrip("/"), apikey=token or None, user_agent=_AGENT)
    try:
        yield Connection(url=url.rstrip("/"), remote=remote, pauses=pauses, token=token)
    finally:
        remote.close()


@contextmanager
def _without(token: str) -> Iterator[None]:
    """Take the token out of what is told: a server, or what stands before it, may say again what it was sent."""
    try:
        yield
    except PushError as error:
        if not token or token not in repr((error.args, error.message, vars(error))):
            raise
        raise PushError(
            "the server answers with the token that it was sent, so its words are not shown",
            remedy="Ask who runs it to look at its log; take another token once that is mended.",
        ) from None


@contextmanager
def _in_words(url: str, action: str) -> Iterator[None]:
    """Turn what the libraries raise into errors a person can mend."""
    import ckanapi
    import requests

    try:
        yield
    except ckanapi.NotFound as error:
        raise MissingError(f"CKAN knows nothing of the sort ({action})", remedy="Push again.") from error
    except ckanapi.NotAuthorized as error:
        raise ForbiddenError(
            f"CKAN does not allow it: {_said(error, action)}",
            remedy="Use a token of an account that may edit in this organisation, or of a system administrator.",
        ) from error
    except ckanapi.ValidationError as error:
        fields = {key: value for key, value in dict(error.error_dict).items() if key != "__type"}
        raise InvalidError(
            f"CKAN does not take it: {_fields(fields)}",
            fields=fields,
            remedy="Mend what CKAN names, here or there, and push again.",
        ) from error
    except (ckanapi.SearchError, ckanapi.SearchIndexError, ckanapi.SearchQueryError) as error:
        raise UnreachableError(
            f"CKAN's own search does not work: {error}", remedy="Ask who runs it to look at its Solr, and push again."
        ) from error
    except ckanapi.CKANAPIError as error:
        raise _unknown(url, error) from error
    except requests.RequestException as error:
        raise UnreachableError(
            f"{url} does not answer: {_network(error)}", remedy="Check the address and that CKAN runs, and push again."
        ) from error


def _unknown(url: str, error: Exception) -> PushError:
    """An answer that is no answer of CKAN's API: ``[address, status, text]``, as ckanapi writes it."""
    try:
        _, status, text = ast.literal_eval(str(error))
    except (ValueError, SyntaxError, TypeError):
        status, text = 0, str(error)
    if status in _AGAIN:
        return UnreachableError(
            f"CKAN answered with {status}", remedy="Ask who runs it to look at its log, and push again."
        )
    if status == 413:
        return PushError(
            "the file is larger than CKAN takes (413)", remedy="Push without --upload: links have no size."
        )
    if 300 <= status < 400:
        return PushError(f"{url} sends elsewhere ({status})", remedy="Give the address it sends to, often https://.")
    if status in {401, 403}:
        return ForbiddenError(
            f"{url} does not let us in ({status})", remedy="Check the token, and what stands before CKAN."
        )
    return PushError(
        f"{url} is no CKAN: it answers with {status}, and {_first(text)}",
        remedy="Give the address of the CKAN's home page.",
    )


def _first(text: str) -> str:
    return "HTML" if text.lstrip()[:1] == "<" else repr(text.strip()[:80])


def _said(error: Exception, action: str) -> str:
    """What CKAN says of a refusal, without what only a program reads."""
    said = error.args[0] if error.args else ""
    message = said.get("message", "") if isinstance(said, dict) else str(said)
    return message.removeprefix("Access denied: ") or action


def _fields(fields: Mapping[str, Any]) -> str:
    """Each field with its messages: ``name: That URL is already in use``; what is nested, flat."""
    found = [f"{key}: {'; '.join(_messages(value))}" for key, value in fields.items() if value]
    return ", ".join(found) or "no reason given"


def _messages(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key} {said}" for key, inner in value.items() for said in _messages(inner)]
    if isinstance(value, list):
        return [said for inner in value for said in _messages(inner)]
    return [str(value)]


def _network(error: Exception) -> str:
    """The reason at the bottom of a network error: ``Connection refused``; else what kind it is."""
    import requests

    if isinstance(error, requests.Timeout):
        return "no answer in time"
    cause: BaseException | None = error
    for _ in range(10):
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
        inner = getattr(cause, "reason", None) or cause.__cause__ or cause.__context__ if cause else None
        if not isinstance(inner, BaseException):
            break
        cause = inner
    return "the connection broke" if isinstance(error, requests.ConnectionError) else type(error).__name__
