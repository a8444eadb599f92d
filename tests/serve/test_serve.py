"""The preview answers as a static host should."""

from __future__ import annotations

import http.client
import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from publisher.serve import serving
from publisher.serve.ranges import UnsatisfiableError, parse_range


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    edition = root / "editions" / "1"
    (edition / "datasets").mkdir(parents=True)
    (edition / "index.html").write_text("home", encoding="utf-8")
    (edition / "datasets" / "index.html").write_text("datasets", encoding="utf-8")
    (edition / "404.html").write_text("not here", encoding="utf-8")
    (edition / "data.parquet").write_bytes(bytes(range(256)) * 40)
    (edition / "api/3/action").mkdir(parents=True)
    (edition / "api/3/action/package_search").write_bytes(b"{}")
    (root / "secret.txt").write_text("secret", encoding="utf-8")
    (root / "public").symlink_to("editions/1")
    with serving(root / "public") as address:
        yield address


def ask(site: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


DATA = bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("path", "status", "body", "media_type"),
    [
        ("/", 200, b"home", "text/html; charset=utf-8"),
        ("/datasets/", 200, b"datasets", "text/html; charset=utf-8"),
        ("/datasets/?x=1", 200, b"datasets", "text/html; charset=utf-8"),
        ("/data.parquet", 200, DATA, "application/vnd.apache.parquet"),
        ("/api/3/action/package_search", 200, b"{}", "application/json; charset=utf-8"),
        ("/nothing", 404, b"not here", "text/html; charset=utf-8"),
        ("/index.html/", 404, b"not here", "text/html; charset=utf-8"),
        ("/../secret.txt", 404, b"not here", "text/html; charset=utf-8"),
        ("/%2e%2e/%2e%2e/secret.txt", 404, b"not here", "text/html; charset=utf-8"),
        ("/..%2fsecret.txt", 404, b"not here", "text/html; charset=utf-8"),
        ("/a%00b", 404, b"not here", "text/html; charset=utf-8"),
        ("/%ff", 404, b"not here", "text/html; charset=utf-8"),
    ],
)
def test_paths(site: str, path: str, status: int, body: bytes, media_type: str) -> None:
    found = ask(site, path)
    assert (found[0], found[2], found[1]["content-type"]) == (status, body, media_type)


def test_a_folder_without_slash_is_redirected(site: str) -> None:
    status, headers, _ = ask(site, "/datasets")
    assert (status, headers["location"]) == (301, "/datasets/")


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-9", 206, DATA[:10]),
        ("bytes=10230-", 206, DATA[-10:]),
        ("bytes=-7", 206, DATA[-7:]),
        ("bytes=10230-99999", 206, DATA[-10:]),
        ("bytes=10240-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=9-3", 200, DATA),
        ("bytes=0-1,5-6", 200, DATA),
        ("rows=0-1", 200, DATA),
    ],
)
def test_ranges(site: str, asked: str, status: int, body: bytes) -> None:
    found = ask(site, "/data.parquet", Range=asked)
    assert (found[0], found[2]) == (status, body)


def test_head_validators_and_headers(site: str) -> None:
    status, headers, body = ask(site, "/data.parquet", "HEAD")
    assert (status, body, headers["content-length"], headers["accept-ranges"]) == (200, b"", "10240", "bytes")
    assert ask(site, "/data.parquet", If_None_Match=headers["etag"])[0] == 304
    assert ask(site, "/data.parquet", Range="bytes=0-3", If_Range='"old"')[0] == 200
    policy = ask(site, "/")[1]["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_every_satisfiable_range_is_inside_the_file() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        size, first, last = chance.randrange(0, 50), chance.randrange(0, 60), chance.randrange(0, 60)
        header = chance.choice([f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"])
        try:
            part = parse_range(header, size)
        except UnsatisfiableError:
            continue
        if part is not None:
            assert 0 <= part[0] <= part[1] < size


def test_a_browser_that_goes_away_is_no_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The connection is reset while a large file is on its way."""
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(50_000_000)
    with serving(tmp_path) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 200")
        assert ask(address, "/nothing")[0] == 404
        deadline = time.monotonic() + 10
        while threading.active_count() > 2 and time.monotonic() < deadline:
            time.sleep(0.02)
    assert capfd.readouterr().err == ""
