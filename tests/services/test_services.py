"""Rows of a service dataset as services, and what a guide lacks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import SpecError
from publisher.services import Service, check, completeness_of, services
from publisher.spec.model import DatasetSpec, Field

LISTS = ("conditions", "materials", "steps", "channel", "legal_basis")


def field(name: str, **more: Any) -> Field:
    base = name.rpartition("_")[0] if name.endswith(("_zh", "_en")) else name
    kind = {"id": "identifier", "checked_on": "date", "audience": "category"}.get(name, "text")
    kind = "integer" if name in {"statutory_days", "promised_days", "visits"} else kind
    kind = more.pop("type", kind)
    return Field(name=name, type=kind, titles_in_source=(name,), separator="\n" if base in LISTS else None, **more)


def spec(*fields: Field, **more: Any) -> DatasetSpec:
    return DatasetSpec(
        **{
            "id": "guides",
            "path": "datasets/office/guides/dataset.yml",
            "folder": Path("datasets/office/guides"),
            "kind": "service",
            "title": {"en": "Guides"},
            "summary": {"en": "Guides"},
            "department": "office",
            "licence": "cc-by-4.0",
            "frequency": "monthly",
            "sources": (),
            "key": ("id",),
            "fields": fields,
            "lines": {"fields": 9, "key": 8, "fields.visits": 12},
            **more,
        }
    )


def made(row: dict[str, Any], *fields: Field, languages: tuple[str, ...] = ("en", "zh")) -> Service:
    """The one service of a row; fields that are not given are made by their names."""
    known = {one.name for one in fields}
    every = (*fields, *(field(name) for name in row if name not in known))
    columns = {name: [value] for name, value in row.items()}
    (service,) = services(spec(*every), pa.table(columns), languages)
    return service


def test_a_whole_guide_in_two_languages() -> None:
    service = made(
        {
            "id": "water-meter",
            "name": "Water meter",
            "name_zh": "水表安装",
            "audience": "person",
            "conditions": "An owner\nA valve",
            "conditions_zh": "业主\n\n 阀门 ",
            "materials": "Identity card",
            "steps": "Apply\nPay\nInspection",
            "fee": Decimal("120.00"),
            "statutory_days": 20,
            "promised_days": 0,
            "visits": 1,
            "channel": "Online",
            "contact": "000-1",
            "complaint": "000-2",
            "legal_basis": "Water Rules, section 4",
            "checked_on": dt.date(2026, 1, 2),
        },
        field("fee", type="money", currency="CNY"),
    )
    assert service == Service(
        id="water-meter",
        dataset="guides",
        department="office",
        name={"en": "Water meter", "zh": "水表安装"},
        description={},
        audience="person",
        conditions={"en": ("An owner", "A valve"), "zh": ("业主", "阀门")},
        materials={"en": ("Identity card",)},
        steps={"en": ("Apply", "Pay", "Inspection")},
        fee={"en": "120.00 CNY"},
        statutory_days=20,
        promised_days=0,
        visits=1,
        channel={"en": ("Online",)},
        contact={"en": "000-1"},
        complaint={"en": "000-2"},
        legal_basis={"en": ("Water Rules, section 4",)},
        checked_on="2026-01-02",
        missing=(),
    )


EVENTS = {"child": {"en": "Having a child", "zh": "生育"}, "shop": {"en": "Opening a shop"}}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"theme": "health", "life_event": "child"}, ("health", "child", EVENTS["child"])),
        ({"theme": None, "life_event": "shop"}, (None, "shop", EVENTS["shop"])),
        ({"life_event": None}, (None, None, {})),
        ({}, (None, None, {})),
    ],
    ids=["both", "no theme told", "no event told", "no such fields"],
)
def test_theme_and_life_event(row: dict[str, Any], found: tuple[Any, ...]) -> None:
    fields = (
        field("theme", type="category", categories={"health": {"en": "Health"}}),
        field("life_event", type="category", categories=EVENTS),
    )
    service = made({"id": "a", "name": "A", **row}, *(one for one in fields if one.name in row))
    assert (service.theme, service.life_event, service.life_event_title) == found


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        (
            {},
            (
                "conditions",
                "materials",
                "steps",
                "fee",
                "statutory_days",
                "promised_days",
                "visits",
                "channel",
                "contact",
                "complaint",
                "legal_basis",
            ),
        ),
        (
            {
                "conditions_zh": "业主",
                "materials": " \n ",
                "steps": None,
                "fee": "free",
                "statutory_days": 20,
                "visits": 0,
            },
            ("materials", "steps", "promised_days", "channel", "contact", "complaint", "legal_basis"),
        ),
        (
            {"promised_days": None, "contact": "", "complaint_zh": "12345", "legal_basis": "Rules", "channel": "Hall"},
            ("conditions", "materials", "steps", "fee", "statutory_days", "promised_days", "visits", "contact"),
        ),
    ],
    ids=["nothing told", "one time and free told", "empty texts"],
)
def test_what_is_missing(row: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert made({"id": "a", "name": "A", **row}).missing == missing


def test_a_plain_field_is_in_the_first_language_and_a_named_one_wins() -> None:
    assert made({"id": "a", "name": "甲", "name_en": "A"}, languages=("zh", "en")).name == {"zh": "甲", "en": "A"}
    assert made({"id": "a", "name": "B", "name_en": "A"}).name == {"en": "A"}


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        (["b-1", "a-2"], ["a-2", "b-1"]),
        (["511Z07001006-511602000000-00"], ["511z07001006-511602000000-00"]),
        (["A 1", "a-1"], ["a-1", "a-1-937bb40e"]),
        (["A 1", "A.1"], ["a-1-937bb40e", "a-1-edc0aee4"]),
        (["事项甲"], ["b8914b5a"]),
    ],
)
def test_addresses(keys: list[str], ids: list[str]) -> None:
    table = pa.table({"id": keys, "name": keys})
    assert [service.id for service in services(spec(field("id"), field("name")), table, ("en",))] == ids


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=20))
def test_every_service_has_its_own_address(keys: list[str]) -> None:
    table = pa.table({"id": [key.encode("utf-8", "replace").decode() for key in keys], "name": keys})
    keys = table.column("id").to_pylist()
    made_ids = [service.id for service in services(spec(field("id"), field("name")), table, ("en",))]
    assert len(set(made_ids)) == len(set(keys)) or len(set(keys)) < len(keys)
    assert all(set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and address for address in made_ids)


@pytest.mark.parametrize(
    ("given_spec", "problems"),
    [
        (spec(field("id"), field("name")), []),
        (spec(field("x"), kind="dataset"), []),
        (
            spec(field("name"), key=("name",)),
            [("datasets/office/guides/dataset.yml:9", "a dataset of kind: service needs the field id")],
        ),
        (
            spec(field("id"), field("name"), field("theme", type="category", categories={"healht": {"en": "Health"}})),
            [("datasets/office/guides/dataset.yml", "there is no theme healht")],
        ),
        (
            spec(
                field("id"), field("name"), field("department", type="category", categories={"museum": {}, "ofice": {}})
            ),
            [("datasets/office/guides/dataset.yml", "there is no department ofice")],
        ),
        (
            spec(field("id"), field("name"), field("life_event")),
            [("datasets/office/guides/dataset.yml", "life_event is a category, not text")],
        ),
        (
            spec(field("id")),
            [("datasets/office/guides/dataset.yml:9", "a dataset of kind: service needs the field name")],
        ),
        (
            spec(field("id"), field("name"), key=("name",)),
            [("datasets/office/guides/dataset.yml:8", "the key of a service dataset is its id")],
        ),
        (
            spec(field("id"), field("name"), field("visits", type="text")),
            [("datasets/office/guides/dataset.yml:12", "visits is a number of days or visits, not text")],
        ),
    ],
    ids=[
        "right",
        "another kind",
        "no id",
        "no such theme",
        "no such department",
        "an event as text",
        "no name",
        "another key",
        "text for a number",
    ],
)
def test_check(given_spec: DatasetSpec, problems: list[tuple[str, str]]) -> None:
    found = check(given_spec, ("museum", "office"))
    assert [(str(problem.place), problem.message) for problem in found] == problems
    assert all(problem.remedy for problem in found)


@pytest.mark.parametrize(("told", "found"), [("museum", "museum"), (None, "office")], ids=["its own", "the dataset's"])
def test_department(told: str | None, found: str) -> None:
    departments = field("department", type="category", categories={"museum": {"en": "Museum"}})
    assert made({"id": "a", "name": "A", "department": told}, departments).department == found


def test_services_of_a_wrong_spec_are_refused() -> None:
    with pytest.raises(SpecError, match="needs the field id"):
        services(spec(field("name")), pa.table({"name": ["A"]}), ("en",))


FULL = {
    "id": "a",
    "name": "A",
    "conditions": "Owner",
    "materials": "Card",
    "steps": "Apply\nPay",
    "fee": "free",
    "statutory_days": 20,
    "promised_days": 5,
    "contact": "1",
    "complaint": "2",
    "legal_basis": "《供水条例》第十二条",
    "checked_on": dt.date(2026, 1, 2),
}


@pytest.mark.parametrize(
    ("change", "failed", "not_applicable"),
    [
        pytest.param({}, [], [], id="whole"),
        pytest.param({"legal_basis": "供水条例"}, ["legal_basis_article"], [], id="no article"),
        pytest.param({"legal_basis": None}, ["legal_basis"], ["legal_basis_article"], id="no basis"),
        pytest.param({"materials": "Card\nOther relevant documents"}, ["no_catch_all_material"], [], id="catch-all"),
        pytest.param(
            {"materials": "身份证\n法律法规规定的其他材料"}, ["no_catch_all_material"], [], id="catch-all in Chinese"
        ),
        pytest.param({"materials": None}, ["materials"], ["no_catch_all_material"], id="no materials"),
        pytest.param({"steps": "受理\n略"}, ["steps"], [], id="a hollow step"),
        pytest.param({"conditions": "无"}, ["conditions"], [], id="a hollow condition"),
        pytest.param({"promised_days": 0}, [], [], id="at once"),
        pytest.param({"statutory_days": None}, ["statutory_time"], [], id="no statutory time"),
        pytest.param({"checked_on": dt.date(2024, 1, 2)}, ["checked_within_a_year"], [], id="checked long ago"),
        pytest.param({"checked_on": dt.date(2027, 1, 2)}, ["checked_within_a_year"], [], id="checked in the future"),
    ],
)
def test_completeness(change: dict[str, Any], failed: list[str], not_applicable: list[str]) -> None:
    result = completeness_of(made({**FULL, **change}), dt.date(2026, 11, 20))
    assert (list(result.failed), list(result.not_applicable)) == (failed, not_applicable)
    assert result.score == Fraction(12 - len(failed) - len(not_applicable), 12 - len(not_applicable))


def test_completeness_without_a_day_to_ask_it_on() -> None:
    assert completeness_of(made(FULL)).not_applicable == ("checked_within_a_year",)
    assert completeness_of(made({"id": "a", "name": "A"})).score == 0


def test_working_days_are_never_mixed_with_days() -> None:
    def days(unit: str | None) -> DatasetSpec:
        return spec(field("id", required=True), field("name"), field("promised_days", unit=unit))

    assert [check(days(unit)) for unit in (None, "days", "working days")] == [(), (), ()]
    (problem,) = check(days("weeks"))
    assert "cannot be counted in weeks" in problem.message
    row = {"id": "a", "name": "A", "statutory_days": 20, "promised_days": 5}
    assert made(row, field("promised_days", unit="working days")).working_days == {"promised_days"}
