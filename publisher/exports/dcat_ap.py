"""DCAT-AP 3.0.1 (SEMIC, 2024): the catalogue as RDF, in Turtle and JSON-LD, in pages of Hydra (hydra:PagedCollection).

Clauses in mind: Catalogue (title, description, publisher mandatory), Dataset (title, description), Distribution
(accessURL), and the controlled vocabularies: frequencies, themes, languages, file types by the lists of the EU.
Every resource that is pointed to is described with its type, because validators and harvesters have only this document.
The licence carries ``dct:title`` as CKAN's register spells it, without which CKAN loses Creative Commons licences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from publisher.catalog.model import Catalog
from publisher.exports.graph import Iri, Literal, Node, Object
from publisher.exports.records import DatasetRecord, FileRecord, dataset_record, site_address, texts
from publisher.exports.turtle import turtle
from publisher.spec.model import Portal, Text
from publisher.terms import LICENCES, THEMES

PAGE = 100  # datasets on one page; what CKAN asks for at a time
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_IANA = "http://www.iana.org/assignments/media-types/"
_THEME_SCHEME = _AUTHORITY + "data-theme"
_THEMES = {
    "agriculture": "AGRI",
    "economy": "ECON",
    "education": "EDUC",
    "energy": "ENER",
    "environment": "ENVI",
    "government": "GOVE",
    "health": "HEAL",
    "international": "INTR",
    "justice": "JUST",
    "regions": "REGI",
    "society": "SOCI",
    "technology": "TECH",
    "transport": "TRAN",
}
_FREQUENCIES = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "biannual": "ANNUAL_2",
    "annual": "ANNUAL",
    "irregular": "IRREG",
    "never": "NEVER",
}
_LANGUAGES = {"en": "ENG", "zh": "ZHO"}
# JSON Lines has no entry of its own in the list of file types that we know of: its own page names it.
_FILE_TYPES = {
    "parquet": _AUTHORITY + "file-type/PARQUET",
    "csv": _AUTHORITY + "file-type/CSV",
    "jsonl": "https://jsonlines.org/",
    "geojson": _AUTHORITY + "file-type/GEOJSON",
    "xlsx": _AUTHORITY + "file-type/XLSX",
    "zip": _AUTHORITY + "file-type/ZIP",
}
# ADMS 1.0, section "License type".
_LICENCE_TYPES = {
    "cc0-1.0": "PublicDomain",
    "pddl-1.0": "PublicDomain",
    "cc-by-4.0": "Attribution",
    "odc-by-1.0": "Attribution",
    "ogl-uk-3.0": "Attribution",
    "cc-by-sa-4.0": "ViralEffect-ShareAlike",
    "odbl-1.0": "ViralEffect-ShareAlike",
}
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def pages(catalog: Catalog, size: int = PAGE) -> Iterator[tuple[str, bytes]]:
    """The paths and Turtle of all pages: ``catalog.ttl`` is the first, and ``catalog/<n>.ttl`` each, from 1."""
    records = [dataset_record(entry, catalog.portal) for entry in catalog.datasets]
    count = max(1, -(-len(records) // size))
    for number in range(1, count + 1):
        part = records[(number - 1) * size : number * size]
        content = turtle((*graph(catalog.portal, part), _page(catalog.portal, number, count, len(records), size)))
        if number == 1:
            yield "catalog.ttl", content
        yield f"catalog/{number}.ttl", content


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
        ("dcat:themeTaxonomy", Iri(iri=_THEME_SCHEME)),
        *(("dct:language", Iri(iri=language)) for language in _languages(portal.languages)),
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
        *(("dcat:theme", Iri(iri=f"{_THEME_SCHEME}/{_THEMES[theme]}")) for theme in record.themes),
        ("dct:accessRights", Iri(iri=_AUTHORITY + "access-right/PUBLIC")),
        *(("dct:language", Iri(iri=language)) for language in _languages(record.languages)),
        ("dct:issued", _date(record.issued)),
        ("dct:modified", _instant(record.modified_at)),
        ("dcat:version", Literal(text=record.version)),
    ]
    if record.frequency in _FREQUENCIES:
        properties.append(("dct:accrualPeriodicity", Iri(iri=_frequency(record))))
    if record.period:
        properties.append(("dct:temporal", _period(*record.period)))
    if record.box:
        properties.append(("dct:spatial", _place(record.box)))
    properties += [("dcat:distribution", Iri(iri=_file_iri(record, file))) for file in record.files]
    yield Node(iri=_iri(record), types=("dcat:Dataset",), properties=tuple(properties))
    for file in record.files:
        yield _distribution(record, file)


def _distribution(record: DatasetRecord, file: FileRecord) -> Node:
    media_type = Iri(iri=_IANA + file.media_type)
    checksum = Node(
        iri=None,
        types=("spdx:Checksum",),
        properties=(
            ("spdx:algorithm", Iri(iri=_SHA256)),
            ("spdx:checksumValue", Literal(text=file.sha256, datatype="xsd:hexBinary")),
        ),
    )
    properties: list[tuple[str, Object]] = [
        *_said("dct:title", {language: f"{title} ({file.format})" for language, title in record.titles.items()}),
        *_said("dct:description", file.note),
        ("dcat:accessURL", Iri(iri=file.address)),
        ("dcat:downloadURL", Iri(iri=file.address)),
        ("dct:format", Iri(iri=_FILE_TYPES.get(file.key, _IANA + file.media_type))),
        ("dcat:mediaType", media_type),
        ("dcat:byteSize", Literal(text=str(file.size), datatype="xsd:nonNegativeInteger")),
        ("spdx:checksum", checksum),
        ("dct:license", Iri(iri=LICENCES[record.licence].url)),
        ("dcatap:availability", Iri(iri=_AUTHORITY + "planned-availability/STABLE")),
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
        if licence in _LICENCE_TYPES:
            yield _concept(_licence_type(licence), _LICENCE_TYPES[licence], scheme=None)
    yield Node(
        iri=_THEME_SCHEME,
        types=("skos:ConceptScheme",),
        properties=(("dct:title", Literal(text="Data theme", language="en")),),
    )
    for language in _languages(portal.languages):
        yield Node(iri=language, types=("dct:LinguisticSystem",), properties=())
    for record in records:
        yield Node(
            iri=_agent(record), types=("foaf:Agent",), properties=tuple(_said("foaf:name", record.department_names))
        )
        yield Node(iri=record.address, types=("foaf:Document",), properties=())
        yield from (_theme(theme) for theme in record.themes)
        yield Node(iri=_AUTHORITY + "access-right/PUBLIC", types=("dct:RightsStatement",), properties=())
        if record.frequency in _FREQUENCIES:
            yield Node(iri=_frequency(record), types=("dct:Frequency",), properties=())
        yield from _file_vocabulary(record)


def _file_vocabulary(record: DatasetRecord) -> Iterator[Node]:
    for file in record.files:
        label = Literal(text=file.format)
        kind = _FILE_TYPES.get(file.key)
        if kind:
            yield Node(iri=kind, types=("dct:MediaTypeOrExtent",), properties=(("rdfs:label", label),))
        yield Node(
            iri=_IANA + file.media_type,
            types=("dct:MediaType",),
            properties=(("rdfs:label", Literal(text=file.media_type)),),
        )
        yield Node(iri=file.address, types=("rdfs:Resource",), properties=())
    yield Node(iri=_SHA256, types=("spdx:ChecksumAlgorithm",), properties=())
    yield _concept(_AUTHORITY + "planned-availability/STABLE", "stable", scheme=None)


def _licence(id_: str) -> Node:
    licence = LICENCES[id_]
    properties: list[tuple[str, Object]] = [("dct:title", Literal(text=licence.ckan[1]))]
    if id_ in _LICENCE_TYPES:
        properties.append(("dct:type", Iri(iri=_licence_type(id_))))
    return Node(iri=licence.url, types=("dct:LicenseDocument",), properties=tuple(properties))


def _licence_type(id_: str) -> str:
    return f"http://purl.org/adms/licencetype/{_LICENCE_TYPES[id_]}"


def _theme(theme: str) -> Node:
    return _concept(f"{_THEME_SCHEME}/{_THEMES[theme]}", THEMES[theme], scheme=_THEME_SCHEME)


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


def _page(portal: Portal, number: int, count: int, total: int, size: int) -> Node:
    """Hydra, in the words of both of its drafts, since harvesters know one or the other."""

    def at(page: int) -> Iri:
        return Iri(iri=site_address(portal, "/catalog.ttl" if page == 1 else f"/catalog/{page}.ttl"))

    properties: list[tuple[str, Object]] = [
        ("hydra:totalItems", Literal(text=str(total), datatype="xsd:integer")),
        ("hydra:itemsPerPage", Literal(text=str(size), datatype="xsd:integer")),
        ("hydra:first", at(1)),
        ("hydra:firstPage", at(1)),
        ("hydra:last", at(count)),
        ("hydra:lastPage", at(count)),
    ]
    if number < count:
        properties += [("hydra:next", at(number + 1)), ("hydra:nextPage", at(number + 1))]
    if number > 1:
        properties += [("hydra:previous", at(number - 1)), ("hydra:previousPage", at(number - 1))]
    types = ("hydra:PagedCollection", "hydra:PartialCollectionView")
    return Node(iri=at(number).iri, types=types, properties=tuple(properties))


def _said(name: str, text: Text) -> Iterator[tuple[str, Literal]]:
    for language, said in text.items():
        yield name, Literal(text=said, language=language)


def _languages(codes: Sequence[str]) -> list[str]:
    return [f"{_AUTHORITY}language/{_LANGUAGES[code]}" for code in codes if code in _LANGUAGES]


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


def _frequency(record: DatasetRecord) -> str:
    return f"{_AUTHORITY}frequency/{_FREQUENCIES[record.frequency]}"
