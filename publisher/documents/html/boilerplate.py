"""Elements of a page that are not the document, told apart by what they are and never by the site they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publisher.documents.html.tree import Element, holding, plain, walk

# Words that classes and ids are made of where they name a page's furniture, in English and in pinyin.
_WORDS = (
    *("breadcrumbs?", "crumbs?", "mianbaoxie", "dqwz", "weizhi", "navigation", "navbar", "nav", "menu", "topbar"),
    *(
        "footer",
        "foot",
        "copyright",
        "related",
        "recommend",
        "share",
        "sharing",
        "social",
        "bdsharebuttonbox",
        "jiathis",
    ),
    *(
        "qr",
        "qrcode",
        "qr_container",
        "ewm",
        "erweima",
        "print",
        "printer",
        "toolbar",
        "tools",
        "sidebar",
        "pagination",
    ),
    *("pager", "paging", "counter", "hits", "views", "clicks", "cookies?", "consent", "adverts?", "banner", "skip"),
    *("skiplink", "skip-link", "back_to_top", "back-to-top", "backtotop", "totop", "gotop", "tooltip", "ratings?"),
    *("feedback", "newsletter", "subscribe", "login", "search"),
)
_PARTS = "box|bar|wrap|wrapper|container|list|block|links?|area|title|con|content|section|posts?|div|\\d+"
_NAMED = re.compile(rf"(?:^|[-_])(?:{'|'.join(_WORDS)})(?:[-_](?:{_PARTS}))?$")
_TAGS = frozenset({"nav", "footer"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alert", "toolbar"})
_LARGEST_LIST = 20_000  # characters
_HOLDERS = frozenset({"ul", "ol", "dl", "table", "td", "div", "section", "center", "form", "header", "aside"})
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|jpe?g|png)(?:[?#]|$)", re.IGNORECASE)
_PROSE = re.compile(r"[^。！？；.!?;]{12,}[。！？；]|[^.!?]{40,}[.!?](?:\s|$)")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How many characters an element holds (spaces apart), how many of them in links, and the links themselves."""

    text: int = 0
    linked: int = 0
    links: int = 0
    files: int = 0
    inside: int = 0


def measure(body: Element) -> Mapping[Element, Measure]:
    """The measure of every element, from the leaves up."""
    order = list(walk(body))
    sums: dict[Element, Measure] = {}
    for element in reversed(order):
        own = sum(len("".join(child.split())) for child in element.children if isinstance(child, str))
        parts = [sums[child] for child in element.children if isinstance(child, Element)]
        text = own + sum(part.text for part in parts)
        target = element.attributes.get("href", "") if element.tag == "a" else ""
        is_link = bool(target)
        sums[element] = Measure(
            text=text,
            linked=text if is_link else sum(part.linked for part in parts),
            links=1 if is_link and text else sum(part.links for part in parts),
            files=int(is_file(element)) if is_link else sum(part.files for part in parts),
            inside=int("#" in target) if is_link else sum(part.inside for part in parts),
        )
    return sums


def left_out(body: Element, sums: Mapping[Element, Measure]) -> dict[Element, str]:
    """The topmost elements that are not the document -> the rule that says so.

    No rule may take more than half of a page's text outside links: then it is the rule that is wrong.
    """
    page = sums[body]
    most = max(1, (page.text - page.linked) // 2)
    articles = holding(body, frozenset({"article", "main", "h1"}))
    found: dict[Element, str] = {}
    stack = [body]
    while stack:
        element = stack.pop()
        share = sums[element]
        rule = _rule(element, share, articles) if element is not body and share.text else None
        if rule and share.text - share.linked <= most:
            found[element] = rule
            continue
        stack.extend(child for child in element.children if isinstance(child, Element))
    return found


def _rule(element: Element, share: Measure, articles: frozenset[Element]) -> str | None:
    if element.tag in _TAGS or element.attributes.get("role", "").lower() in _ROLES:
        return "page-furniture"
    if any(_NAMED.search(name) for name in element.names() if name):
        return None if element in articles else "page-furniture"  # a container badly named holds the article
    if element.tag not in _HOLDERS or share.links < 3 or share.files * 2 >= share.links or share.text > _LARGEST_LIST:
        return None
    text = plain(element)
    if share.linked >= 0.7 * share.text and not is_prose(text) and not text.endswith((".", "。", "；", ";")):
        return "contents" if share.inside == share.links else "link-list"
    return None


def is_file(element: Element) -> bool:
    """Whether an element is a link to a file: an annex of the document."""
    return element.tag == "a" and _FILE.search(element.attributes.get("href", "")) is not None


def is_prose(text: str) -> bool:
    """Whether a text has a sentence in its first 2,000 characters; more would let a hostile page take its time."""
    return _PROSE.search(text[:2000]) is not None
