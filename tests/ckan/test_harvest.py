"""CKAN's own harvester takes the static site: all added, then all unchanged, then the one that was published anew."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Request, publish
from publisher.serve import serving
from tests.ckan.server import Server
from tests.hosts import plain_host
from tests.portals import make_portal

pytestmark = pytest.mark.ckan


def renewed(root: Path, instant: str) -> Path:
    publish(Request(root=root, as_of=parse_instant(instant)), Silent())
    return root / "public"


@pytest.mark.parametrize(
    ("host", "config"),
    [(serving, {"remote_orgs": "create"}), (serving, {}), (plain_host, {})],
    ids=["daylight serve, organisations too", "daylight serve", "a plain static host"],
)
def test_all_added_then_all_unchanged_then_one_changed(
    ckan: Server, tmp_path: Path, host: object, config: dict[str, str]
) -> None:
    root = make_portal(tmp_path / "portal")
    public = renewed(root, "2026-04-30T08:00:00Z")
    with host(public) as address, ckan.harvesters():  # type: ignore[operator]
        name = f"source-{time.time_ns()}"
        source = {"name": name, "url": address, "source_type": "ckan", "title": "Harbour", "config": json.dumps(config)}
        ckan.call("harvest_source_create", **source)
        assert ckan.harvest(name) == {"added": 2}
        first = ckan.datasets()
        assert sorted(first) == ["premises", "spending"]
        assert ckan.harvest(name) == {"not modified": 2}
        (root / "datasets/health/premises/raw/premises.csv").write_text("code,name\n009,Tea\n", encoding="utf-8")
        renewed(root, "2026-04-30T09:00:00Z")
        counted = ckan.harvest(name)
        second = ckan.datasets()
        ckan.call("harvest_source_delete", id=name)
    assert counted == {"updated": 1, "not modified": 1}
    assert second["spending"]["metadata_modified"] == first["spending"]["metadata_modified"]
    assert second["premises"]["version"] != first["premises"]["version"]
    assert [len(package["resources"]) for package in second.values()] == [5, 5]
    if config:
        assert {package["organization"]["name"] for package in second.values()} == {"finance", "health"}
