"""The events of an XML text, by expat, with all that makes XML dangerous refused: DOCTYPE, entities, endless depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

from publisher.errors import Place, SourceError

MAX_DEPTH = 200  # safety.md, Limits
# Attributes that say how to read XML and are no data: Namespaces in XML 1.0; XML Schema part 1, 2.6.
_NO_DATA = ("xmlns", "xsi")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The start of an element: its local name, its attributes by local name, the line it stands on.

    ``nil``: the file says that there is no value here.
    """

    name: str
    attributes: dict[str, str]
    line: int
    nil: bool


class Listener(Protocol):
    """Takes the events of one text, in its order."""

    def start(self, element: Opened) -> None: ...

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

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _refused(f"it is nested more than {MAX_DEPTH} levels deep", name, line())
        given = {local(key): value for key, value in attributes.items() if key.partition(":")[0] not in _NO_DATA}
        listener.start(Opened(name=local(tag), attributes=given, line=line(), nil=_is_nil(attributes)))

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


def _is_nil(attributes: dict[str, str]) -> bool:
    return attributes.get("xsi:nil", "") in {"true", "1"}


def _refused(message: str, name: str, line: int) -> SourceError:
    return SourceError(
        message,
        place=Place(file=name, line=line),
        remedy="Ask the department for the file without it, or mend the line; an XML checker shows the place.",
    )
