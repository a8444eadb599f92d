"""Answer one request for a file of the site."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from publisher.exports.ckan import PATH
from publisher.serve import actions
from publisher.serve.ranges import UnsatisfiableError, parse_range
from publisher.site.headers import headers_for
from publisher.terms import media_type

_CHUNK = 1 << 18
_BODY = 1 << 16  # bytes of a question that are read


def handler_for(folder: Path, *, log: bool) -> type[BaseHTTPRequestHandler]:
    """A request handler bound to one folder."""

    class Handler(SiteHandler):
        root = folder
        logs = log

    return Handler


class SiteHandler(BaseHTTPRequestHandler):
    """GET and HEAD of files below ``root``; a folder answers with its ``index.html``. POST is for CKAN's clients."""

    root: Path
    edition: Path
    logs: bool
    protocol_version = "HTTP/1.1"
    server_version = "Daylight"
    sys_version = ""
    timeout = 30

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that goes on to another page waits for no answer
            super().handle()

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > _BODY:
            self.close_connection = True
            return self._send_json(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"success": False}, body=True)
        question = self.rfile.read(int(length))
        self.edition = self.root.resolve()
        path = _site_path(self.path)
        if path is None or not self._acted(path, question, body=True):
            self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
            self.send_header("Allow", "GET, HEAD")
            self.send_header("Content-Length", "0")
            self.end_headers()
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        if self.logs:
            super().log_message(format, *args)

    def _answer(self, *, body: bool) -> None:
        self.edition = self.root.resolve()  # one request is answered from one edition, whatever goes live meanwhile
        path = _site_path(self.path)
        if path is None:
            return self._not_found(body=body)
        if self._acted(path, b"", body=body):
            return None
        file = self.edition / path.lstrip("/")
        if file.is_dir():
            if not path.endswith("/"):
                return self._redirect(path + "/")
            file = file / "index.html"
        elif path.endswith("/"):
            return self._not_found(body=body)
        try:
            with file.open("rb") as stream:
                self._send_file(stream, file, body=body)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            self._not_found(body=body)
        return None

    def _acted(self, path: str, question: bytes, *, body: bool) -> bool:
        """Answer an action of CKAN's API; False where the file, if any, is the answer."""
        action = actions.action_name(path)
        plain = self.command != "POST" and not urlsplit(self.path).query
        if action is None or (plain and path == f"/{PATH}"):
            return False
        try:
            given = actions.parameters(urlsplit(self.path).query, question, self.headers.get("Content-Type", ""))
            found = actions.answer(self.edition, action, given)
        except actions.ParameterError as error:
            found = actions.invalid(error)
        if found is not None:
            self._send_json(found.status, found.body, body=body)
        return found is not None

    def _send_json(self, status: HTTPStatus, value: Mapping[str, Any], *, body: bool) -> None:
        data = json.dumps(value).encode("ascii")
        self.send_response(status)
        for name, said in headers_for("/api/3/action/").items():
            self.send_header(name, said)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _send_file(self, stream: BinaryIO, file: Path, *, body: bool) -> None:
        stat = file.stat()
        etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        if self.headers.get("If-None-Match") == etag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._send_common(file, etag)
            self.end_headers()
            return
        fresh = self.headers.get("If-Range", etag) == etag
        try:
            part = parse_range(self.headers.get("Range") if fresh else None, stat.st_size)
        except UnsatisfiableError:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{stat.st_size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        begin, end = part or (0, stat.st_size - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK)
        self._send_common(file, etag)
        if part:
            self.send_header("Content-Range", f"bytes {begin}-{end}/{stat.st_size}")
        self.send_header("Content-Length", str(end - begin + 1))
        self.end_headers()
        if body:
            self._copy(stream, begin, end - begin + 1)

    def _send_common(self, file: Path, etag: str) -> None:
        path = "/" + file.relative_to(self.edition).as_posix()
        self.send_header("ETag", etag)
        self.send_header("Accept-Ranges", "bytes")
        for name, value in {"Content-Type": media_type(file.name), **headers_for(path)}.items():
            self.send_header(name, value)

    def _copy(self, stream: BinaryIO, begin: int, length: int) -> None:
        stream.seek(begin)
        while length > 0 and (chunk := stream.read(min(_CHUNK, length))):
            self.wfile.write(chunk)
            length -= len(chunk)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _not_found(self, *, body: bool) -> None:
        page = self.edition / "404.html"
        data = page.read_bytes() if page.is_file() else b"not found\n"
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", media_type(page.name) if page.is_file() else "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers_for("/404.html").items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)


def _site_path(target: str) -> str | None:
    """The path of a request target, decoded and with dots removed; None when it leaves the site or is not text."""
    try:
        path = unquote(urlsplit(target).path, errors="strict")
    except (UnicodeDecodeError, ValueError):
        return None
    if "\0" in path or "\\" in path or ".." in path.split("/"):
        return None
    clean = posixpath.normpath("/" + path.lstrip("/"))
    return clean + "/" if path.endswith("/") and clean != "/" else clean
