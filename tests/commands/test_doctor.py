"""``daylight doctor`` finds what is wrong: each case does one harm, here or to the live host."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from publisher.commands.doctor import command
from publisher.serve import serving
from publisher.serve.handler import SiteHandler
from tests.commands.conftest import Run
from tests.portals import daylight_alone, make_portal


def found(said: str) -> dict[str, str]:
    """Name -> state of all that is not good."""
    return {item["name"]: item["state"] for item in json.loads(said) if item["state"] != "good"}


def test_a_sound_portal(live: Path) -> None:
    done = daylight_alone("doctor", "--project", str(live))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nothing is wrong.")
    assert "edition 1 is live" in done.stdout


def _no_public(root: Path) -> None:
    (root / "public").unlink()


def _dangling(root: Path) -> None:
    shutil.rmtree(root / ".daylight/editions/000001")


def _own_folder(root: Path) -> None:
    (root / "public").unlink()
    (root / "public").mkdir()


def _leftover(root: Path) -> None:
    (root / ".daylight/editions/.new-abc").mkdir()
    (root / ".daylight/releases/spending/.building-abc").mkdir()


def _no_portal(root: Path) -> None:
    (root / "portal.yml").write_text("name: x\n", encoding="utf-8")


def _broken_spec(root: Path) -> None:
    (root / "datasets/finance/spending/dataset.yml").write_text("title: [", encoding="utf-8")


def _cut_release(root: Path) -> None:
    next((root / ".daylight/releases/spending").glob("*/spending.csv")).write_bytes(b"cut")


def _lost_manifest(root: Path) -> None:
    next((root / ".daylight/releases/spending").glob("*/release.json")).unlink()


def _store_is_a_file(root: Path) -> None:
    shutil.rmtree(root / ".daylight")
    (root / ".daylight").write_text("a file", encoding="utf-8")


def _broken_lock(root: Path) -> None:
    (root / "ids.lock").write_text("{", encoding="utf-8")


HARMS: list[tuple[Callable[[Path], None], dict[str, str]]] = [
    (_no_public, {"public": "warning"}),
    (_dangling, {"public": "bad"}),
    (_own_folder, {"public": "bad"}),
    (_leftover, {"leftovers": "warning"}),
    (_no_portal, {"portal.yml": "bad"}),
    (_broken_spec, {"spec": "bad"}),
    (_cut_release, {"release": "bad"}),
    (_lost_manifest, {"release": "bad"}),
    (_store_is_a_file, {"rights": "bad"}),
    (_broken_lock, {"ids.lock": "bad"}),
]


@pytest.mark.parametrize(("harm", "wanted"), HARMS, ids=[harm.__name__.strip("_") for harm, _ in HARMS])
def test_what_is_wrong_here(portal: Path, run: Run, harm: Callable[[Path], None], wanted: dict[str, str]) -> None:
    harm(portal)
    code, said = run(command, "--project", portal, "--json")
    assert found(said) == wanted, said
    assert code == (1 if "bad" in wanted.values() else 0)
    for item in json.loads(said):
        assert (item["state"] == "good") == (item["remedy"] == ""), item


def test_a_run_that_is_going_on(portal: Path, run: Run) -> None:
    handle = os.open(portal / ".daylight/lock", os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        code, said = run(command, "--project", portal, "--json")
    finally:
        os.close(handle)
    assert (code, found(said)) == (0, {"lock": "warning"})


def test_a_new_portal_and_none(tmp_path: Path, run: Run) -> None:
    root = make_portal(tmp_path / "new")
    code, said = run(command, "--project", root, "--json")
    assert (code, found(said)) == (0, {"public": "warning"})
    code, said = run(command, "--project", tmp_path / "nowhere", "--json")
    assert (code, found(said)) == (1, {"portal.yml": "bad"})
    done = daylight_alone("doctor", cwd=root)
    assert (done.returncode, "nothing is published yet" in done.stdout) == (0, True), done.stderr


def test_a_sound_host(live: Path, run: Run) -> None:
    with serving(live / "public") as address:
        code, said = run(command, address, "--json")
    assert (code, found(said)) == (0, {}), said
    names = {item["name"] for item in json.loads(said)}
    parts = {"answer", "headers", "404", "media type", "range", "compression", "cors", "search index", "addresses"}
    assert names == parts


class Harmful(SiteHandler):
    """The site's own server with one fault."""

    drop: tuple[str, ...] = ()
    change: dict[str, str] = {}  # noqa: RUF012 - read, never changed
    ranges = True
    soft = False

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        if not self.ranges:
            del self.headers["Range"]
        super().do_GET()

    def send_header(self, keyword: str, value: str) -> None:
        if keyword not in self.drop:
            super().send_header(keyword, self.change.get(keyword, value))
        if keyword == "ETag" and "Content-Encoding" in self.change:
            super().send_header("Content-Encoding", self.change["Content-Encoding"])

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(HTTPStatus.OK if self.soft and code == HTTPStatus.NOT_FOUND else code, message)


@contextmanager
def harmful(folder: Path, **faults: object) -> Iterator[str]:
    handler = type("Handler", (Harmful,), {"root": folder, "logs": False, **faults})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


FAULTS = [
    ("no ranges", {"ranges": False}, {"range": "bad"}, "Let the host answer byte ranges with 206"),
    ("a soft 404", {"soft": True}, {"404": "bad"}, "answers with 200"),
    ("no policy", {"drop": ("Content-Security-Policy",)}, {"headers": "bad"}, "Content-Security-Policy (missing)"),
    ("another policy", {"change": {"Referrer-Policy": "origin"}}, {"headers": "bad"}, "Referrer-Policy (differs)"),
    ("no CORS", {"drop": ("Access-Control-Allow-Origin",)}, {"cors": "bad"}, "may not read parquet"),
    ("nothing exposed", {"drop": ("Access-Control-Expose-Headers",)}, {"cors": "warning"}, "not see Content-Range"),
    ("no types", {"change": {"Content-Type": "application/octet-stream"}}, {"media type": "bad"}, "octet-stream"),
    ("no charset", {"change": {"Content-Type": "text/csv"}}, {"media type": "bad"}, "charset=utf-8"),
    ("compressed", {"change": {"Content-Encoding": "gzip"}}, {"compression": "bad"}, "Switch compression off"),
    ("no validator", {"drop": ("ETag", "Last-Modified")}, {"validator": "warning"}, "without ETag"),
]


@pytest.mark.parametrize(("name", "faults", "wanted", "says"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_what_is_wrong_on_a_host(
    live: Path, run: Run, name: str, faults: dict[str, object], wanted: dict[str, str], says: str
) -> None:
    with harmful(live / "public", **faults) as address:
        code, said = run(command, address, "--json")
    assert found(said) == wanted, said
    assert says in said
    assert code == (1 if "bad" in wanted.values() else 0)


def test_a_host_that_serves_something_else(tmp_path: Path, run: Run) -> None:
    (tmp_path / "index.html").write_text("<a href='/x'>", encoding="utf-8")
    with serving(tmp_path) as address:
        code, said = run(command, address, "--json")
    assert (code, found(said)) == (1, {"data": "warning", "search index": "bad", "addresses": "bad"})


@pytest.mark.parametrize("path", ["feeds/all.json", "data.json", "api/3/action/package_search"])
def test_an_address_for_programs_that_is_not_there(live: Path, tmp_path: Path, run: Run, path: str) -> None:
    site = shutil.copytree(live / "public", tmp_path / "site")
    (site / path).unlink()
    with serving(site) as address:
        code, said = run(command, address, "--json")
    assert (code, found(said), f"/{path} answers with 404" in said) == (1, {"addresses": "bad"}, True)


def test_a_host_that_does_not_answer(live: Path, run: Run) -> None:
    with serving(live / "public") as address:
        gone = address
    done = daylight_alone("doctor", gone)
    assert (done.returncode, "does not answer" in done.stdout, "Traceback" in done.stderr) == (1, True, False)
    code, said = run(command, "data.example.org")
    assert (code, "is no address of a site" in said) == (2, True)
