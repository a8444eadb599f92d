"""Word documents (Office Open XML, ISO/IEC 29500) as text: what a reader sees with all changes accepted.

Left out, and counted: tracked deletions, hidden text, comments, instructions of fields. Headers and footers of the
paper are not its text. Footnotes and endnotes come after the text.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publisher.documents.model import Block
from publisher.documents.normalise import counted, table_text
from publisher.documents.raw import RawDocument
from publisher.documents.xml import Node, parse, plain
from publisher.read.packed.archive import open_checked, pieces, refused

_DELETED = frozenset({"w:del", "w:moveFrom", "w:delText"})
_SILENT = frozenset(
    {
        "w:instrText",
        "w:pPr",
        "w:rPr",
        "w:sectPr",
        "w:tblPr",
        "w:trPr",
        "w:tcPr",
        "w:tblGrid",
        "mc:Fallback",
        "w:delInstrText",
    }
    | {"w:commentReference", "w:sdtPr", "w:sdtEndPr", "w:footnotePr", "w:ruby", "w:fldData"}
)
_PAGE_LIKE = frozenset({"w:p", "w:tbl"})
_LARGEST = 512 << 20


@dataclass(frozen=True, kw_only=True)
class _Style:
    kind: str
    level: int
    hidden: bool


@dataclass(kw_only=True)
class _Reader:
    """What is gathered on the way through one part."""

    styles: Mapping[str, _Style]
    left_out: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    boxes: list[Node] = field(default_factory=list)


def extract(path: Path, name: str) -> RawDocument:
    """Headings, paragraphs, list items and tables of a .docx. Raises SourceError."""
    parts = _Parts(path, name)
    main = parts.main()
    folder = posixpath.dirname(main)
    root = parts.xml(main)
    reader = _Reader(styles=_styles(parts.optional(posixpath.join(folder, "styles.xml"))))
    bodies = [node for node in root.nodes() if node.name == "w:body"]
    found = [block for body in bodies for block in _blocks(body, reader)]
    for notes in ("footnotes.xml", "endnotes.xml"):
        found.extend(_notes(parts.optional(posixpath.join(folder, notes)), reader))
    core = parts.optional("docProps/core.xml")
    titles = [plain(node) for node in core.nodes() if node.name == "dc:title"] if core is not None else []
    styled = [block.text for block in found if block.kind == "heading" and block.level == 2]
    return RawDocument(
        format="docx",
        blocks=tuple(found),
        titles=tuple(title for title in [*titles, *styled[:1]] if title.strip()),
        changes=counted(reader.left_out),
    )


class _Parts:
    """The parts of the package, each read only when asked for and never past its limit."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._zip = open_checked(path, name)

    def main(self) -> str:
        """The part that holds the text, found by relationship (Part 2, 9.3) or by its usual name."""
        relations = self.optional("_rels/.rels")
        for node in relations.nodes() if relations is not None else []:
            if node.attributes.get("Type", "").endswith("/officeDocument"):
                return node.attributes.get("Target", "").lstrip("/")
        return "word/document.xml"

    def optional(self, part: str) -> Node | None:
        return self.xml(part) if part in self._zip.NameToInfo else None

    def xml(self, part: str) -> Node:
        info = self._zip.NameToInfo.get(part)
        if info is None:
            raise refused(self._name, f"it is no Word document: its part {part} is not there")
        if info.file_size > _LARGEST:
            raise refused(self._name, f"its part {part} unpacks to {info.file_size} bytes, more than any text needs")
        return parse(b"".join(pieces(self._zip, part, self._name)), f"{self._name}!{part}")


def _styles(root: Node | None) -> dict[str, _Style]:
    """Paragraph and character styles by id: title, heading with level, list, plain; and whether it hides text."""
    if root is None:
        return {}
    nodes = {node.attributes.get("w:styleId", ""): node for node in root.nodes() if node.name == "w:style"}
    return {key: _style(key, nodes) for key in nodes}


def _style(key: str, nodes: Mapping[str, Node]) -> _Style:
    seen: set[str] = set()
    hidden = False
    while key in nodes and key not in seen:
        seen.add(key)
        node = nodes[key]
        name = _value(node, "w:name").lower()
        hidden = hidden or any(_on(part, "w:vanish") for part in node.nodes() if part.name == "w:rPr")
        match = re.fullmatch(r"(?:heading|标题|標題)\s*([1-9])", name)
        if match:
            return _Style(kind="heading", level=min(6, int(match[1]) + 1), hidden=hidden)
        if name in {"title", "标题", "文档标题"}:
            return _Style(kind="heading", level=2, hidden=hidden)
        outline = [_value(part, "w:outlineLvl") for part in node.nodes() if part.name == "w:pPr"]
        if outline and outline[0].isdigit() and int(outline[0]) < 9:
            return _Style(kind="heading", level=min(6, int(outline[0]) + 2), hidden=hidden)
        if re.match(r"list (?:bullet|number)|list paragraph", name) and any(
            _child(part, "w:numPr") for part in node.nodes() if part.name == "w:pPr"
        ):
            return _Style(kind="item", level=0, hidden=hidden)
        key = _value(node, "w:basedOn")
    return _Style(kind="paragraph", level=0, hidden=hidden)


def _blocks(body: Node, reader: _Reader) -> Iterator[Block]:
    """Blocks of a body, a note or a text box, in order; content controls and insertions are looked through."""
    stack = list(reversed(body.nodes()))
    while stack:
        node = stack.pop()
        if node.name == "w:p":
            yield from _paragraph(node, reader)
            while reader.boxes:
                yield from _blocks(reader.boxes.pop(0), reader)
        elif node.name == "w:tbl" and _lays_out(node):
            stack.extend(reversed(list(_below(node, "w:tr"))))
        elif node.name == "w:tbl":
            rows = _rows(node, reader)
            if len(rows) == 1 and len(rows[0]) == 1:
                yield Block(kind="paragraph", text=rows[0][0])
            elif rows:
                yield Block(kind="table", text=table_text(rows), cells=rows)
        elif node.name in _DELETED:
            reader.left_out["tracked-deletion"].append(plain(node))
        elif node.name not in _SILENT:
            stack.extend(reversed(node.nodes()))


def _paragraph(node: Node, reader: _Reader) -> Iterator[Block]:
    text = _seen(node, reader).strip()
    if not text:
        return
    properties = _child(node, "w:pPr")
    style = reader.styles.get(_value(properties, "w:pStyle")) if properties else None
    kind, level = (style.kind, style.level) if style else ("paragraph", 0)
    outline = _value(properties, "w:outlineLvl") if properties else ""
    if kind == "paragraph" and outline.isdigit() and int(outline) < 9:
        kind, level = "heading", min(6, int(outline) + 2)
    if kind == "heading":
        yield Block(kind="heading", text=" ".join(text.split("\n")), level=level)
    elif kind == "item" or (properties and _child(properties, "w:numPr")):
        yield Block(kind="item", text=text)
    else:
        yield Block(kind="paragraph", text=text)


def _rows(table: Node, reader: _Reader) -> tuple[tuple[str, ...], ...]:
    """Cells of a table; a cell that spans columns or rows has its text once, in its first place."""
    rows: list[tuple[str, ...]] = []
    for row in _below(table, "w:tr"):
        cells: list[str] = []
        before = _child(row, "w:trPr")
        skipped = _value(before, "w:gridBefore") if before else ""
        cells.extend([""] * (min(int(skipped), 100) if skipped.isdigit() else 0))
        for cell in _below(row, "w:tc"):
            properties = _child(cell, "w:tcPr")
            span = _value(properties, "w:gridSpan") if properties else ""
            parts = [block.text for block in _blocks(cell, reader)]
            cells.append(" ".join(" ".join(parts).split()))
            cells.extend([""] * (min(int(span), 1000) - 1 if span.isdigit() else 0))
        rows.append(tuple(cells))
    used = [place for row in rows for place, cell in enumerate(row) if cell]
    first, last = min(used, default=0), max(used, default=-1) + 1
    even = (row + ("",) * (last - len(row)) for row in rows)
    return tuple(row[first:last] for row in even if any(row))


def _lays_out(table: Node) -> bool:
    """A table with tables in its cells only lays the page out."""
    return any(next(_below(cell, "w:tbl"), None) for row in _below(table, "w:tr") for cell in _below(row, "w:tc"))


def _below(node: Node, name: str) -> Iterator[Node]:
    """The nearest elements of that name, looking through content controls and accepted insertions."""
    stack = list(reversed(node.nodes()))
    while stack:
        part = stack.pop()
        if part.name == name:
            yield part
        elif part.name not in _PAGE_LIKE and part.name not in _DELETED and part.name not in _SILENT:
            stack.extend(reversed(part.nodes()))


def _seen(node: Node, reader: _Reader) -> str:
    """The text of a paragraph as read, without what was deleted or hidden."""
    found: list[str] = []
    stack: list[Node | str] = list(reversed(node.parts))
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            continue
        if part.name in _DELETED:
            reader.left_out["tracked-deletion"].append(plain(part))
        elif part.name == "w:r" and _is_hidden(part, reader):
            reader.left_out["hidden-text"].append(plain(part))
        elif part.name == "w:txbxContent":
            reader.boxes.append(part)
        elif part.name == "w:ruby":
            stack.extend(reversed([below for below in part.nodes() if below.name == "w:rubyBase"]))
        elif part.name in {"w:t", "m:t"}:
            found.append("".join(text for text in part.parts if isinstance(text, str)))
        elif part.name in _MARKS:
            found.append(_MARKS[part.name])
        elif part.name not in _SILENT:
            stack.extend(reversed(part.nodes()))
    return "".join(found)


_MARKS = {
    "w:tab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "w:ptab": "\t",
}


def _is_hidden(run: Node, reader: _Reader) -> bool:
    properties = _child(run, "w:rPr")
    if not properties:
        return False
    style = reader.styles.get(_value(properties, "w:rStyle"))
    return _on(properties, "w:vanish") or bool(style and style.hidden)


def _notes(root: Node | None, reader: _Reader) -> Iterator[Block]:
    for note in root.nodes() if root is not None else []:
        if note.attributes.get("w:type", "normal") == "normal":
            yield from _blocks(note, reader)


def _child(node: Node, name: str) -> Node | None:
    return next((part for part in node.nodes() if part.name == name), None)


def _value(node: Node, name: str) -> str:
    child = _child(node, name)
    return child.attributes.get("w:val", "") if child else ""


def _on(node: Node, name: str) -> bool:
    child = _child(node, name)
    return child is not None and child.attributes.get("w:val", "true") not in {"0", "false", "off", "none"}
