"""What an administrator declares, as values. :mod:`publisher.spec.load` reads them from YAML.

A ``Text`` is a text in each of the portal's languages: language code -> text. Paths in specs are relative to the
folder of the YAML file; ``path`` of each spec is the YAML file itself, relative to the portal's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from publisher.spec.constraints import Comparison, Reference
from publisher.spec.unpivot import Unpivot
from publisher.terms import FieldType

Text = Mapping[str, str]
Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]


def say(text: Text, language: str) -> str:
    """The text in ``language``, or in the first language it has; empty when it has none."""
    return text.get(language) or next(iter(text.values()), "")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to write to or call."""

    name: Text = field(default_factory=dict)
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Department:
    """One department of the portal. ``id`` is the name of its folders and part of its address."""

    id: str
    name: Text
    about: Text = field(default_factory=dict)
    contact: Contact = field(default_factory=Contact)


@dataclass(frozen=True, kw_only=True)
class Area:
    """One of the portal's own areas, such as a district.

    ``polygons``: each its outer ring, against the clock, then its holes, with it. Rings are closed; positions are
    longitude and latitude in degrees (WGS 84).
    """

    id: str
    name: Text
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, kw_only=True)
class Portal:
    """``portal.yml``. ``root`` is its folder, ``address`` the site's base URL without a final slash.

    ``areas``: for maps, in the order of ``areas_file``, which is relative to ``root`` and empty when there are none.
    """

    root: Path
    path: str
    name: Text
    summary: Text = field(default_factory=dict)
    notice: Text = field(default_factory=dict)
    languages: tuple[str, ...]
    publisher: Text
    contact: Contact
    address: str
    licence: str
    departments: Mapping[str, Department]
    keep_editions: int = 10
    areas: tuple[Area, ...] = ()
    areas_file: str = ""


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where a source's column titles stand. ``rows`` are record numbers from 1; empty: the file has none.

    Then the columns are c1, c2, ...; so is, by its place, a column under a header that has no title of its own, as long
    as no other column has that very title.
    """

    rows: tuple[int, ...] = (1,)


@dataclass(frozen=True, kw_only=True)
class Skip:
    """Declared drops, each counted in the ledger. Patterns are searched in a record's first non-empty cell.

    ``footer``: from the first record that matches to the end. ``records``: each record that matches.
    ``rows``: these record numbers.
    """

    footer: str | None = None
    records: str | None = None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a dataset's records come from: a glob below the dataset's folder.

    ``sheet``: a sheet's name; None: every sheet with the declared header. ``table``: which table of an HTML file, from
    1; None: every table with the declared header. ``records``: path of the list in a JSON file, as ``a.b``, or of the
    element that is a record in an XML file, as ``a/b``. ``member``: which members of a zip archive, as a glob; None:
    all of them.

    ``released``: a regular expression whose one group, found in a file's path, gives the day the file stands for; then
    each file is the whole dataset on that day, and each day is a release.

    ``hidden``: why the rows, columns and sheets that its workbooks hide are meant to be public.

    ``period``: the same for the period a file stands for, where the dataset grows (``mode: append``): a file takes the
    place of an earlier one of its period.
    """

    path: str
    released: str | None = None
    period: str | None = None
    sheet: str | None = None
    table: int | None = None
    records: str | None = None
    member: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    hidden: str | None = None
    header: Header = Header()
    skip: Skip = Skip()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a dataset. ``titles_in_source``: column titles as found (``from:``), any of them; c1, c2, ... for
    a column without a title (:class:`Header`).

    ``formats``: strptime patterns, tried in order, for dates and periods, ``%serial`` for day numbers
    (:mod:`publisher.values.formats`); ``decimal_char`` and ``group_char`` as in Table Schema; ``currency``: ISO 4217;
    ``unit``: in the portal's first language, ``unit_title``: in each; ``categories``: code -> title; ``separator``: the
    cell is a list (CSVW's term); ``minimum`` and ``maximum`` are inclusive, ``exclusive_minimum`` and
    ``exclusive_maximum`` are not, and all four and ``enum`` are given as the type's text; lengths are in characters.
    ``unique``: no two records may have the same value. ``references``: the value stands in another dataset.
    """

    name: str
    type: FieldType
    titles_in_source: tuple[str, ...]
    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    required: bool = False
    formats: tuple[str, ...] = ()
    decimal_char: str = "."
    group_char: str = ","
    currency: str | None = None
    unit: str | None = None
    unit_title: Text = field(default_factory=dict)
    categories: Mapping[str, Text] = field(default_factory=dict)
    minimum: str | None = None
    maximum: str | None = None
    exclusive_minimum: str | None = None
    exclusive_maximum: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    enum: tuple[str, ...] = ()
    unique: bool = False
    references: Reference | None = None
    pattern: str | None = None
    missing: tuple[str, ...] | None = None
    separator: str | None = None
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    facet: bool = False


@dataclass(frozen=True, kw_only=True)
class Assertions:
    """Thresholds that refuse a release. ``filled`` and ``removed`` are shares from 0 to 1."""

    rows_min: int | None = None
    rows_max: int | None = None
    filled_min: Mapping[str, Decimal] = field(default_factory=dict)
    held_max: Decimal | None = None
    removed_max: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A declared chart.

    ``kind``: ``bars``, ``line``, ``histogram`` or ``map``; ``y``: ``count`` or ``sum(field)``, ``mean(field)``.
    ``series``: the field that parts each bar, or makes a line for each of its values; ``top``: how many bars stand for
    themselves, the rest being one. Of a map, ``x`` is a field of area ids or empty, and ``by`` says what is coloured:
    ``places`` or ``areas``.
    """

    kind: str
    x: str = ""
    y: str = "count"
    title: Text = field(default_factory=dict)
    series: str | None = None
    top: int | None = None
    by: str = "places"


@dataclass(frozen=True, kw_only=True)
class DatasetSpec:
    """``dataset.yml``. ``folder`` is absolute.

    ``mode``: ``replace``, or ``append`` where the files of earlier releases stay part of the dataset. ``repair``: what
    is mended before cleaning. ``personal``: field -> why the personal data in it is meant to be public. ``rules``:
    comparisons of two fields. ``hook``: the dataset's ``clean.py``, where it has one. ``lines`` tells where each key
    stands, for messages: ``fields.value`` -> 12.
    """

    id: str
    path: str
    folder: Path
    kind: str
    title: Text
    summary: Text
    description: Text = field(default_factory=dict)
    department: str
    licence: str
    frequency: str
    themes: tuple[str, ...] = ()
    sources: tuple[Source, ...]
    key: tuple[str, ...] = ()
    fields: tuple[Field, ...]
    missing: tuple[str, ...] = ("",)
    ignore: tuple[str, ...] = ()
    personal: Mapping[str, str] = field(default_factory=dict)
    lookups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mode: str = "replace"
    repair: tuple[str, ...] = ()
    rules: tuple[Comparison, ...] = ()
    hook: Path | None = None
    assertions: Assertions = Assertions()
    charts: tuple[Chart, ...] = ()
    sort: tuple[str, ...] = ()
    unpivot: Unpivot | None = None
    search_title: str | None = None
    search_body: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def coordinates(fields: Iterable[Field]) -> tuple[Field, Field] | None:
    """The first field of latitude and the first of longitude: where a dataset's rows lie. None when one is absent."""
    found = {field.type: field for field in reversed(tuple(fields))}
    latitude, longitude = found.get("latitude"), found.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


@dataclass(frozen=True, kw_only=True)
class DocumentOverride:
    """What a person writes down about one document of a collection; it wins over what is found in the file."""

    id: str | None = None
    title: str | None = None
    number: str | None = None
    kind: str | None = None
    language: str | None = None
    issuers: tuple[str, ...] = ()
    written: str | None = None
    published: str | None = None


@dataclass(frozen=True, kw_only=True)
class CollectionSpec:
    """``collection.yml``: notices and papers of one department. ``documents``: file name -> what is known of it."""

    id: str
    path: str
    folder: Path
    title: Text
    summary: Text = field(default_factory=dict)
    department: str
    licence: str
    kind: str = "notice"
    language: str | None = None
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("raw/*",)
    documents: Mapping[str, DocumentOverride] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
