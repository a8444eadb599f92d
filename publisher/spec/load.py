"""From a YAML file to a spec: read, hold against the schema, build the value, check what a schema cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from publisher.errors import PortalError, SpecError
from publisher.spec import schema
from publisher.spec.areas import read_areas
from publisher.spec.charts import check_charts
from publisher.spec.constraints import Reference, comparison
from publisher.spec.find import PORTAL
from publisher.spec.model import (
    Area,
    Assertions,
    Chart,
    CollectionSpec,
    Contact,
    DatasetSpec,
    Department,
    DocumentOverride,
    Field,
    Header,
    Portal,
    Skip,
    Source,
    Text,
)
from publisher.spec.references import check_paths, check_references
from publisher.spec.unpivot import Unpivot
from publisher.spec.validate import nearest, validate
from publisher.spec.yaml import YamlFile, read_yaml
from publisher.terms import FieldType

HOOK = "clean.py"
_DEFAULT_GROUP = {".": ",", ",": "."}


def load_portal(root: Path) -> Portal:
    """Read ``portal.yml``. Raises PortalError."""
    if not root.is_dir():
        raise PortalError(f"there is no folder {root}", remedy="Check --project, or run daylight init DIR.")
    file = read_yaml(root / PORTAL, name=PORTAL, error=PortalError)
    validate(file, schema.portal_schema(), error=PortalError)
    value = file.value
    languages = tuple(value["languages"])
    say = _Texts(languages[0])
    departments = {
        id_: Department(
            id=id_, name=say(item["name"]), about=say(item.get("about")), contact=say.contact(item.get("contact"))
        )
        for id_, item in value["departments"].items()
    }
    areas = value.get("areas")
    return Portal(
        root=root,
        path=PORTAL,
        name=say(value["name"]),
        summary=say(value.get("summary")),
        notice=say(value.get("notice")),
        languages=languages,
        publisher=say(value["publisher"]),
        contact=say.contact(value["contact"]),
        address=value["address"].rstrip("/"),
        licence=value["licence"],
        departments=departments,
        keep_editions=value.get("keep_editions", 10),
        areas=() if areas is None else _areas(file, root, areas, say(areas["name"])),
        areas_file="" if areas is None else areas["file"],
    )


def load_dataset(path: Path, portal: Portal, kept: Path | None = None) -> DatasetSpec:
    """Read one ``dataset.yml``. ``kept``: an earlier copy to read in its place. Raises SpecError."""
    file = read_yaml(kept or path, name=_name(path, portal))
    validate(file, schema.dataset_schema())
    value, say = file.value, _Texts(portal.languages[0])
    asserted, search = value.get("assertions", {}), value.get("search", {})
    least, most = asserted.get("min", {}), asserted.get("max", {})
    spec = DatasetSpec(
        id=value.get("id", path.parent.name),
        path=file.path,
        folder=path.parent,
        kind=value.get("kind", "dataset"),
        title=say(value["title"]),
        summary=say(value["summary"]),
        description=say(value.get("description")),
        department=_department(file, path, portal),
        licence=value.get("licence", portal.licence),
        frequency=value["frequency"],
        themes=tuple(value.get("themes", ())),
        sources=tuple(_source(item) for item in value["sources"]),
        key=tuple(value.get("key", ())),
        fields=tuple(_field(name, item, say) for name, item in value["fields"].items()),
        missing=_texts(value.get("missing", [""])),
        ignore=tuple(value.get("ignore", ())),
        personal=dict(value.get("personal", {})),
        lookups={name: {k: _text(v) for k, v in item.items()} for name, item in value.get("lookups", {}).items()},
        mode=value.get("mode", "replace"),
        repair=tuple(value.get("repair", ())),
        rules=tuple(comparison(text) for text in value.get("rules", ())),
        hook=_hook(kept or path),
        assertions=Assertions(
            rows_min=least.get("rows"),
            rows_max=most.get("rows"),
            filled_min={name: Decimal(share) for name, share in least.get("filled", {}).items()},
            held_max=_share(most.get("held")),
            removed_max=_share(most.get("removed")),
        ),
        charts=tuple(Chart(**(item | {"title": say(item.get("title"))})) for item in value.get("charts", ())),
        sort=tuple(value.get("sort", ())),
        unpivot=_unpivot(value.get("unpivot")),
        search_title=search.get("title"),
        search_body=tuple(search.get("body", ())),
        lines=file.lines,
    )
    check_references(spec, file)
    check_charts(spec, portal, file)
    return spec


def load_collection(path: Path, portal: Portal, kept: Path | None = None) -> CollectionSpec:
    """Read one ``collection.yml``. ``kept``: an earlier copy to read in its place. Raises SpecError."""
    file = read_yaml(kept or path, name=_name(path, portal))
    validate(file, schema.collection_schema())
    value, say = file.value, _Texts(portal.languages[0])
    check_paths(value.get("sources", ()), file)
    return CollectionSpec(
        id=value.get("id", path.parent.name),
        path=file.path,
        folder=path.parent,
        title=say(value["title"]),
        summary=say(value.get("summary")),
        department=_department(file, path, portal),
        licence=value.get("licence", portal.licence),
        kind=value.get("kind", "notice"),
        language=value.get("language"),
        themes=tuple(value.get("themes", ())),
        sources=tuple(value.get("sources", ("raw/*",))),
        documents={
            name: DocumentOverride(**(item | {"issuers": tuple(item.get("issuers", ()))}))
            for name, item in value.get("documents", {}).items()
        },
        lines=file.lines,
    )


class _Texts:
    """Builds texts: a plain string is a text in the portal's first language."""

    def __init__(self, first: str) -> None:
        self._first = first

    def __call__(self, value: str | Mapping[str, str] | None) -> Text:
        if value is None:
            return {}
        return {self._first: value} if isinstance(value, str) else dict(value)

    def contact(self, value: Mapping[str, Any] | None) -> Contact:
        item = value or {}
        return Contact(name=self(item.get("name")), email=item.get("email", ""), phone=item.get("phone", ""))


def _areas(file: YamlFile, root: Path, value: Mapping[str, Any], names_from: Text) -> tuple[Area, ...]:
    name = value["file"]
    if name.startswith("/") or ".." in name.split("/"):
        raise PortalError(
            f"the path {name} leaves the folder of {file.path}",
            place=file.place("areas", "file"),
            remedy="Put the file beside portal.yml, such as areas.geojson.",
        )
    return read_areas(root, name, id_from=value["id"], names_from=names_from)


def _source(value: Mapping[str, Any]) -> Source:
    skip = value.get("skip", {})
    header = value.get("header")
    return Source(
        path=value["path"],
        released=value.get("released"),
        period=value.get("period"),
        sheet=value.get("sheet"),
        table=value.get("table"),
        records=value.get("records"),
        member=value.get("member"),
        encoding=value.get("encoding"),
        delimiter=value.get("delimiter"),
        hidden=value.get("hidden"),
        header=Header() if header is None else Header(rows=tuple(header.get("rows", (1,)))),
        skip=Skip(footer=skip.get("footer"), records=skip.get("records"), rows=tuple(skip.get("rows", ()))),
    )


def _unpivot(value: Mapping[str, Any] | None) -> Unpivot | None:
    if value is None:
        return None
    columns = value["columns"]
    pairs = columns if isinstance(columns, dict) else {} if isinstance(columns, str) else dict.fromkeys(columns)
    return Unpivot(
        name=value["name"],
        value=value["value"],
        pattern=columns if isinstance(columns, str) else None,
        columns={_text(title): _text(title if text is None else text) for title, text in pairs.items()},
        drop_missing=value.get("drop_missing", False),
    )


def _field(name: str, value: Mapping[str, Any], say: _Texts) -> Field:
    found = value.get("from", name)
    decimal_char = value.get("decimal_char", ".")
    return Field(
        name=name,
        type=cast("FieldType", value["type"]),
        titles_in_source=(found,) if isinstance(found, str) else tuple(found),
        title=say(value.get("title")),
        description=say(value.get("description")),
        required=value.get("required", False),
        formats=tuple(value.get("formats", ())),
        decimal_char=decimal_char,
        group_char=value.get("group_char", _DEFAULT_GROUP.get(decimal_char, "")),
        currency=value.get("currency"),
        unit=_first(say(value.get("unit"))),
        unit_title=say(value.get("unit")),
        categories={code: say(title) for code, title in value.get("categories", {}).items()},
        minimum=_optional(value.get("minimum")),
        maximum=_optional(value.get("maximum")),
        exclusive_minimum=_optional(value.get("exclusive_minimum")),
        exclusive_maximum=_optional(value.get("exclusive_maximum")),
        min_length=value.get("min_length"),
        max_length=value.get("max_length"),
        enum=_texts(value.get("enum", ())),
        unique=value.get("unique", False),
        references=_reference(value.get("references")),
        pattern=value.get("pattern"),
        missing=_texts(value["missing"]) if "missing" in value else None,
        separator=value.get("separator"),
        true=_texts(value.get("true", ())),
        false=_texts(value.get("false", ())),
        facet=value.get("facet", False),
    )


def _reference(value: str | Mapping[str, str] | None) -> Reference | None:
    if value is None:
        return None
    return Reference(dataset=value) if isinstance(value, str) else Reference(**value)


def _hook(path: Path) -> Path | None:
    hook = path.parent / HOOK
    return hook if hook.is_file() else None


def _department(file: YamlFile, path: Path, portal: Portal) -> str:
    department = str(file.value.get("department", path.parent.parent.name))
    if department not in portal.departments:
        raise SpecError(
            f"the department `{department}` is not in {portal.path}",
            place=file.place("department"),
            remedy=nearest(department, portal.departments),
        )
    return department


def _name(path: Path, portal: Portal) -> str:
    try:
        return path.resolve().relative_to(portal.root.resolve()).as_posix()
    except ValueError:
        return path.name


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _first(text: Text) -> str | None:
    return next(iter(text.values()), None)


def _share(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
