"""Lines on pages -> blocks: running heads told apart, lines of a paragraph joined, larger lines as headings.

A rule joins lines only where place, size and wording agree; in doubt a line stays a block of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.documents.model import Block

HYPHEN = "\ue001"  # a line ended in a hyphen here: part of the word, or of the line break
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u3000-\u303f]")
_ENDS = re.compile(r"[.!?:;。！？：；][\"'”’)）]?$")
_BULLET = re.compile(r"[•·▪●◦■□\uf0b7\uf0a7\uf0d8➢✓–—-]\s+\S")
_NUMBERED = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+\S|\d{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|"
    r"第[一二三四五六七八九十百零〇\d]{1,5}[章节条]"
)
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*|第\s*\d+\s*页(?:\s*[/,，共]+\s*\d+\s*页)?|"
    r"[A-Z]{1,3}-\d{1,3}|[ivxlc]{1,7}",
    re.IGNORECASE,
)
_PAGE_IN_WORDS = re.compile(r"(?:^page|\bpage(?=\s*\d+$))\s*(\d{1,4})\b|第\s*(\d{1,4})\s*页$", re.IGNORECASE)
_TOKEN = re.compile(r"[\d.,%$€£¥()*†‡§≤≥<>+–—-]*\d[\d.,%$€£¥()*†‡§–—-]*|[-–—]")

# Words that English joins to others with a hyphen that stays; a line broken at one of them is no broken word.
_COMPOUNDING = frozenset(
    word
    for line in (
        "self non well co pre post high low long short multi cross part full half first second third one two",
        "three four five six ten on off up all ex anti cost decision policy year day peer state city county",
        "machine user tax follow readable based wide term level old time related profit site going free to in",
        "of the led made being date specific effective driven owned funded quality risk income scale line",
        "down out over week month age face making use by and for",
    )
    for word in line.split()
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a page: its text, its edges and the height it stands on in points, and its type size.

    ``cells``: a ruled table, which stands as one line.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    cells: tuple[tuple[str, ...], ...] = ()


def arrange(pages: Sequence[Sequence[Line]]) -> tuple[tuple[Block, ...], dict[str, list[str]]]:
    """The blocks of a document in reading order, and the texts that were left out or changed, by rule."""
    found: dict[str, list[str]] = defaultdict(list)
    kept = _without_furniture(pages, found)
    body = _body_size(kept)
    sizes = sorted({line.size for page in kept for line in page if line.size >= body * 1.12}, reverse=True)
    words = Counter(word.lower() for page in kept for line in page for word in re.findall(r"[^\W\d_]+", line.text))
    blocks = [_block(group, sizes, words, found) for page in kept for group in _groups(page)]
    return tuple(block for block in blocks if block.text), found


def _without_furniture(pages: Sequence[Sequence[Line]], found: dict[str, list[str]]) -> list[list[Line]]:
    """Pages without page numbers, and without running heads and feet after their first page.

    A running line that says which page it is on is a page number on every page.
    """
    margins = [_in_margins(page) for page in pages]
    shapes = Counter(
        shape for page, places in zip(pages, margins, strict=True) for shape in {_shape(page[at]) for at in places}
    )
    seen: set[str] = set()
    kept: list[list[Line]] = []
    for page, places in zip(pages, margins, strict=True):
        lines = []
        for at, line in enumerate(page):
            shape = _shape(line)
            at_edge = at in places or at < 2 or at >= len(page) - 2
            runs = at in places and shapes[shape] >= min(3, len(pages))
            if (at_edge and _PAGE_NUMBER.fullmatch(line.text) and len(page) > 1) or (runs and _says_its_page(line)):
                found["page-number"].append(line.text)
            elif runs and shape in seen:
                found["running-head"].append(line.text)
            else:
                lines.append(line)
        seen.update(_shape(page[at]) for at in places)
        kept.append(lines)
    return kept


def _in_margins(page: Sequence[Line]) -> set[int]:
    """Places of the lines that stand apart above or below the text: one or two rows, then a gap."""
    rows: list[list[int]] = []
    for at in sorted(range(len(page)), key=lambda at: -page[at].base):
        if rows and page[rows[-1][0]].base - page[at].base < 2:
            rows[-1].append(at)
        else:
            rows.append([at])
    found: set[int] = set()
    for edge in (rows, rows[::-1]):
        for count in (1, 2):
            if (
                len(edge) > count
                and abs(page[edge[count - 1][0]].base - page[edge[count][0]].base) > 1.8 * page[edge[0][0]].size
            ):
                found.update(at for row in edge[:count] for at in row)
                break
    return found


def _says_its_page(line: Line) -> bool:
    """Whether a line says at its begin or end which page it is on, in words: ... Page 3, 第 3 页."""
    said = _PAGE_IN_WORDS.search(line.text)
    return said is not None and int(said[1] or said[2]) == line.page


def _shape(line: Line) -> str:
    """A line's wording whatever number it bears and on whichever side of it."""
    return " ".join(re.sub(r"\d+", " ", line.text).split()).lower()


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size most running text is set in; a line of seven words or of twenty wide characters is running text."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page if not line.cells):
        running = len(re.findall(r"[^\W\d_]{2,}", line.text)) >= 7 or len(_WIDE.findall(line.text)) >= 20
        sizes[line.size] += len(line.text) * (20 if running else 1)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _groups(page: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that belong together."""
    group: list[Line] = []
    edge = 0.0
    for place, line in enumerate(page):
        if group and (line.cells or group[-1].cells or not _goes_on(group, line, edge)):
            yield group
            group = []
        if not group:
            edge = _column_edge(page[max(0, place - 4) : place + 12], line)
        group.append(line)
    if group:
        yield group


def _column_edge(near: Sequence[Line], line: Line) -> float:
    """How far to the right most lines near this one reach that begin about where it does."""
    edges = sorted(other.right for other in near if abs(other.left - line.left) < 40)
    return max(edges[(3 * len(edges)) // 4 - (len(edges) > 1)], line.right if len(edges) < 4 else 0.0)


def _goes_on(group: list[Line], line: Line, edge: float) -> bool:
    """Whether a line goes on with the paragraph before it."""
    before = group[-1]
    height = max(before.size, line.size, 1.0)
    drop = before.base - line.base
    if abs(before.size - line.size) > 0.12 * height or not 0.3 * height < drop < 1.9 * height:
        return False
    if _BULLET.match(line.text) or _NUMBERED.match(line.text) or _is_row(line.text) or _is_row(before.text):
        return False
    if len(group) > 1 and drop > 1.25 * (group[0].base - before.base) / (len(group) - 1) + 0.5:
        return False
    width = max(edge - group[0].left, 1.0)
    short = edge - before.right > 0.15 * width
    if short and (_ENDS.search(before.text) or not line.text[:1].islower()):
        return False
    return line.left - before.left < 3 * height and not (
        _ENDS.search(before.text) and line.left - before.left > 0.8 * height and len(group) > 1
    )


def _is_row(text: str) -> bool:
    """A line of figures, as tables have them."""
    tokens = text.split()
    return len(tokens) >= 3 and sum(1 for token in tokens if _TOKEN.fullmatch(token)) * 2 >= len(tokens)


def _block(group: list[Line], sizes: Sequence[float], words: Counter[str], found: dict[str, list[str]]) -> Block:
    if group[0].cells:
        return Block(kind="table", text=group[0].text, cells=group[0].cells, page=group[0].page)
    text = group[0].text
    for line in group[1:]:
        text = _joined(text, line.text)
    text = _mend_hyphens(text, words, found)
    size, page = group[0].size, group[0].page
    if _is_heading(text, size, sizes):
        return Block(kind="heading", text=text, level=min(6, 2 + sizes.index(size)), page=page)
    if _BULLET.match(text) and not text.startswith(("–", "—")):
        return Block(kind="item", text=re.sub(r"^\S\s+", "", text), page=page)
    return Block(kind="paragraph", text=text, page=page)


def _is_heading(text: str, size: float, sizes: Sequence[float]) -> bool:
    """Larger than the running text, short, with words in it, and not a sentence or an item of a list."""
    if size not in sizes or len(text) > 200 or _BULLET.match(text):
        return False
    return bool(re.search(r"[^\W\d_]{2}", text)) and not re.search(r"[.,;:。，；：]$", text)


def _joined(text: str, line: str) -> str:
    """Two lines as one: Chinese runs on without a space, a hyphen at the end waits for the next word."""
    if text.endswith(HYPHEN):
        return text + line
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].isalpha():
        return text[:-1] + HYPHEN + line
    if _WIDE.match(text[-1:]) and _WIDE.match(line):
        return text + line
    return f"{text} {line}"


def _mend_hyphens(text: str, words: Counter[str], found: dict[str, list[str]]) -> str:
    """Join a word broken at the end of a line only where the document itself shows that it is one word."""

    def mend(match: re.Match[str]) -> str:
        head, tail = match[1], match[2]
        one, first, second = (head + tail).lower(), head.lower(), tail.lower()
        apart = {first, second} & _COMPOUNDING or words[first] > 1 or words[second] > 1
        if words[one] or (not apart and tail.islower() and head[1:].islower()):
            found["hyphen-joined"].append(f"{head}-{tail}")
            return head + tail
        return f"{head}-{tail}"

    text = re.sub(rf"([^\W\d_]+){HYPHEN}\s*([^\W\d_]+)", mend, text)
    return text.replace(HYPHEN, "-")
