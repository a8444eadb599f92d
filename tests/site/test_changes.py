"""The page of a dataset's releases: exact numbers, what was and what is, and no more than a page can hold."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from publisher import site
from publisher.catalog.model import Catalog, DatasetEntry
from publisher.progress import Silent
from publisher.release import Release
from publisher.release.changes import steps
from publisher.spec.model import DatasetSpec, Field
from tests.release import made
from tests.site import factory

FIELDS = (
    Field(name="id", type="identifier", titles_in_source=("Ref",), required=True, title={"en": "Ref", "zh": "编号"}),
    Field(name="supplier", type="text", titles_in_source=("Supplier",), title={"en": "Supplier", "zh": "供应商"}),
    Field(
        name="procedure",
        type="category",
        titles_in_source=("Procedure",),
        title={"en": "Procedure", "zh": "方式"},
        categories={"open": {"en": "Open", "zh": "公开"}, "direct": {"en": "Direct award", "zh": "直接"}},
    ),
)
Rows = Sequence[dict[str, Any]]


def row(number: int, supplier: str = "Acme", procedure: str | None = "open") -> dict[str, Any]:
    return {"id": f"r/{number:04}", "supplier": supplier, "procedure": procedure}


def entry(folder: Path, tables: Sequence[Rows], *, spec: DatasetSpec | None = None) -> DatasetEntry:
    """A dataset released on successive days."""
    spec = spec or made.spec(FIELDS)
    history: list[Release] = []
    for number, rows in enumerate(tables):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        table = made.table(rows, spec.fields)
        history.append(made.release(table, folder / "releases", of=spec, day=day.isoformat()))
    changes = steps(history, key=spec.key, store=folder / "changes")
    return DatasetEntry(spec=spec, release=history[-1], history=tuple(history), changes=changes)


def built(folder: Path, found: DatasetEntry) -> Path:
    out = folder / "out"
    out.mkdir()
    portal = dataclasses.replace(made.PORTAL, root=folder)
    catalog = Catalog(portal=portal, datasets=(found,), collections=(), documents=(), services=())
    site.build(catalog, out, as_of=factory.AS_OF, progress=Silent())
    return out


def page(out: Path, language: str = "") -> Any:
    return html.fromstring((out / language / "datasets/contracts/changes/index.html").read_bytes())


def said(node: Any) -> str:
    return " ".join(node.text_content().split())


FIRST = (row(1), row(2, "Bolt"), row(3, "Cole"))
SECOND = (row(1), row(3, "Cole <b>", "direct"), row(4, "Dean"), row(5, "Elm"))
THIRD = (row(1), row(4, "Dean", None), row(5, "Elm"))


def test_each_release_is_told_in_numbers_the_newest_first(tmp_path: Path) -> None:
    out = built(tmp_path, entry(tmp_path, (FIRST, SECOND, THIRD)))
    releases = page(out).xpath("//section[@class='release']")
    assert [said(one.xpath(".//p[@class='sum']")[0]) for one in releases] == [
        "1 removed, 1 changed",
        "2 rows added, 1 removed, 1 changed",
        "the first release",
    ]
    assert [said(one) for one in page(out).xpath("//p[@class='figures']")] == [
        "4 rows before + 0 added − 1 removed = 3 rows",
        "3 rows before + 2 added − 1 removed = 4 rows",
    ]
    assert [said(one) for one in page(out, "zh").xpath("//p[@class='figures']")][1] == (
        "原有 3 行 + 新增 2 行 − 删除 1 行 = 现有 4 行"
    )
    assert [one.get("datetime") for one in page(out).xpath("//h2/time")] == ["2026-01-03", "2026-01-02", "2026-01-01"]


def test_a_changed_row_tells_what_was_and_what_is(tmp_path: Path) -> None:
    out = built(tmp_path, entry(tmp_path, (FIRST, SECOND)))
    [changed] = page(out).xpath("//ul[@class='delta changed']/li")
    assert [(said(one.find("dt")), *(said(cell) for cell in one.findall("dd"))) for one in changed.iter("div")] == [
        ("Supplier", "before: Cole", "after: Cole <b>"),
        ("Procedure", "before: Open", "after: Direct award"),
    ]
    assert said(page(out, "zh").xpath("//ul[@class='delta changed']//ins")[1]) == "修改后： 直接"
    assert [said(one) for one in page(out).xpath("//ul[@class='delta removed']/li/p[1]")] == ["r/0002"]


def test_a_record_is_linked_as_long_as_it_is_there(tmp_path: Path) -> None:
    out = built(tmp_path, entry(tmp_path, (FIRST, SECOND, THIRD)))
    links = {said(link): link.get("href") for link in page(out, "zh").xpath("//ul[contains(@class,'delta')]//a")}
    assert links == {f"r/000{number}": f"/zh/datasets/contracts/record/#r%2F000{number}" for number in (4, 5)}


def test_a_step_that_was_kept_gives_the_same_page(tmp_path: Path) -> None:
    """Fields stand in the order they are declared in, whatever order the kept step has them in."""
    tables = (FIRST, SECOND, THIRD)
    pages = []
    for name in ("new", "kept"):
        found = entry(tmp_path, tables)
        (tmp_path / name).mkdir()
        pages.append((built(tmp_path / name, found) / "datasets/contracts/changes/index.html").read_bytes())
    assert pages[0] == pages[1]
    assert [said(one) for one in html.fromstring(pages[1]).xpath("//ul[@class='delta added']/li[1]//dt")] == [
        "Supplier",
        "Procedure",
    ]


def test_a_dataset_with_one_release_says_so(tmp_path: Path) -> None:
    out = built(tmp_path, entry(tmp_path, (FIRST,)))
    assert said(page(out).xpath("//p[@class='lead']")[0]).startswith("This dataset has one release so far")
    assert page(out).xpath("//ul[contains(@class,'delta')]") == []


def test_nothing_changed_is_told(tmp_path: Path) -> None:
    found = entry(tmp_path, (FIRST, SECOND))
    same = dataclasses.replace(found.release, version="2026-01-03-00000000", released_on="2026-01-03")
    history = (*found.history, same)
    again = steps(history, key=("id",), store=tmp_path / "changes")
    out = built(tmp_path, dataclasses.replace(found, history=history, changes=again))
    assert said(page(out).xpath("//p[@class='sum']")[0]) == "nothing changed"


def test_all_rows_and_every_version_are_to_be_had(tmp_path: Path) -> None:
    found = entry(tmp_path, (FIRST, SECOND))
    out = built(tmp_path, found)
    links = page(out).xpath("//p[@class='files']/a/@href")
    assert f"/data/contracts/{found.release.version}/contracts.changes.csv" in links
    assert sum(link.endswith("contracts.parquet") for link in links) == 2
    assert [link for link in links if not (out / link.lstrip("/")).is_file()] == []
    assert page(out).xpath("//link[@rel='canonical']/@href") == [
        "https://data.linhai.example/datasets/contracts/changes/"
    ]
    dataset = html.fromstring((out / "zh/datasets/contracts/index.html").read_bytes())
    assert "/zh/datasets/contracts/changes/" in dataset.xpath("//a/@href")


def test_without_a_key_rows_are_compared_whole_and_that_is_said(tmp_path: Path) -> None:
    out = built(tmp_path, entry(tmp_path, (FIRST, SECOND), spec=made.spec(FIELDS, key=())))
    assert "compared whole" in said(page(out).xpath("//section[@class='release']")[0])
    assert [said(one) for one in page(out).xpath("//h3")] == ["Added 3", "Removed 2"]


def test_what_became_of_the_fields_is_told(tmp_path: Path) -> None:
    found = entry(tmp_path, (FIRST,))
    fields = (
        FIELDS[0],
        dataclasses.replace(FIELDS[2], type="text", categories={}),
        Field(name="count", type="integer", titles_in_source=("Count",)),
    )
    later = entry(tmp_path / "later", (SECOND,), spec=made.spec(fields))
    after = dataclasses.replace(later.release, version="2026-01-02-00000000", released_on="2026-01-02")
    history = (found.release, after)
    changes = steps(history, key=("id",), store=tmp_path / "changes")
    out = built(tmp_path, dataclasses.replace(later, release=after, history=history, changes=changes))
    told = said(page(out).xpath("//section[@class='release']")[0])
    assert "New field: count" in told
    assert "Field that is gone: supplier" in told
    assert "Procedure: the type was category and is text" in told


@pytest.mark.parametrize("long", [False, True])
def test_a_page_stays_small_and_says_what_it_leaves_out(tmp_path: Path, long: bool) -> None:
    supplier = ("x" if long else "名称") * (5000 if long else 20)
    tables = [[row(number, f"{supplier}{month}") for number in range(month, 400 + month)] for month in range(6)]
    out = built(tmp_path, entry(tmp_path, tables))
    for language in ("", "zh"):
        path = out / language / "datasets/contracts/changes/index.html"
        assert path.stat().st_size < 100_000
    found = page(out)
    assert [said(one) for one in found.xpath("//h3")][:3] == ["Changed 399", "Added 1", "Removed 1"]
    newest = found.xpath("//section[@class='release']")[0]
    shown = len(newest.xpath(".//ul[@class='delta changed']/li"))
    assert 0 < shown <= 50
    assert f"The first {shown} of 399; the list below has all." in said(newest)
    oldest = found.xpath("//section[@class='release']")[-2]
    assert (said(oldest.xpath(".//p[@class='sum']")[0]), oldest.xpath(".//h3")) == (
        "1 row added, 1 removed, 399 changed",
        [],
    )


def test_of_two_long_texts_the_part_that_differs_is_shown(tmp_path: Path) -> None:
    before, after = ("x" * 3000 + f" {word} " + "y" * 3000 for word in ("old", "new"))
    out = built(tmp_path, entry(tmp_path, ((row(1, before),), (row(1, after),))))
    [was], [now] = (page(out).xpath(f"//ul[@class='delta changed']//{name}") for name in ("del", "ins"))
    assert ("old" in said(was), "new" in said(now), len(said(was)) < 300) == (True, True, True)


def test_many_releases_are_a_line_each_beyond_the_newest(tmp_path: Path) -> None:
    tables = [[row(number) for number in range(count + 1)] for count in range(30)]
    found = entry(tmp_path, tables)
    out = built(tmp_path, found)
    assert len(page(out).xpath("//section[@class='release']")) == 12
    older = page(out).xpath("//h2[@id='older']/following-sibling::ul/li")
    assert [one.get("id") for one in older] == [one.version for one in reversed(found.history[:18])]
    assert said(older[-1]).startswith("1 January 2026 · the first release")
    assert [len(one.xpath(".//a")) for one in older] == [3] * 17 + [2]
    links = [link for one in older for link in one.xpath(".//a/@href")]
    assert [link for link in links if not (out / link.lstrip("/")).is_file()] == []
    assert (out / "datasets/contracts/changes/index.html").stat().st_size < 100_000


def test_the_oldest_of_very_many_releases_are_counted_and_their_files_named_elsewhere(tmp_path: Path) -> None:
    """A release a week for three years."""
    found = entry(tmp_path, [[row(0)], [row(0), row(1)]])
    first, second = found.history
    [step] = found.changes
    days = [f"{2024 + week // 52}-{week % 52 // 4 + 1:02d}-{week % 4 * 7 + 1:02d}" for week in range(158)]
    later = [dataclasses.replace(second, version=f"{day}-00000000", released_on=day) for day in days]
    changes = (step, *[dataclasses.replace(step, file=None)] * 158)
    many = dataclasses.replace(found, release=later[-1], history=(first, second, *later), changes=changes)
    out = built(tmp_path, many)
    for language in ("", "zh"):
        assert (out / language / "datasets/contracts/changes/index.html").stat().st_size < 100_000
        assert len(page(out, language).xpath("//h2[@id='older']/following-sibling::ul/li")) == 80
    assert "160 releases" in said(page(out).xpath("//p[@class='lead']")[0])
    [rest] = page(out).xpath("//a[@href='/release.json']/..")
    assert said(rest).startswith("68 releases before these are not listed here.")
