"""Which document cites which other of the portal, by the number written in its text.

Only a number that is the other's own, with the same office, year and serial, counts, however its digits and brackets
are written: 澜财规［２０２６］３号 is 澜财规〔2026〕3号. A number that two documents have leads nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publisher.documents.model import Document

_CHINESE = re.compile(
    r"([\u3400-\u9fff]{2,16})\s*[〔\[(【〈{]\s*((?:19|20)\d{2})\s*[〕\])】〉}]\s*第?\s*0*(\d{1,5})\s*号"
)
_WESTERN = re.compile(r"(?<![\w/.-])([A-Z]{2,8})/((?:19|20)\d{2})/(\d{1,5})(?![\w/])")
# Words that may stand right before an office; any other character there is part of another office's name.
_BEFORE = frozenset("被由把将原即因自从于和与及按照以经为是的了在据对中见依")
_Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Citations:
    """Document id -> the ids of the documents it cites, in the order of its text; and of those that cite it, by id."""

    cites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cited_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def citations(documents: Sequence[Document]) -> Citations:
    """The citations among ``documents``, in time proportional to their text."""
    offices = _offices(documents)
    cites: dict[str, tuple[str, ...]] = {}
    cited_by: dict[str, list[str]] = defaultdict(list)
    for document in sorted(documents, key=lambda one: one.id):
        found = [id_ for id_ in dict.fromkeys(_cited(document.text, offices)) if id_ != document.id]
        if found:
            cites[document.id] = tuple(found)
        for id_ in found:
            cited_by[id_].append(document.id)
    return Citations(cites=cites, cited_by={id_: tuple(ids) for id_, ids in cited_by.items()})


def _offices(documents: Sequence[Document]) -> Mapping[_Key, Mapping[str, str]]:
    """Year and serial -> office -> the id of the one document that has this number."""
    found: dict[_Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        plain = unicodedata.normalize("NFKC", document.number or "").strip()
        match = _CHINESE.fullmatch(plain) or _WESTERN.fullmatch(plain)
        if match:
            found[match[2], match[3]][match[1]].append(document.id)
    return {key: {office: ids[0] for office, ids in those.items() if len(ids) == 1} for key, those in found.items()}


def _cited(text: str, offices: Mapping[_Key, Mapping[str, str]]) -> Iterator[str]:
    """The ids of the documents whose numbers a text has, in its order."""
    plain = unicodedata.normalize("NFKC", text)
    matches = [*_CHINESE.finditer(plain), *_WESTERN.finditer(plain)]
    for match in sorted(matches, key=lambda one: one.start()):
        for office, id_ in offices.get((match[2], match[3]), {}).items():
            before = match[1].removesuffix(office)
            if before != match[1] and (not before or before[-1] in _BEFORE):
                yield id_
