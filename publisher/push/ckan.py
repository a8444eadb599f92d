"""One push to a CKAN, top to bottom: organisations, datasets, then what is published no more."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from publisher.errors import DaylightError, PushError
from publisher.progress import Progress
from publisher.push.connection import Connection, ForbiddenError, MissingError, UnreachableError, connected
from publisher.push.datasets import Server, push_dataset, push_organisation
from publisher.push.edition import Edition, Package, live_edition
from publisher.push.outcome import Line, Outcome, Request, failure
from publisher.push.wanted import PORTAL, Wanted, extra, wanted_dataset, wanted_organisations

_IN_A_ROW = 3  # datasets that CKAN did not answer for, after which the rest is not tried
_PAGE, _PAGES = 500, 200  # datasets asked for at a time, and how often


def push_ckan(request: Request, progress: Progress) -> Outcome:
    """Push the live edition. A dataset that fails is told, and the rest goes on.

    Raises UsageError, EditionError for a site that cannot be read, and PushError when there is no CKAN that knows us:
    then nothing was written.
    """
    edition = live_edition(request.root)
    with connected(request.url, request.token, request.pauses) as connection:
        server = _look(connection, edition, request)
        lines: list[Line] = []
        try:
            for line in _lines(server, request, progress):
                lines.append(line)  # noqa: PERF402 - what was done before an interruption is kept
        except KeyboardInterrupt:
            return Outcome(lines=tuple(lines), writes=connection.writes, dry_run=request.dry_run, interrupted=True)
        finally:
            progress.done()
        return Outcome(lines=tuple(lines), writes=connection.writes, dry_run=request.dry_run)


def _look(connection: Connection, edition: Edition, request: Request) -> Server:
    """Who answers, and who we are there. Raises PushError."""
    status = connection.call("status_show")
    if not isinstance(status, dict) or "ckan_version" not in status:
        raise PushError(f"{connection.url} does not say that it is a CKAN", remedy="Give the address of its home page.")
    licences = connection.call("license_list")
    return Server(
        connection=connection,
        edition=edition,
        sysadmin=bool(request.token or not request.dry_run) and _is_sysadmin(connection),
        datastore="datastore" in status.get("extensions", ()),
        licences=frozenset(licence["id"] for licence in licences),
        adopt=request.adopt,
        dry_run=request.dry_run,
    )


def _is_sysadmin(connection: Connection) -> bool:
    """Whether the token's account is a system administrator. Raises ForbiddenError for a token CKAN does not know."""
    try:
        return bool(connection.call("user_show").get("sysadmin"))
    except (MissingError, ForbiddenError) as error:
        raise ForbiddenError(
            "CKAN does not know the token",
            remedy="Make one on your account's page there, under API Tokens, and put it into DAYLIGHT_CKAN_TOKEN.",
        ) from error


def _lines(server: Server, request: Request, progress: Progress) -> Iterator[Line]:
    edition = server.edition
    organisations: dict[str, str] = {}
    wanted = wanted_organisations(edition.packages, portal=edition.address)
    progress.step("Pushing organisations", total=len(wanted))
    for one in wanted:
        yield _organisation_line(server, one, organisations)
        progress.advance()
    packages = sorted(edition.packages, key=lambda package: str(package["name"]))
    progress.step("Pushing datasets", total=len(packages))
    silent = 0
    for package in packages:
        if silent < _IN_A_ROW:
            line, lost = _dataset_line(server, request, package, organisations)
            silent = silent + 1 if lost else 0
        else:
            line = _not_tried(package)
        yield line
        progress.advance()
    if silent < _IN_A_ROW:
        progress.step("Looking for what is published no more")
        yield from _withdrawn(server, request)


def _organisation_line(server: Server, wanted: Wanted, organisations: dict[str, str]) -> Line:
    """Push an organisation, and remember its id on the server."""
    started = time.monotonic()
    try:
        result, organisations[wanted.name] = push_organisation(server, wanted)
    except PushError as error:
        return failure(wanted.name, error, kind="organisation", seconds=time.monotonic() - started)
    return Line(id=wanted.name, kind="organisation", result=result, seconds=time.monotonic() - started)


def _dataset_line(
    server: Server, request: Request, package: Package, organisations: Mapping[str, str]
) -> tuple[Line, bool]:
    """Push a dataset; and whether CKAN did not answer."""
    started = time.monotonic()
    wanted = wanted_dataset(package, portal=server.edition.address, licences=server.licences, upload=request.upload)
    owner = package["organization"]["name"]
    try:
        if owner not in organisations:
            raise PushError(f"its organisation `{owner}` is not there", remedy=f"Mend what is said of {owner} first.")
        result = push_dataset(server, wanted, organisations[owner])
    except DaylightError as error:
        line = failure(wanted.name, error, seconds=time.monotonic() - started)
        return line, isinstance(error, UnreachableError)
    except OSError as error:
        lost = PushError(f"a file of the live site cannot be read ({error})", remedy="Publish, and push again.")
        return failure(wanted.name, lost, seconds=time.monotonic() - started), False
    seconds = time.monotonic() - started
    return Line(id=wanted.name, result=result, resources=len(wanted.body["resources"]), seconds=seconds), False


def _not_tried(package: Package) -> Line:
    told = f"not tried: CKAN did not answer {_IN_A_ROW} times in a row\n  Push again; what is there already is kept."
    return Line(id=package["name"], result="failed", next_step=told)


def _withdrawn(server: Server, request: Request) -> Iterator[Line]:
    """What was pushed from this portal and is published no more; deleted only when that was asked for."""
    try:
        gone = _pushed_and_gone(server)
    except PushError as error:
        yield failure("(published no more)", error)
        return
    for found in gone:
        name, started = str(found["name"]), time.monotonic()
        if not request.remove:
            told = "published no more, and still on CKAN; push with --remove to delete it there"
            yield Line(id=name, result="withdrawn", resources=len(found["resources"]), next_step=told)
            continue
        try:
            if not request.dry_run:
                server.connection.call("package_delete", {"id": found["id"]})
        except PushError as error:
            yield failure(name, error, seconds=time.monotonic() - started)
            continue
        yield Line(id=name, result="removed", resources=len(found["resources"]), seconds=time.monotonic() - started)


def _pushed_and_gone(server: Server) -> list[Mapping[str, Any]]:
    portal = server.edition.address
    here = {package["id"] for package in server.edition.packages} | {
        package["url"] for package in server.edition.packages
    }
    found: dict[str, Mapping[str, Any]] = {}
    for page in range(_PAGES):
        answer = server.connection.call(
            "package_search",
            {
                "fq": f'extras_{PORTAL}:"{portal}"',
                "rows": _PAGE,
                "start": page * _PAGE,
                "sort": "id asc",
                "include_private": True,
            },
        )
        if not answer["results"]:
            break
        found |= {package["id"]: package for package in answer["results"]}
    return [
        package
        for package in sorted(found.values(), key=lambda package: str(package["name"]))
        if extra(package, PORTAL) == portal and not here & {package["id"], extra(package, "identifier")}
    ]
