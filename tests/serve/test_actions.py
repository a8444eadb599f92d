"""The preview answers CKAN's clients: pages, one dataset by id, the queries they send, errors as CKAN words them."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from publisher.exports.ckan import PATH
from publisher.serve import serving
from publisher.serve.query import QueryError, compiled

ORGANISATIONS = {"finance": "财政局", "health": "Health"}
BINARIES = Path(sys.executable).parent


def dataset(number: int) -> dict[str, Any]:
    owner = sorted(ORGANISATIONS)[number % 2]
    return {
        "id": f"id-{number:02}",
        "name": f"set-{number}",
        "title": f"数据 {number}",
        "notes": "Every payment" if number < 3 else "Every place",
        "type": "dataset",
        "state": "active",
        "metadata_modified": f"2026-01-{28 - number:02}T00:00:00.000000",
        "organization": {"id": f"org-{owner}", "name": owner, "title": ORGANISATIONS[owner]},
        "tags": [{"name": "open data"}] if number == 4 else [],
        "groups": [],
        "resources": [{"format": "CSV" if number % 3 else "ZIP"}],
        "extras": [{"key": "frequency", "value": "monthly" if number == 5 else "annual"}],
    }


SEVEN = [dataset(number) for number in range(7)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    (folder / PATH).parent.mkdir(parents=True)
    (folder / PATH).write_text(json.dumps({"success": True, "result": {"count": 7, "results": SEVEN}}))
    (folder / "404.html").write_text("not here")
    with serving(folder) as address:
        yield address


def ask(site: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    try:
        connection.request(
            method, path, body=body, headers={key.replace("_", "-"): said for key, said in headers.items()}
        )
        answer = connection.getresponse()
        data = answer.read()
        return answer.status, json.loads(data) if data[:1] == b"{" else data
    finally:
        connection.close()


def names(answer: Any) -> str:
    """The numbers of the datasets that were found, in order."""
    return "".join(package["name"].removeprefix("set-") for package in answer["result"]["results"])


@pytest.mark.parametrize(
    ("given", "count", "found"),
    [
        ({"start": 0, "rows": 3}, 7, "012"),
        ({"start": 6, "rows": 3}, 7, "6"),
        ({"start": 7, "rows": 3}, 7, ""),
        ({"rows": 0}, 7, ""),
        ({"rows": 1000, "sort": "metadata_modified asc"}, 7, "6543210"),
        ({"sort": "score desc, title_string desc"}, 7, "6543210"),
        ({"q": "payment"}, 3, "012"),
        ({"q": "财政局"}, 4, "0246"),
        ({"q": "*:*"}, 7, "0123456"),
        ({"q": "place", "fq": "organization:finance"}, 2, "46"),
        ({"fq": "organization:finance OR organization:health"}, 7, "0123456"),
        ({"fq": "-organization:finance"}, 3, "135"),
        ({"fq": "+organization:health +res_format:CSV"}, 2, "15"),
        ({"fq": 'tags:("open data" OR nothing)'}, 1, "4"),
        ({"fq": "name:set-1*"}, 1, "1"),
        ({"fq": "NOT (name:set-1 OR name:set-2) AND extras_frequency:annual"}, 4, "0346"),
        ({"fq": "metadata_modified:[2026-01-27T00:00:00Z TO *]"}, 7, "0123456"),
        ({"fq": "dataset_type:dataset state:active"}, 7, "0123456"),
        ({"fq": "owner_org:org-health id:id-03"}, 1, "3"),
    ],
)
def test_search(site: str, given: dict[str, Any], count: int, found: str) -> None:
    status, answer = ask(site, f"/api/action/package_search?{urlencode(given)}")
    assert (status, answer["result"]["count"], names(answer)) == (200, count, found)
    posted = ask(
        site, "/api/3/action/package_search", "POST", json.dumps(given).encode(), Content_Type="application/json"
    )
    assert posted == (status, answer)


def test_without_parameters_the_file_is_the_answer(site: str) -> None:
    assert names(ask(site, f"/{PATH}")[1]) == names(ask(site, "/api/action/package_search")[1]) == "0123456"


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("package_show?id=set-3", 200, None),
        ("package_show?id=id-03", 200, None),
        ("package_show?id=none", 404, "Not Found Error"),
        ("package_show", 409, "Validation Error"),
        ("organization_show?id=finance", 200, None),
        ("organization_show?id=org-health", 200, None),
        ("organization_show?id=none", 404, "Not Found Error"),
        ("package_create?id=x", 400, "Bad Request"),
        ("package_search?rows=-1", 409, "Validation Error"),
        ("package_search?start=x", 409, "Validation Error"),
        ("package_search?fq=" + quote("title:[a TO b]"), 409, "Search Query Error"),
        ("package_search?q=" + quote("(" * 3000), 409, "Search Query Error"),
        ("package_search?q=" + quote("(open"), 409, "Search Query Error"),
        ("package_search?q=" + quote("name:"), 200, None),
    ],
)
def test_answers_and_errors(site: str, path: str, status: int, kind: str | None) -> None:
    found, answer = ask(site, f"/api/3/action/{path}")
    assert (found, answer.get("error", {}).get("__type"), answer["success"]) == (status, kind, kind is None)


def test_lists(site: str) -> None:
    assert ask(site, "/api/action/package_list?limit=2&offset=5")[1]["result"] == ["set-5", "set-6"]
    assert ask(site, "/api/action/organization_list")[1]["result"] == ["finance", "health"]
    assert ask(site, "/api/action/organization_show?id=health")[1]["result"]["package_count"] == 3


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/action/package_show", b'{"id": "set-1"}', 200),
        ("/api/action/package_search", b"{}", 200),
        ("/api/action/package_show", b"[]", 409),
        ("/api/action/package_show", b"\xff", 409),
        ("/api/action/package_show", b"x" * 70_000, 413),
        ("/index.html", b"{}", 405),
    ],
)
def test_posted(site: str, path: str, body: bytes, status: int) -> None:
    assert ask(site, path, "POST", body)[0] == status


def test_a_site_without_the_file_knows_no_action(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        assert ask(address, "/api/3/action/package_show?id=x")[0] == 404


@pytest.mark.parametrize(
    "query", ['"open', "a:(b", "a) b", "size:[1 TO 2]", "a:a:a:(", "name:(", "a:" * 5000 + "b", "-" * 5000 + "b"]
)
def test_a_query_that_cannot_be_read(query: str) -> None:
    with pytest.raises(QueryError):
        compiled(query)


def test_ckanapi_gets_all_and_ends(site: str) -> None:
    def run(*arguments: str) -> list[dict[str, Any]]:
        done = subprocess.run(
            [str(BINARIES / "ckanapi"), *arguments, "-r", site],
            env={**os.environ, "PATH": f"{BINARIES}:{os.environ['PATH']}"},
            capture_output=True,
            timeout=60,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    assert [one["name"] for one in run("search", "datasets")] == [one["name"] for one in SEVEN]
    assert [one["id"] for one in run("dump", "datasets", "--all", "--quiet")] == [one["id"] for one in SEVEN]
    assert [one["name"] for one in run("dump", "organizations", "--all", "--quiet")] == ["finance", "health"]
