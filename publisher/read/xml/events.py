"""The events of an XML text, by expat, with all that makes XML dangerous refused: DOCTYPE, entities, endless depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from publisher.errors import Place, SourceError

MAX_DEPTH = 200  # safety.md, Limits
# Attributes that say how to read XML and are no data: Namespaces in XML 1.0; XML Schema part 1, 2.6.
_NO_DATA = ("xmlns", "xsi")
_TRUE = frozenset({"true", "1"})
_NONE: Mapping[str, str] = {}


class Listener(Protocol):
    """Takes the events of one text, in its order.

    An element starts with its local name, its attributes by their local names, whether the file says that it has no
    value (``xsi:nil``), and a function that gives the line it stands on. These are many calls, so they are plain ones.
    """

    def start(self, name: str, attributes: Mapping[str, str], nil: bool, line: Callable[[], int]) -> None: ...

    def text(self, piece: str) -> None: ...

    def end(self) -> None: ...


def walk(text: str, listener: Listener, *, name: str, first_line: int = 1) -> None:
    """Send every element and text to ``listener``. ``first_line``: where in the file the text begins.

    Names lose their prefix. Raises SourceError, with the line, for a DOCTYPE, for elements nested too deeply and for
    what is not well-formed; an entity that only a DOCTYPE could explain is not.
    """
    # The text is decoded already, so what its declaration says of the encoding is set aside.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    depth = 0

    def line() -> int:
        return int(parser.CurrentLineNumber) + first_line - 1

    names: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _refused(f"it is nested more than {MAX_DEPTH} levels deep", name, line())
        called = names.get(tag) or names.setdefault(tag, local(tag))
        if attributes:
            listener.start(called, _data(attributes), attributes.get("xsi:nil", "") in _TRUE, line)
        else:
            listener.start(called, _NONE, False, line)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end()

    def doctype(*_: object) -> None:
        raise _refused("it has a DOCTYPE, through which XML is made to read other files or to grow", name, line())

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        where = error.lineno + first_line - 1
        raise _refused(f"it is no well-formed XML: {expat.errors.messages[error.code]}", name, where) from error


def local(tag: str) -> str:
    """A name without its prefix."""
    return tag.rpartition(":")[2]


def _data(attributes: Mapping[str, str]) -> dict[str, str]:
    return {local(key): value for key, value in attributes.items() if key.partition(":")[0] not in _NO_DATA}


def _refused(message: str, name: str, line: int) -> SourceError:
    return SourceError(
        message,
        place=Place(file=name, line=line),
        remedy="Ask the department for the file without it, or mend the line; an XML checker shows the place.",
    )
