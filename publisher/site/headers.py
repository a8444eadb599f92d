"""The response headers of every address: one table that the preview server, ``_headers`` and later hosts share.

A path matches the first rule whose prefix it begins with; rules of one path are disjoint from ``EVERYWHERE``, because
static hosts join, rather than replace, a header that two rules set. The policy is also the first ``<meta>`` of each
page, for hosts that let no header be set; ``frame-ancestors`` works in a header only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publisher.terms import LANGUAGES

_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types daylight",
)
META_POLICY = "; ".join(_DIRECTIVES)
POLICY = f"{META_POLICY}; frame-ancestors 'none'"

_PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")

EVERYWHERE: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
    "Cross-Origin-Opener-Policy": "same-origin",
}

_PAGE: Mapping[str, str] = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
# Names in /assets/ carry the hash of their bytes, so they never change; nothing personal is ever among them.
_ASSET: Mapping[str, str] = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Data is for any site's scripts. It is revalidated, so that a takedown reaches caches at once.
_DATA: Mapping[str, str] = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
# CKAN's action has no ending that would tell its type.
_ACTION: Mapping[str, str] = {**_DATA, "Content-Type": "application/json; charset=utf-8"}

_FEEDS = "/feeds/"

RULES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("/assets/", _ASSET),
    ("/data/", _DATA),
    ("/documents/", _DATA),
    ("/search/index/", _DATA),
    (_FEEDS, _DATA),  # and below the prefix of each further language
    ("/catalog", _DATA),
    ("/data.json", _DATA),
    ("/dcat-us-3.json", _DATA),
    ("/release.json", _DATA),
    ("/api/3/action/", _ACTION),
)


def headers_for(path: str) -> dict[str, str]:
    """All headers of the file or page at ``path``, which begins with a slash."""
    if any(path.startswith(f"/{language}{_FEEDS}") for language in LANGUAGES):
        return {**EVERYWHERE, **_DATA}
    special = next((headers for prefix, headers in RULES if path.startswith(prefix)), _PAGE)
    return {**EVERYWHERE, **special}


def headers_file(languages: Iterable[str]) -> str:
    """The site's ``_headers`` file, as Netlify, Cloudflare Pages and others read it.

    ``languages``: the codes that have a prefix. Each path below is named once, so that no header is set twice.
    """
    sections = [("/*", EVERYWHERE)]
    sections += [(f"{prefix}*", headers) for prefix, headers in RULES]
    pages = ["/", "/datasets/*", "/services/*", "/departments/*", "/themes/*", "/search/", "/patterns/"]
    sections += [(page, _PAGE) for page in ("/404.html", *pages)]
    for language in languages:
        sections += [(f"/{language}{page}", _PAGE) for page in (*pages, "/documents/*")]
        sections.append((f"/{language}{_FEEDS}*", _DATA))
    lines: list[str] = []
    for path, headers in sections:
        lines.append(path)
        lines += [f"  {name}: {value}" for name, value in headers.items()]
    return "\n".join(lines) + "\n"
