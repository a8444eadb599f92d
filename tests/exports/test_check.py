"""The rules a publish is held to: each finds what is wrong, names dataset, standard, field, and what to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.clock import parse_instant
from publisher.errors import EditionError
from publisher.exports.check import check, require
from publisher.progress import Silent
from publisher.publish import Request, publish
from publisher.spec.model import Contact
from tests.exports.conftest import Exported
from tests.portals import make_portal

Break = Callable[[Catalog], Catalog]


def of_portal(**changes: object) -> Break:
    return lambda catalog: replace(catalog, portal=replace(catalog.portal, **changes))  # type: ignore[arg-type]


def of_first(change: Callable[[DatasetEntry], DatasetEntry]) -> Break:
    return lambda catalog: replace(catalog, datasets=(change(catalog.datasets[0]), *catalog.datasets[1:]))


def spec(**changes: object) -> Break:
    return of_first(lambda entry: replace(entry, spec=replace(entry.spec, **changes)))  # type: ignore[arg-type]


def release(**changes: object) -> Break:
    return of_first(lambda entry: replace(entry, release=replace(entry.release, **changes)))  # type: ignore[arg-type]


def no_mail(catalog: Catalog) -> Catalog:
    portal = catalog.portal
    departments = {id_: replace(one, contact=Contact()) for id_, one in portal.departments.items()}
    return of_portal(departments=departments, contact=Contact())(catalog)


def file(**changes: object) -> Break:
    def change(entry: DatasetEntry) -> DatasetEntry:
        first, *more = entry.release.files
        return replace(entry, release=replace(entry.release, files=(replace(first, **changes), *more)))  # type: ignore[arg-type]

    return of_first(change)


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (no_mail, ("contracts", "DCAT-US 1.1", "contactPoint.hasEmail")),
        (no_mail, ("contracts", "DCAT-US 3.0", "contactPoint.hasEmail")),
        (of_portal(address="not an address"), ("contracts", "DCAT-US 1.1", "identifier")),
        (of_portal(address="https://a b"), ("contracts", "DCAT-US 1.1", "distribution[].downloadURL")),
        (spec(id="Contracts"), ("Contracts", "CKAN", "name")),
        (spec(title={}, summary={}, description={}), ("contracts", "DCAT-AP 3.0.1", "dct:description")),
        (release(released_on="2026-02-30"), ("contracts", "DCAT-US 1.1", "modified")),
        (file(media_type="not a type"), ("contracts", "DCAT-US 1.1", "distribution[].mediaType")),
        (file(sha256=""), ("contracts", "schema.org", "distribution[].sha256")),
        (spec(fields=()), ("contracts", "CSVW", "tableSchema.columns")),
    ],
)
def test_a_rule_finds_what_is_wrong(broken: Break, found: tuple[str, str, str], exported: Exported) -> None:
    problems = check(broken(exported.catalog))
    assert found in [(problem.dataset, problem.standard, problem.field) for problem in problems]
    assert all(problem.remedy and problem.file for problem in problems)


def test_a_good_catalogue_has_no_problem(exported: Exported) -> None:
    assert check(exported.catalog) == ()


def test_the_error_says_what_where_and_what_to_do(exported: Exported) -> None:
    with pytest.raises(EditionError) as caught:
        require(no_mail(exported.catalog))
    said = str(caught.value)
    for words in ("dataset contracts", "contactPoint.hasEmail", "DCAT-US 1.1", "portal.yml", "email", "more"):
        assert words in said


def test_a_failed_check_is_a_failed_publish(tmp_path: Path) -> None:
    root = make_portal(tmp_path)
    file = root / "portal.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(", email: data@harbour.example", ""), encoding="utf-8")
    with pytest.raises(EditionError, match="hasEmail"):
        publish(Request(root=root, as_of=parse_instant("2026-04-30")), Silent())
    assert not (root / "public").exists()
