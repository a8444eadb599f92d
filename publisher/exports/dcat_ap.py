"""DCAT-AP 3.0.1 (SEMIC, 2024): the catalogue as RDF, from which Turtle and JSON-LD are written.

Clauses in mind: Catalogue (title, description, publisher mandatory), Dataset (title, description), Distribution
(accessURL), and the controlled vocabularies (:mod:`publisher.exports.dcat_ap_lists`).
Every resource that is pointed to is described with its type, because validators and harvesters have only this document.
The licence carries ``dct:title`` as CKAN's register spells it, without which CKAN loses Creative Commons licences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from publisher.exports import dcat_ap_lists as lists
from publisher.exports.graph import Iri, Literal, Node, Object
from publisher.exports.records import DatasetRecord, FileRecord, site_address, texts
from publisher.spec.model import Portal, Text
from publisher.terms import LICENCES, THEMES


def graph(portal: Portal, records: Sequence[DatasetRecord]) -> tuple[Node, ...]:
    """The catalogue with these datasets, and everything that they point to, each once."""
    described: dict[str, Node] = {}
    for node in (_catalogue(portal, records), *(node for record in records for node in _dataset(record))):
        described.setdefault(node.iri or "", node)
    for node in _vocabulary(portal, records):
        described.setdefault(node.iri or "", node)
    return tuple(described.values())


def _catalogue(portal: Portal, records: Sequence[DatasetRecord]) -> Node:
    names, publisher = texts(portal.name), site_address(portal, "/#publisher")
    dates = [record.issued for record in records], [record.modified_at for record in records]
    properties: list[tuple[str, Object]] = [
        *_said("dct:title", names),
        *_said("dct:description", texts(portal.summary) or names),
        ("dct:publisher", Iri(iri=publisher)),
        ("foaf:homepage", Iri(iri=site_address(portal, "/"))),
        ("dcat:themeTaxonomy", Iri(iri=lists.THEME_SCHEME)),
        *(("dct:language", Iri(iri=language)) for language in lists.languages(portal.languages)),
        ("dct:license", Iri(iri=LICENCES[portal.licence].url)),
    ]
    if records:
        properties += [("dct:issued", _date(min(dates[0]))), ("dct:modified", _instant(max(dates[1])))]
    properties += [("dcat:dataset", Iri(iri=_iri(record))) for record in records]
    return Node(iri=site_address(portal, "/#catalogue"), types=("dcat:Catalog",), properties=tuple(properties))


def _dataset(record: DatasetRecord) -> Iterator[Node]:
    properties: list[tuple[str, Object]] = [
        ("dct:identifier", Literal(text=record.address)),
        *_said("dct:title", record.titles),
        *_said("dct:description", record.descriptions),
        *(
            ("dcat:keyword", Literal(text=word, language=language))
            for language, words in record.keywords.items()
            for word in words
        ),
        ("dct:publisher", Iri(iri=_agent(record))),
        ("dct:creator", Iri(iri=_agent(record))),
        ("dcat:contactPoint", _contact(record)),
        ("dcat:landingPage", Iri(iri=record.address)),
        *(("dcat:theme", Iri(iri=lists.theme(theme))) for theme in record.themes),
        ("dct:accessRights", Iri(iri=lists.PUBLIC)),
        *(("dct:language", Iri(iri=language)) for language in lists.languages(record.languages)),
        ("dct:issued", _date(record.issued)),
        ("dct:modified", _instant(record.modified_at)),
        ("dcat:version", Literal(text=record.version)),
    ]
    if frequency := lists.frequency(record.frequency):
        properties.append(("dct:accrualPeriodicity", Iri(iri=frequency)))
    if record.period:
        properties.append(("dct:temporal", _period(*record.period)))
    if record.box:
        properties.append(("dct:spatial", _place(record.box)))
    properties += [("dcat:distribution", Iri(iri=_file_iri(record, file))) for file in record.files]
    yield Node(iri=_iri(record), types=("dcat:Dataset",), properties=tuple(properties))
    for file in record.files:
        yield _distribution(record, file)


def _distribution(record: DatasetRecord, file: FileRecord) -> Node:
    media_type = Iri(iri=lists.media_type(file.media_type))
    checksum = Node(
        iri=None,
        types=("spdx:Checksum",),
        properties=(
            ("spdx:algorithm", Iri(iri=lists.SHA256)),
            ("spdx:checksumValue", Literal(text=file.sha256, datatype="xsd:hexBinary")),
        ),
    )
    properties: list[tuple[str, Object]] = [
        *_said("dct:title", {language: f"{title} ({file.format})" for language, title in record.titles.items()}),
        *_said("dct:description", file.note),
        ("dcat:accessURL", Iri(iri=file.address)),
        ("dcat:downloadURL", Iri(iri=file.address)),
        ("dct:format", Iri(iri=lists.file_type(file.key) or media_type.iri)),
        ("dcat:mediaType", media_type),
        ("dcat:byteSize", Literal(text=str(file.size), datatype="xsd:nonNegativeInteger")),
        ("spdx:checksum", checksum),
        ("dct:license", Iri(iri=LICENCES[record.licence].url)),
        ("dcatap:availability", Iri(iri=lists.STABLE)),
        ("dct:issued", _date(record.issued)),
        ("dct:modified", _instant(record.modified_at)),
    ]
    if file.key == "zip":
        properties.append(("dcat:packageFormat", media_type))
    return Node(iri=_file_iri(record, file), types=("dcat:Distribution",), properties=tuple(properties))


def _vocabulary(portal: Portal, records: Sequence[DatasetRecord]) -> Iterator[Node]:
    """What datasets and files point to; a node may come more than once."""
    publisher = site_address(portal, "/#publisher")
    yield Node(iri=publisher, types=("foaf:Agent",), properties=tuple(_said("foaf:name", texts(portal.publisher))))
    yield Node(iri=site_address(portal, "/"), types=("foaf:Document",), properties=())
    for licence in dict.fromkeys((portal.licence, *(record.licence for record in records))):
        yield _licence(licence)
        if kind := lists.licence_type(licence):
            yield _concept(*kind, scheme=None)
    yield Node(
        iri=lists.THEME_SCHEME,
        types=("skos:ConceptScheme",),
        properties=(("dct:title", Literal(text="Data theme", language="en")),),
    )
    for language in lists.languages(portal.languages):
        yield Node(iri=language, types=("dct:LinguisticSystem",), properties=())
    for record in records:
        yield Node(
            iri=_agent(record), types=("foaf:Agent",), properties=tuple(_said("foaf:name", record.department_names))
        )
        yield Node(iri=record.address, types=("foaf:Document",), properties=())
        yield from (_theme(theme) for theme in record.themes)
        yield Node(iri=lists.PUBLIC, types=("dct:RightsStatement",), properties=())
        if frequency := lists.frequency(record.frequency):
            yield Node(iri=frequency, types=("dct:Frequency",), properties=())
        yield from _file_vocabulary(record)


def _file_vocabulary(record: DatasetRecord) -> Iterator[Node]:
    for file in record.files:
        label = Literal(text=file.format)
        if kind := lists.file_type(file.key):
            yield Node(iri=kind, types=("dct:MediaTypeOrExtent",), properties=(("rdfs:label", label),))
        yield Node(
            iri=lists.media_type(file.media_type),
            types=("dct:MediaType",),
            properties=(("rdfs:label", Literal(text=file.media_type)),),
        )
        yield Node(iri=file.address, types=("rdfs:Resource",), properties=())
    yield Node(iri=lists.SHA256, types=("spdx:ChecksumAlgorithm",), properties=())
    yield _concept(lists.STABLE, "stable", scheme=None)


def _licence(id_: str) -> Node:
    licence = LICENCES[id_]
    properties: list[tuple[str, Object]] = [("dct:title", Literal(text=licence.ckan[1]))]
    if kind := lists.licence_type(id_):
        properties.append(("dct:type", Iri(iri=kind[0])))
    return Node(iri=licence.url, types=("dct:LicenseDocument",), properties=tuple(properties))


def _theme(theme: str) -> Node:
    return _concept(lists.theme(theme), THEMES[theme], scheme=lists.THEME_SCHEME)


def _concept(iri: str, label: str, *, scheme: str | None) -> Node:
    properties: list[tuple[str, Object]] = [("skos:prefLabel", Literal(text=label, language="en"))]
    if scheme:
        properties.append(("skos:inScheme", Iri(iri=scheme)))
    return Node(iri=iri, types=("skos:Concept",), properties=tuple(properties))


def _contact(record: DatasetRecord) -> Node:
    """``vcard:fn`` has no language: it is a name."""
    properties: list[tuple[str, Object]] = [("vcard:fn", Literal(text=record.contact))]
    if record.email:
        properties.append(("vcard:hasEmail", Iri(iri=f"mailto:{record.email}")))
    return Node(iri=None, types=("vcard:Kind", "vcard:Organization"), properties=tuple(properties))


def _period(start: str, end: str) -> Node:
    dates = (("dcat:startDate", _date(start)), ("dcat:endDate", _date(end)))
    return Node(iri=None, types=("dct:PeriodOfTime",), properties=dates)


def _place(box: tuple[str, str, str, str]) -> Node:
    west, south, east, north = box
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ",".join(f"{longitude} {latitude}" for longitude, latitude in corners)
    bbox = Literal(text=f"POLYGON(({ring}))", datatype="geo:wktLiteral")
    middle = [(Decimal(low) + Decimal(high)) / 2 for low, high in ((west, east), (south, north))]
    centroid = Literal(text=f"POINT({middle[0]:f} {middle[1]:f})", datatype="geo:wktLiteral")
    return Node(iri=None, types=("dct:Location",), properties=(("dcat:bbox", bbox), ("dcat:centroid", centroid)))


def _said(name: str, text: Text) -> Iterator[tuple[str, Literal]]:
    for language, said in text.items():
        yield name, Literal(text=said, language=language)


def _date(day: str) -> Literal:
    return Literal(text=day, datatype="xsd:date")


def _instant(at: str) -> Literal:
    return Literal(text=at, datatype="xsd:dateTime")


def _iri(record: DatasetRecord) -> str:
    return f"{record.address}#dataset"


def _file_iri(record: DatasetRecord, file: FileRecord) -> str:
    return f"{record.address}#{file.key}"


def _agent(record: DatasetRecord) -> str:
    return f"{record.department_address}#department"
