"""What a push says of a server that is none, does not answer, or answers what CKAN would not: never a stack trace."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from publisher.clock import parse_instant
from publisher.errors import DaylightError, PushError, UsageError
from publisher.progress import Silent
from publisher.publish import Request as Publication
from publisher.publish import publish
from publisher.push import Outcome, Request, push_ckan
from tests.portals import CHECKOUT, daylight_alone, make_portal

SECRET = "a-token-nobody-may-see"  # noqa: S105 - a token of no server
Reply = Callable[[str, int], tuple[int, str]]  # action, how often it was asked -> status, body


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_portal(tmp_path_factory.mktemp("portal"))
    publish(Publication(root=root, as_of=parse_instant("2026-04-30")), Silent())
    return root


@contextmanager
def answering(reply: Reply) -> Iterator[tuple[str, list[str]]]:
    """A server that says what ``reply`` says; gives its address and the actions it was asked for. A status of 0 hangs
    up without a word.
    """
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            action = self.path.rpartition("/")[2]
            asked.append(action)
            status, text = reply(action, asked.count(action))
            if not status:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(status)
            self.send_header("Location", "https://elsewhere.example")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def good(result: object) -> tuple[int, str]:
    return 200, json.dumps({"success": True, "result": result})


def bad(status: int, kind: str, **more: object) -> tuple[int, str]:
    return status, json.dumps({"success": False, "error": {"__type": kind, **more}})


def hello(action: str) -> tuple[int, str] | None:
    """What a well CKAN says before anything is pushed."""
    said = {
        "status_show": {"ckan_version": "2.12.0", "extensions": []},
        "license_list": [{"id": "cc-by"}],
        "user_show": {"name": "admin", "sysadmin": True},
        "package_search": {"count": 0, "results": []},
    }
    return good(said[action]) if action in said else None


def push(root: Path, url: str) -> Outcome:
    return push_ckan(Request(root=root, url=url, token=SECRET, pauses=(0, 0)), Silent())


@pytest.mark.parametrize(
    ("status", "text", "says", "times"),
    [
        (200, "<html>A shop</html>", "is no CKAN: it answers with 200, and HTML", 1),
        (200, "", "is no CKAN: it answers with 200", 1),
        (200, '{"success": true, "result": []}', "does not say that it is a CKAN", 1),
        (200, '{"success": true, "result": {"name": "x"}}', "does not say that it is a CKAN", 1),
        (200, "[]", "is no CKAN", 1),
        (404, "Not found", "is no CKAN: it answers with 404, and 'Not found'", 1),
        (301, "", r"sends elsewhere \(301\)", 1),
        (403, "<html>Firewall</html>", r"does not let us in \(403\)", 1),
        (500, "<html>Oops</html>", "CKAN answered with 500", 3),
        (503, "", "CKAN answered with 503", 3),
        (0, "", "does not answer", 3),
    ],
)
def test_who_is_no_ckan(portal: Path, status: int, text: str, says: str, times: int) -> None:
    with answering(lambda *_: (status, text)) as (url, asked), pytest.raises(PushError, match=says) as told:
        push(portal, url)
    assert asked == ["status_show"] * times
    assert (told.value.exit_code, bool(told.value.remedy), SECRET in str(told.value)) == (1, True, False)


def test_a_server_that_stumbles_is_asked_again(portal: Path) -> None:
    def reply(action: str, count: int) -> tuple[int, str]:
        if count == 1:
            return 502, ""
        return hello(action) or bad(404, "Not Found Error", message="Not found")

    with answering(reply) as (url, asked):
        outcome = push(portal, url)
    assert asked[:6] == ["status_show"] * 2 + ["license_list"] * 2 + ["user_show"] * 2
    assert outcome.exit_code == 1  # and a server that knows no create is told for each


def test_after_three_silences_the_rest_is_not_tried(tmp_path: Path) -> None:
    root = make_portal(tmp_path)
    for number in range(4):
        folder = root / f"datasets/health/more-{number}"
        folder.mkdir(parents=True)
        (folder / "raw").mkdir()
        (folder / "raw/premises.csv").write_text("code,name\n1,a\n", encoding="utf-8")
        spec = (root / "datasets/health/premises/dataset.yml").read_text(encoding="utf-8")
        (folder / "dataset.yml").write_text(spec, encoding="utf-8")
    publish(Publication(root=root, as_of=parse_instant("2026-04-30")), Silent())

    def reply(action: str, count: int) -> tuple[int, str]:
        if action == "organization_show":
            return good({"id": "1", "name": "x", "state": "active", "extras": []})
        return hello(action) or (500, "")

    with answering(reply) as (url, asked):
        outcome = push(root, url)
    assert [line.next_step.partition(":")[0] for line in outcome.lines if line.kind == "dataset"] == [
        *["CKAN answered with 500\n  Ask who runs it to look at its log, and push again."] * 3,
        *["not tried"] * 3,
    ]
    assert (asked.count("package_show"), "package_search" in asked) == (9, False)


def test_what_ckan_says_of_a_field_reaches_the_reader(portal: Path) -> None:
    def reply(action: str, count: int) -> tuple[int, str]:
        if action.endswith("_show") and action.startswith(("package", "organization")):
            return bad(404, "Not Found Error", message="Not found")
        if action == "organization_create":
            return good({"id": "1"})
        return hello(action) or bad(
            409, "Validation Error", tags=[{}, {"name": ["Tag too long"]}], url=["No such host"]
        )

    with answering(reply) as (url, _):
        lines = push(portal, url).lines
    assert [line.result for line in lines] == ["created", "created", "failed", "failed"]
    assert lines[-1].next_step.startswith("CKAN does not take it: tags: name Tag too long, url: No such host\n")


def test_a_lost_answer_makes_no_duplicate(portal: Path) -> None:
    """The dataset was created, and the connection broke before CKAN could say so."""

    def reply(action: str, count: int) -> tuple[int, str]:
        if action == "package_create":
            if count in {1, 3}:
                return 0, ""
            return bad(409, "Validation Error", id=["Dataset id already exists"])
        if action == "package_show" and count in {3, 6}:  # twice nobody knows it, then it is there
            address = "premises" if count == 3 else "spending"
            extras = [{"key": "identifier", "value": f"https://data.harbour.example/datasets/{address}/"}]
            return good({"id": "9", "name": address, "state": "active", "extras": extras})
        if action == "organization_show":
            return good({"id": "1", "name": "x", "state": "active", "extras": []})
        return hello(action) or bad(404, "Not Found Error", message="Not found")

    with answering(reply) as (url, asked):
        outcome = push(portal, url)
    assert [line.result for line in outcome.lines] == ["unchanged", "unchanged", "created", "created"]
    assert asked.count("package_create") == 4


@pytest.mark.parametrize(
    "url",
    ["ckan.example.org", "ftp://ckan.example", "https://", "https://me:secret@ckan.example", "https://a.example/?x=1"],
)
def test_what_is_no_address(portal: Path, url: str) -> None:
    with pytest.raises(UsageError, match="no address of a CKAN"):
        push(portal, url)


def test_nothing_published_yet(tmp_path: Path) -> None:
    with pytest.raises(DaylightError, match="nothing is published yet"):
        push(make_portal(tmp_path), "https://ckan.example")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("push",), 2, "Missing argument"),
        (("push", "socrata", "https://x.example"), 2, "is not 'ckan'"),
        (("push", "ckan", "https://x.example"), 2, "there is no API token"),
        (("push", "ckan", "https://x.example", "--token-file", "missing"), 2, "cannot be read"),
        (("push", "ckan", "https://x.example", "--token-file", "two"), 2, "this is no API token"),
    ],
)
def test_the_command_line(
    portal: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.delenv("DAYLIGHT_CKAN_TOKEN", raising=False)
    (portal / "two").write_text(f"{SECRET} {SECRET}", encoding="utf-8")
    done = daylight_alone(*arguments, cwd=portal)
    assert (done.returncode, says in done.stderr, SECRET in done.stdout + done.stderr) == (code, True, False), (
        done.stderr
    )


def test_the_command_never_shows_the_token(portal: Path) -> None:
    (portal / "one").write_text(f"{SECRET}\n", encoding="utf-8")
    with answering(lambda *_: (404, f"no such page, {SECRET[:3]}")) as (url, asked):
        done = daylight_alone("push", "ckan", url, "--token-file", "one", "--json", cwd=portal)
    assert (done.returncode, asked, "is no CKAN" in done.stderr) == (1, ["status_show"], True)
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "answer",
    [
        (404, f"no page for {SECRET}"),
        bad(403, "Authorization Error", message=f"Access denied: {SECRET} is no token"),
        bad(409, "Validation Error", name=[f"{SECRET} is taken"]),
    ],
    ids=["a page", "a refusal", "a field"],
)
def test_a_server_that_says_the_token_again_is_not_quoted(portal: Path, answer: tuple[int, str]) -> None:
    with answering(lambda *_: answer) as (url, _), pytest.raises(PushError, match="answers with the token") as caught:
        push(portal, url)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_commands_before_it_start_no_slower() -> None:
    """What talks to CKAN is loaded when there is someone to talk to."""
    code = "import sys, publisher.push, publisher.commands.push; "
    code += "sys.exit(any(name in sys.modules for name in ('ckanapi', 'requests')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0
