"""The library function of ``daylight doctor URL``: whether a host serves the site as the site needs to be served.

A browser reads a table and the search index by byte ranges, so a host must answer a range with 206 (RFC 9110, clause
15.3.7) and must not compress what is read by ranges; other sites' scripts may use the data (CORS, Fetch standard);
and the headers of ``publisher.site.headers`` must arrive. What there is to look at is found by the site's own links.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from publisher.errors import UsageError
from publisher.exports import ckan
from publisher.publish.health import Finding
from publisher.site.headers import EVERYWHERE, headers_for
from publisher.terms import media_type

TIMEOUT = 10  # seconds for each answer
_MOST = 1 << 20  # bytes read of one answer
_ORIGIN = "https://elsewhere.example"
_HEADERS_REMEDY = "Let the host send the headers listed in the file _headers of the site."
_FORMATS = ("parquet", "csv", "jsonl")
_DATASETS = 20  # pages looked at for a link to each format
_FOR_PROGRAMS = ("feeds/all.atom", "feeds/all.json", "data.json", "catalog.ttl", ckan.PATH)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a host said: ``body`` holds the first MiB; header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


def host(url: str) -> Iterator[Finding]:
    """Look at the site at ``url``, whose address may end with a path. Raises UsageError for what is no http address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"`{url}` is no address of a site", remedy="Write it as https://data.example.org/")
    base = url if url.endswith("/") else f"{url}/"
    try:
        home = ask(base)
    except OSError as error:
        remedy = "Check the address, and that the host runs and can be reached from here."
        yield Finding(name="answer", state="bad", says=f"{base} does not answer: {_reason(error)}", remedy=remedy)
        return
    try:
        yield from _site(base, home)
    except OSError as error:
        remedy = "Try again; look at the host's own log if it stays so."
        yield Finding(name="answer", state="bad", says=f"the host stopped answering: {_reason(error)}", remedy=remedy)


def ask(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """GET ``url``, following redirects. Any status is an answer. Raises OSError when there is none."""
    request = urllib.request.Request(url, headers={"User-Agent": "daylight-doctor", **(headers or {})})  # noqa: S310 - host() has checked the scheme
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as found:  # noqa: S310 - as above
            return _answer(found)
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error)
    except http.client.HTTPException as error:
        raise OSError(f"no proper answer ({error!r})") from error


def _answer(found: http.client.HTTPResponse | urllib.error.HTTPError) -> Answer:
    headers = {name.lower(): value for name, value in found.headers.items()}
    return Answer(url=found.geturl() or "", status=found.status or 0, headers=headers, body=found.read(_MOST))


def _reason(error: OSError) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(reason, "strerror", None) or reason)


def _site(base: str, home: Answer) -> Iterator[Finding]:
    yield _is("answer", home.status == 200, f"{base} answers with {home.status}", "Serve the folder public/ there.")
    if home.status != 200:
        return
    yield _policy(home)
    yield _missing(base)
    files = _data_files(base)
    if not files:
        remedy = "Publish a dataset, or check that the whole folder public/ is served."
        yield Finding(
            name="data", state="warning", says="no dataset's files were found by the site's links", remedy=remedy
        )
    for format_, address in files.items():
        yield from _data(format_, address)
    index = urljoin(base, "search/index/index.json")
    says = f"{index} answers with {(status := ask(index).status)}"
    yield _is("search index", status == 200, says, "Serve the folder search/index/ with the site.")
    for path in _FOR_PROGRAMS:
        yield from _for_programs(base, path)


def _for_programs(base: str, path: str) -> Iterator[Finding]:
    """An address that feed readers and other portals ask for: it is there, has its type, and any site may read it."""
    answer = ask(urljoin(base, path), {"Origin": _ORIGIN})
    if answer.status != 200:
        says = f"/{path} answers with {answer.status}"
        remedy = "Serve the whole folder public/, files without an ending among them."
        yield Finding(name="addresses", state="bad", says=says, remedy=remedy)
        return
    wanted = headers_for(f"/{path}").get("Content-Type") or media_type(path)
    faults = [_media_type(f"/{path}", answer.header("Content-Type"), wanted), _cors(f"/{path}", answer)]
    wrong = [fault for fault in faults if fault.state != "good"]
    yield from wrong or [Finding(name="addresses", state="good", says=f"/{path} is sent as programs need it")]


def _policy(home: Answer) -> Finding:
    wrong = [name for name, value in EVERYWHERE.items() if home.header(name) != value]
    if not wrong:
        return Finding(name="headers", state="good", says=f"all {len(EVERYWHERE)} policy headers arrive on a page")
    shown = ", ".join(f"{name} ({'differs' if home.header(name) else 'missing'})" for name in wrong)
    return Finding(name="headers", state="bad", says=shown, remedy=_HEADERS_REMEDY)


def _missing(base: str) -> Finding:
    answer = ask(urljoin(base, "no-such-page-of-this-site/"))
    if answer.status == 404:
        return Finding(name="404", state="good", says="a page that is not there answers with 404")
    says = f"a page that is not there answers with {answer.status}"
    return Finding(
        name="404",
        state="bad",
        says=says,
        remedy="Let the host answer with 404.html and status 404 for what is missing.",
    )


def _data_files(base: str) -> dict[str, str]:
    """Format -> address of the first data file of that format that the pages of datasets link to."""
    listing = ask(urljoin(base, "datasets/"))
    pages = [link for link in _links(listing) if re.fullmatch(r".*/datasets/[^/]+/", urlsplit(link).path)]
    found: dict[str, str] = {}
    for page in list(dict.fromkeys(pages))[:_DATASETS]:
        for link in _links(ask(page)):
            path = urlsplit(link).path
            ending = path.rpartition(".")[2]
            if (
                "/data/" in path
                and ending in _FORMATS
                and not path.endswith((".quarantine.parquet", ".origin.parquet"))
            ):
                found.setdefault(ending, link)
        if len(found) == len(_FORMATS):
            break
    return {name: found[name] for name in _FORMATS if name in found}


def _links(page: Answer) -> list[str]:
    """The addresses a page links to on its own host."""
    text = page.body.decode("utf-8", "replace")
    links = (urljoin(page.url, unescape(link)) for link in re.findall(r'href="([^"#]+)', text))
    return [link for link in links if urlsplit(link).netloc == urlsplit(page.url).netloc]


def _data(format_: str, address: str) -> Iterator[Finding]:
    part = ask(address, {"Range": "bytes=0-3", "Origin": _ORIGIN, "Accept-Encoding": "gzip, br, zstd"})
    yield _media_type(format_, part.header("Content-Type"), media_type(address))
    ranged = part.status == 206 and len(part.body) == 4 and part.header("Content-Range").startswith("bytes 0-3/")
    says = f"a range of {format_} is answered with {part.status}" + ("" if ranged else f" and {len(part.body):,} bytes")
    remedy = "Let the host answer byte ranges with 206: tables and search read the files in parts."
    yield _is("range", ranged, says, remedy)
    if format_ == "parquet":
        coding = part.header("Content-Encoding")
        says = f"parquet is compressed on the way ({coding})" if coding else "parquet is not compressed on the way"
        remedy = "Switch compression off for .parquet: it is compressed inside, and ranges of it would be wrong."
        yield _is("compression", not coding or coding == "identity", says, remedy)
    yield _cors(format_, part)
    if not (part.header("ETag") or part.header("Last-Modified")):
        says = f"{format_} comes without ETag and Last-Modified"
        remedy = "Let the host send one, so that a download can be checked and resumed."
        yield Finding(name="validator", state="warning", says=says, remedy=remedy)


def _media_type(format_: str, found: str, wanted: str) -> Finding:
    """Another type is wrong; a type without its charset only makes some programs guess."""
    said, asked = found.lower().replace(" ", ""), wanted.replace(" ", "")
    says = f"{format_} is sent as {found or 'no type at all'}"
    if said == asked:
        return Finding(name="media type", state="good", says=says)
    same = said.partition(";")[0] == asked.partition(";")[0]
    remedy = f"Let the host send {format_ if format_.startswith('/') else f'.{format_}'} as {wanted}"
    return Finding(name="media type", state="warning" if same else "bad", says=says, remedy=remedy)


def _cors(format_: str, part: Answer) -> Finding:
    wanted = headers_for("/data/")
    allowed = part.header("Access-Control-Allow-Origin")
    exposed = {name.strip().lower() for name in part.header("Access-Control-Expose-Headers").split(",")}
    unseen = [name for name in ("Content-Range", "Content-Length") if not {name.lower(), "*"} & exposed]
    if allowed not in {"*", _ORIGIN}:
        says = f"other sites' scripts may not read {format_}: Access-Control-Allow-Origin is {allowed or 'missing'}"
        return Finding(name="cors", state="bad", says=says, remedy=_HEADERS_REMEDY)
    if unseen:
        says = f"other sites' scripts may read {format_} but not see {', '.join(unseen)}"
        remedy = f"Send Access-Control-Expose-Headers: {wanted['Access-Control-Expose-Headers']}"
        return Finding(name="cors", state="warning", says=says, remedy=remedy)
    return Finding(name="cors", state="good", says=f"other sites' scripts may read {format_}")


def _is(name: str, good: bool, says: str, remedy: str) -> Finding:
    return Finding(name=name, state="good" if good else "bad", says=says, remedy="" if good else remedy)
