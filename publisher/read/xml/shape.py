"""Which elements of an XML document are the records: those that repeat, and hold more than text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Way = tuple[str, ...]


@dataclass(kw_only=True, slots=True)
class Kind:
    """The elements at one way from the root. It lives inside one reading.

    ``count``: how many there are; ``most``: how many at most stand in one parent.
    """

    count: int = 0
    most: int = 0
    attributes: set[str] = field(default_factory=set)
    children: dict[str, Kind] = field(default_factory=dict)
    has_text: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether these elements hold text alone."""
        return not self.children and not self.attributes

    @property
    def is_wrapper(self) -> bool:
        """Whether each does no more than wrap one other element that is no leaf, as ``gml:featureMember`` does."""
        inner = next(iter(self.children.values()), None)
        alone = len(self.children) == 1 and not self.attributes and not self.has_text
        return inner is not None and alone and inner.most == 1 and inner.count == self.count and not inner.is_leaf

    @property
    def values(self) -> int:
        """How many values of its own such an element has: attributes, and children that are text and do not repeat."""
        return len(self.attributes) + sum(child.is_leaf and child.most == 1 for child in self.children.values())


class Shape:
    """Listens to a document, and knows each kind of element in it."""

    def __init__(self) -> None:
        self.top = Kind()
        self._open: list[tuple[Kind, dict[str, int]]] = [(self.top, {})]

    def start(self, name: str, attributes: Mapping[str, str], nil: bool, line: Callable[[], int]) -> None:
        parent, siblings = self._open[-1]
        kind = parent.children.get(name)
        if kind is None:
            kind = parent.children[name] = Kind()
        number = siblings[name] = siblings.get(name, 0) + 1
        kind.count += 1
        kind.most = max(kind.most, number)
        if attributes:
            kind.attributes.update(attributes)
        self._open.append((kind, {}))

    def text(self, piece: str) -> None:
        kind = self._open[-1][0]
        if not kind.has_text and not piece.isspace():
            kind.has_text = True

    def end(self) -> None:
        self._open.pop()

    def kind(self, way: Way) -> Kind | None:
        """The elements at ``way``, None where there are none."""
        found: Kind | None = self.top
        for name in way:
            found = found.children.get(name) if found is not None else None
        return found


def record_ways(top: Kind) -> list[Way]:
    """The ways to the records of a document, in its order: the outermost elements that repeat and are no mere text.

    Where none is, texts that repeat; where nothing repeats, the root is the one record.
    """
    return list(_repeated(top, ())) or list(_texts(top, ())) or [(name,) for name in top.children]


def declared_way(top: Kind, records: str) -> Way | None:
    """The way that ``records`` names: from the root or from below it, joined by ``/``, or by ``.`` as in JSON."""
    root = next(iter(top.children), "")
    for separator in ("/", "."):
        names = tuple(records.strip(separator).split(separator))
        for way in (names, (root, *names)):
            if _reaches(top, way):
                return way
    return None


def _reaches(kind: Kind, way: Sequence[str]) -> bool:
    for name in way:
        if name not in kind.children:
            return False
        kind = kind.children[name]
    return True


def _repeated(kind: Kind, way: Way) -> Iterator[Way]:
    for name, child in kind.children.items():
        here = (*way, name)
        # A place mark of KML is a record even where there is one only.
        is_record = (child.most > 1 and not child.is_leaf) or (name == "Placemark" and way[:1] == ("kml",))
        if is_record and not _groups_records(child):
            yield _inside(child, here)
        else:
            yield from _repeated(child, here)


def _groups_records(kind: Kind) -> bool:
    """Whether these elements are sections: much more stands in their own repeated children than in themselves."""
    inner = [child for child in kind.children.values() if child.most > 1 and not child.is_leaf]
    return any(child.count >= 2 * kind.count and child.values > 2 * kind.values for child in inner)


def _inside(kind: Kind, way: Way) -> Way:
    while kind.is_wrapper:
        name, kind = next(iter(kind.children.items()))
        way = (*way, name)
    return way


def _texts(kind: Kind, way: Way) -> Iterator[Way]:
    for name, child in kind.children.items():
        here = (*way, name)
        if child.most > 1:
            yield here
        else:
            yield from _texts(child, here)
