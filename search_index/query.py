"""The query language: what the searcher wrote, as a tree. See docs/search-format.md for the grammar.

Nothing a searcher writes is an error. What cannot be meant is left out, and a note says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search_index.analysis import HAN, WORD, Folding, document_number, number_key, units
from search_index.analysis.units import class_of
from search_index.dates import period
from search_index.model import Note
from search_index.tree import And, Dates, Node, Or, Phrase, Prefix, Value, Word, phrase_of, trimmed

QUERY_LIMIT = 512
"""Characters of a query that are read."""

TERM_LIMIT = 48
DEPTH_LIMIT = 12

Field = Literal["title", "department", "kind", "number", "from", "to"]
FIELDS: dict[str, Field] = {
    "title": "title",
    "department": "department",
    "kind": "kind",
    "number": "number",
    "from": "from",
    "to": "to",
    "标题": "title",
    "部门": "department",
    "类型": "kind",
    "文号": "number",
    "自": "from",
    "至": "to",
}
_QUOTES = {'"': '"', "“": "”", "＂": "＂", "”": "”"}


@dataclass(frozen=True, kw_only=True)
class Query:
    """A parsed query. ``root`` None: everything. ``whole``: all words of a plain query as one phrase."""

    root: Node | None
    whole: Phrase | None
    notes: tuple[Note, ...]


def parse(text: str, folding: Folding) -> Query:
    """Read a query. Never raises."""
    parser = _Parser(text, folding)
    root = parser.parse()
    whole = None
    number = document_number(text[:64], folding)
    plain = isinstance(root, And) and not root.without and all(isinstance(i, Word | Phrase) for i in root.items)
    if plain and parser.plain:
        whole = phrase_of(units(parser.text, folding), changed=False)[0]
    if number is not None and root is not None and parser.plain:
        if number.endswith("号"):  # spaces within divide nothing
            root = And(items=tuple(phrase_of(units(parser.text, folding), changed=_changed(parser.text, folding))))
            whole = None
            parser.notes.clear()
        root = Or(items=(Value(field="number", text=number), root))
    return Query(root=root, whole=whole, notes=tuple(dict.fromkeys(parser.notes)))


class _Parser:
    """Reads a query once, from left to right."""

    def __init__(self, text: str, folding: Folding) -> None:
        self.notes: list[Note] = []
        self.text = text[:QUERY_LIMIT]
        self.plain = True
        """Only words, no quotes, operators or fields."""
        self._folding = folding
        self._at = self._depth = self._terms = 0
        if len(text) > QUERY_LIMIT:
            self._note("too-long", f"Only the first {QUERY_LIMIT} characters of the query were used.", str(QUERY_LIMIT))

    def _note(self, code: str, text: str, value: str = "") -> None:
        self.notes.append(Note(code=code, text=text, value=value))

    def parse(self) -> Node | None:
        """The whole query."""
        root = self._any()
        if root is None and not self.text.strip():
            self._note("empty", "The query is empty: everything is shown, newest first.")
        elif root is None:
            self._note("no-words", "The query has no word to look for: everything is shown, newest first.")
        return root

    def _any(self) -> Node | None:
        """Alternatives, up to the end of the group."""
        found = []
        while True:
            item = self._all()
            if item is not None:
                found.append(item)
            if self._peek() == "" or (self._peek() == ")" and self._depth):
                break
        if len(found) < 2:
            return found[0] if found else None
        return Or(items=tuple(found))

    def _all(self) -> Node | None:
        """Items side by side, up to OR or the end of the group."""
        wanted: list[Node] = []
        unwanted: list[Node] = []
        while True:
            self._skip_space()
            here = self._peek()
            if here == "" or (here == ")" and self._depth):
                break
            if self._operator("OR", "|", "||"):
                self.plain = False
                break
            if self._operator("AND", "&", "&&"):
                self.plain = False
                continue
            exclude = self._exclusion()
            node = self._item()
            if node is not None:
                (unwanted if exclude else wanted).append(node)
        if unwanted and not wanted:
            self._note("only-exclusions", "The query only leaves out: everything else is shown.")
        if not unwanted and len(wanted) == 1:
            return wanted[0]
        return And(items=tuple(wanted), without=tuple(unwanted)) if wanted or unwanted else None

    def _peek(self) -> str:
        return self.text[self._at] if self._at < len(self.text) else ""

    def _skip_space(self) -> None:
        while _spacing(self._peek()):
            self._at += 1

    def _operator(self, *names: str) -> bool:
        for name in sorted(names, key=len, reverse=True):
            after = self._at + len(name)
            follows = self.text[after : after + 1]
            if self.text.startswith(name, self._at) and (follows in ("", "(", ")") or _spacing(follows)):
                self._at = after
                return True
        return False

    def _exclusion(self) -> bool:
        exclude = False
        while True:
            if self._peek() in "-－−" and self._peek() and not _spacing(self.text[self._at + 1 : self._at + 2]):
                self._at += 1
            elif self._operator("NOT"):
                self._skip_space()
            else:
                return exclude
            self.plain = False
            exclude = True

    def _item(self) -> Node | None:
        here = self._peek()
        if here == "(" and self._depth < DEPTH_LIMIT:
            return self._group()
        if here in _QUOTES and here:
            return self._quoted(title=False)
        field = self._field()
        if field is not None:
            return self._field_value(field)
        return self._chunk(self._read_chunk(), title=False)

    def _group(self) -> Node | None:
        self._at += 1
        self._depth += 1
        plain = self.plain
        node = self._any()
        self._depth -= 1
        if self._peek() == ")":
            self._at += 1
        else:
            self._note("unbalanced-group", "A bracket is not closed; it was taken to end with the query.")
        self.plain = plain and isinstance(node, Word | Phrase)
        return node

    def _quoted(self, *, title: bool) -> Node | None:
        closing = _QUOTES[self._peek()]
        self.plain = False
        end = self.text.find(closing, self._at + 1)
        if end < 0:
            self._note("unbalanced-quote", "A quotation mark is not closed; it was taken to end with the query.")
            end = len(self.text)
        inside = self.text[self._at + 1 : end]
        self._at = end + 1
        return self._phrase(inside, title=title, loose=False)

    def _field(self) -> Field | None:
        for name, field in FIELDS.items():
            after = self._at + len(name)
            if self.text[self._at : after].lower() == name and self.text[after : after + 1] in (":", "："):
                self._at = after + 1
                self.plain = False
                return field
        return None

    def _field_value(self, field: Field) -> Node | None:
        if field == "title":
            if self._peek() in _QUOTES and self._peek():
                return self._quoted(title=True)
            return self._chunk(self._read_chunk(), title=True)
        opening = self._peek()
        if opening in _QUOTES and opening:
            end = self.text.find(_QUOTES[opening], self._at + 1)
            end = len(self.text) if end < 0 else end
            text = self.text[self._at + 1 : end]
            self._at = end + 1
        else:
            text = self._read_chunk()
        if field in ("from", "to"):
            return self._date(field, text)
        if not units(text, self._folding):
            return None
        if field == "number":
            return Value(field="number", text=number_key(text, self._folding))
        return Value(field="kind" if field == "kind" else "department", text=text)

    def _date(self, field: str, text: str) -> Node | None:
        days = period(text)
        if days is None:
            self._note("bad-date", f"{text!r} is no date; write 2016, 2016-10, 2016-10-08 or 2016年10月.", text)
            return None
        return Dates(since=days[0]) if field == "from" else Dates(until=days[1])

    def _read_chunk(self) -> str:
        """Up to white space, or the bracket that closes the group."""
        begin, depth = self._at, 0
        while self._at < len(self.text):
            here = self.text[self._at]
            if _spacing(here) or (here == ")" and depth == 0 and self._depth):
                break
            depth += (here == "(") - (here == ")" and depth > 0)
            self._at += 1
        return self.text[begin : self._at]

    def _chunk(self, chunk: str, *, title: bool) -> Node | None:
        row = trimmed(units(chunk, self._folding))
        if len(row) == 1 and row[0].kind == WORD:
            if not self._room():
                return None
            kind = Prefix if chunk.rstrip().endswith(("*", "＊")) else Word
            self.plain = self.plain and kind is Word
            return kind(text=row[0].text, changed=_changed(chunk, self._folding), title=title)
        return self._phrase(chunk, title=title, loose=True)

    def _phrase(self, text: str, *, title: bool, loose: bool) -> Node | None:
        row = trimmed(units(text, self._folding))
        if not row or not self._room():
            return None
        if len(row) == 1 and row[0].kind == HAN and not title:
            self._note(
                "one-character", f"“{text.strip()}” is one character: only titles were searched for it.", row[0].text
            )
            title = True
        phrases = phrase_of(row, changed=_changed(text, self._folding), title=title, loose=loose)
        return phrases[0] if len(phrases) == 1 else And(items=tuple(phrases))

    def _room(self) -> bool:
        self._terms += 1
        if self._terms == TERM_LIMIT + 1:
            self._note("too-many", f"Only the first {TERM_LIMIT} words of the query were used.", str(TERM_LIMIT))
        return self._terms <= TERM_LIMIT


def _spacing(char: str) -> bool:
    return char != "" and class_of(char) == "space"


def _changed(text: str, folding: Folding) -> bool:
    return any(
        folding.character(char) not in (char, char.casefold()) for char in text if char > "\x7f" and char.isalnum()
    )
