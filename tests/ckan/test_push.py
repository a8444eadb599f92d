"""``daylight push ckan`` to a real CKAN: all created, then nothing written, then one; and all that can go wrong."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.clock import parse_instant
from publisher.errors import PushError
from publisher.progress import Silent
from publisher.publish import Request as Publication
from publisher.publish import publish
from publisher.push import Outcome, Request, push_ckan
from tests.ckan.server import Server
from tests.portals import CHECKOUT, PREMISES, make_portal

pytestmark = pytest.mark.ckan

CREATED = ["finance created", "health created", "premises created", "spending created"]
MANY = 12


def publish_at(root: Path, instant: str = "2026-04-30") -> Path:
    publish(Publication(root=root, as_of=parse_instant(instant)), Silent())
    return root


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    return publish_at(make_portal(tmp_path / "portal"))


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A portal with a dozen more datasets, so that there is time to be interrupted in."""
    root = make_portal(tmp_path / "portal")
    for number in range(MANY):
        folder = root / f"datasets/health/premises-{number:02}"
        shutil.copytree(root / "datasets/health/premises", folder)
        text = PREMISES.replace("Food premises", f"Food premises {number}")
        (folder / "dataset.yml").write_text(text, encoding="utf-8")
    return publish_at(root)


def request(ckan: Server, root: Path) -> Request:
    return Request(root=root, url=ckan.url, token=ckan.token, pauses=(0.1,))


def push(asked: Request) -> Outcome:
    return push_ckan(asked, Silent())


def results(outcome: Outcome) -> list[str]:
    return [f"{line.id} {line.result}" for line in outcome.lines]


def daylight_push(ckan: Server, root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", CHECKOUT / "cli.py", "push", "ckan", ckan.url, "--project", root, *arguments],
        env={**os.environ, "DAYLIGHT_CKAN_TOKEN": ckan.token},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_first_all_is_created_then_nothing_is_written_then_one_is_updated(ckan: Server, portal: Path) -> None:
    asked = request(ckan, portal)
    assert results(push(asked)) == CREATED
    first = ckan.datasets()
    assert {name: package["num_resources"] for name, package in first.items()} == {"premises": 5, "spending": 5}
    before = ckan.writes()

    second = push(asked)
    assert (second.writes, second.exit_code) == (0, 0)
    assert results(second) == [line.replace("created", "unchanged") for line in CREATED]
    assert (ckan.writes(), ckan.datasets()) == (before, first)

    (portal / "datasets/health/premises/raw/premises.csv").write_text("code,name\n009,Tea\n", encoding="utf-8")
    publish_at(portal, "2026-05-01")
    third = push(asked)
    assert [line for line in results(third) if "unchanged" not in line] == ["premises updated"]
    assert ckan.writes() == [*before, "package_patch"]
    assert ckan.datasets()["spending"] == first["spending"]
    assert ckan.datasets()["premises"]["version"].startswith("2026-05-01-")


def test_what_is_pushed_is_what_the_site_says(ckan: Server, portal: Path) -> None:
    push(request(ckan, portal))
    found = ckan.datasets()["spending"]
    static = json.loads((portal / "public/api/3/action/package_search").read_text())["result"]["results"]
    wanted = next(package for package in static if package["name"] == "spending")
    same = ("id", "title", "notes", "url", "version", "author", "maintainer_email", "license_id", "private")
    assert {key: found[key] for key in same} == {key: wanted[key] for key in same}
    assert (found["organization"]["id"], found["organization"]["title"]) == (wanted["owner_org"], "Finance")
    assert {tag["name"] for tag in found["tags"]} == {"Finance", "财政局", "Economy and finance"}
    extras = {extra["key"]: extra["value"] for extra in found["extras"]}
    assert (extras["title_zh"], extras["daylight_portal"]) == ("五百元以上支出", "https://data.harbour.example")
    told = ("id", "name", "url", "format", "mimetype", "size", "hash")
    assert [{key: file[key] for key in told} for file in found["resources"]] == [
        {key: file[key] for key in told} for file in wanted["resources"]
    ]


def test_uploaded_files_and_rows(ckan: Server, portal: Path) -> None:
    asked = replace(request(ckan, portal), upload=True)
    assert results(push(asked)) == CREATED
    again = push(asked)
    assert (again.writes, again.exit_code) == (0, 0)
    csv = next(file for file in ckan.datasets()["spending"]["resources"] if file["format"] == "CSV")
    assert csv["url"].startswith(f"{ckan.url}/dataset/")
    import requests

    assert requests.get(csv["url"], timeout=30).content == (portal / "public/data/spending/spending.csv").read_bytes()
    table = ckan.call("datastore_search", resource_id=csv["id"], sort="payment")
    assert [(row["payment"], row["paid_on"], row["amount"], row["supplier"]) for row in table["records"]] == [
        ("001", "2026-04-03", 1200.5, "Acme Ltd"),
        ("003", "2026-04-05", None, "Cole, Dean"),
        ("004", "2026-04-06", 20.0, "海港印刷厂"),
    ]
    told = {field["id"]: (field["type"], field.get("info", {}).get("label")) for field in table["fields"][1:]}
    assert told == {
        "payment": ("text", "Payment"),
        "paid_on": ("date", "Paid on"),
        "amount": ("numeric", "Amount"),
        "supplier": ("text", "Supplier"),
    }
    push(request(ckan, portal))
    csv = next(file for file in ckan.datasets()["spending"]["resources"] if file["format"] == "CSV")
    assert (csv["url"], csv["datastore_active"]) == ("https://data.harbour.example/data/spending/spending.csv", False)


def test_an_upload_that_was_interrupted_goes_on_and_keeps_what_is_there(ckan: Server, portal: Path) -> None:
    asked = replace(request(ckan, portal), upload=True)
    parquet = portal / "public/data/spending/spending.parquet"
    kept = parquet.read_bytes()
    parquet.unlink()  # a hard link: the release keeps its own
    first = push(asked)
    assert (results(first)[-1], "cannot be read" in first.lines[-1].next_step) == ("spending failed", True)
    assert not [extra for extra in ckan.datasets()["spending"]["extras"] if extra["key"] == "daylight_digest"]
    parquet.write_bytes(kept)
    before = len(ckan.writes())
    assert results(push(asked))[-1] == "spending updated"
    assert "resource_patch" not in ckan.writes()[before:]


def test_a_server_that_is_killed_in_the_middle(ckan: Server, wide: Path) -> None:
    running = daylight_push(ckan, wide)
    deadline = time.monotonic() + 60
    before = ckan.writes().count("package_create")
    while ckan.writes().count("package_create") < before + 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    ckan.kill()
    out, err = running.communicate(timeout=120)
    assert running.returncode == 1, out + err
    assert "does not answer" in out
    assert "Push again" in " ".join(out.split())
    ckan.up()
    there = len(ckan.datasets())
    assert 0 < there < MANY + 2
    outcome = push(request(ckan, wide))
    assert outcome.exit_code == 0
    assert sum(line.result == "unchanged" for line in outcome.lines if line.kind == "dataset") >= there - 1
    every = ckan.call("package_list", include_private=True, include_deleted=True, include_drafts=True)
    assert len(every) == len(set(every)) == len(ckan.datasets()) == MANY + 2
    assert push(request(ckan, wide)).writes == 0


def test_a_push_that_is_interrupted(ckan: Server, wide: Path) -> None:
    running = daylight_push(ckan, wide)
    before = ckan.writes().count("package_create")
    deadline = time.monotonic() + 60
    while ckan.writes().count("package_create") < before + 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(2)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, out + err
    assert "Run the same command again" in out
    outcome = push(request(ckan, wide))
    assert (outcome.exit_code, len(ckan.datasets())) == (0, MANY + 2)


def test_a_dry_run_writes_nothing(ckan: Server, portal: Path) -> None:
    before = ckan.writes()
    outcome = push(replace(request(ckan, portal), dry_run=True))
    assert (results(outcome), outcome.writes, ckan.writes()) == (CREATED, 0, before)


def test_what_people_added_on_ckan_stays(ckan: Server, portal: Path) -> None:
    push(request(ckan, portal))
    group = ckan.call("group_create", name=f"group-{time.time_ns()}")
    found = ckan.datasets()["premises"]
    ckan.call("resource_create", package_id=found["id"], name="A map", url="https://maps.example/premises")
    extras = [*found["extras"], {"key": "steward", "value": "Ms Li"}]
    ckan.call("package_patch", id=found["id"], extras=extras, groups=[{"name": group["name"]}], name="places")
    (portal / "datasets/health/premises/raw/premises.csv").write_text("code,name\n009,Tea\n", encoding="utf-8")
    publish_at(portal, "2026-05-01")
    assert "premises updated" in results(push(request(ckan, portal)))
    after = ckan.datasets()["places"]
    assert [file["name"] for file in after["resources"]][-1:] == ["A map"]
    assert (len(after["resources"]), [one["name"] for one in after["groups"]]) == (6, [group["name"]])
    assert {"key": "steward", "value": "Ms Li"} in after["extras"]
    assert push(request(ckan, portal)).writes == 0
    ckan.call("group_purge", id=group["id"])


def test_what_was_withdrawn_is_told_and_removed_only_when_asked(ckan: Server, portal: Path) -> None:
    ckan.call("organization_create", name="other")
    ckan.call("package_create", name="not-ours", owner_org="other", title="Not ours")
    push(request(ckan, portal))
    shutil.rmtree(portal / "datasets/health/premises")
    publish_at(portal, "2026-05-01")
    told = push(request(ckan, portal))
    assert (results(told)[-1], told.exit_code, told.writes) == ("premises withdrawn", 0, 0)
    assert "--remove" in told.lines[-1].next_step
    removed = push(replace(request(ckan, portal), remove=True))
    assert (results(removed)[-1], sorted(ckan.datasets())) == ("premises removed", ["not-ours", "spending"])
    make_portal(portal)
    publish_at(portal, "2026-05-02")
    assert "premises updated" in results(push(request(ckan, portal)))
    assert ckan.datasets()["premises"]["state"] == "active"


def test_the_same_name_of_another(ckan: Server, portal: Path) -> None:
    ckan.call("organization_create", name="finance", title="Treasury of another town")
    ckan.call("package_create", name="spending", owner_org="finance", title="Made by hand")
    outcome = push(request(ckan, portal))
    assert results(outcome) == ["finance unchanged", "health created", "premises created", "spending failed"]
    assert (outcome.exit_code, ckan.datasets()["spending"]["title"]) == (1, "Made by hand")
    assert "--adopt" in outcome.lines[-1].next_step
    adopted = push(replace(request(ckan, portal), adopt=True))
    assert (results(adopted)[-1], len(ckan.datasets())) == ("spending updated", 2)
    found = ckan.datasets()["spending"]
    assert (found["title"], found["organization"]["title"]) == ("Spending over 500", "Treasury of another town")
    assert push(request(ckan, portal)).writes == 0


def test_an_editor_who_may_not_choose_ids_nor_write_everywhere(ckan: Server, portal: Path) -> None:
    name = f"editor-{time.time_ns()}"
    ckan.call("user_create", name=name, email=f"{name}@harbour.example", password=f"{name}-{name}")
    asked = replace(request(ckan, portal), token=ckan.call("api_token_create", user=name, name="push")["token"])
    ckan.call("organization_create", name="finance")
    outcome = push(asked)
    assert results(outcome) == ["finance unchanged", "health created", "premises created", "spending failed"]
    assert f"User {name} not authorized" in outcome.lines[-1].next_step
    assert "Use a token of an account that may edit" in outcome.lines[-1].next_step
    ckan.call("organization_member_create", id="finance", username=name, role="editor")
    assert results(push(asked))[-2:] == ["premises unchanged", "spending created"]
    last = push(asked)
    assert (last.writes, last.exit_code, sorted(ckan.datasets())) == (0, 0, ["premises", "spending"])


def test_a_licence_ckan_does_not_know_is_told_in_the_notes(ckan: Server, tmp_path: Path) -> None:
    root = make_portal(tmp_path / "portal")
    path = root / "datasets/health/premises/dataset.yml"
    path.write_text(f"licence: ogl-uk-3.0\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    publish_at(root)
    known = {licence["id"] for licence in ckan.call("license_list")}
    push(request(ckan, root))
    found = ckan.datasets()["premises"]
    if "uk-ogl" in known:
        assert found["license_id"] == "uk-ogl"
    else:
        assert (found["license_id"], "open-government-licence/version/3" in found["notes"]) == ("notspecified", True)


@pytest.mark.parametrize(
    ("token", "path", "says"),
    [
        ("wrong", "", "CKAN does not know the token"),
        ("", "", "CKAN does not know the token"),
        (None, "/nowhere", "is no CKAN"),
    ],
)
def test_nothing_is_written_by_who_is_not_known(
    ckan: Server, portal: Path, token: str | None, path: str, says: str
) -> None:
    before = ckan.writes()
    asked = replace(request(ckan, portal), token=ckan.token if token is None else token, url=ckan.url + path)
    with pytest.raises(PushError, match=says) as told:
        push(asked)
    assert told.value.remedy
    assert ckan.token not in str(told.value)
    assert ckan.writes() == before


def test_the_command_tells_and_hides_the_token(ckan: Server, portal: Path) -> None:
    running = daylight_push(ckan, portal)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert "2 created" in out
    running = daylight_push(ckan, portal, "--json")
    out, err = running.communicate(timeout=60)
    value = json.loads(out)
    assert (running.returncode, value["writes"], {line["result"] for line in value["lines"]}) == (0, 0, {"unchanged"})
    assert ckan.token not in out + err
    secrets = [path for path in (portal / ".daylight").rglob("*") if path.is_file()]
    assert not any(ckan.token.encode() in path.read_bytes() for path in secrets)
    assert dt.datetime.fromisoformat(ckan.datasets()["spending"]["metadata_modified"])
