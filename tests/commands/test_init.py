"""A new portal is complete, valid, and never overwrites anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.commands.init import command, make_portal
from publisher.errors import UsageError
from publisher.spec import collection_files, dataset_files, load_collection, load_dataset, load_portal


def test_a_new_portal_is_valid(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(tmp_path / "new town")])
    assert done.exit_code == 0, done.output
    portal = load_portal(tmp_path / "new town")
    datasets = [load_dataset(path, portal) for path in dataset_files(portal.root)]
    collections = [load_collection(path, portal) for path in collection_files(portal.root)]
    assert [(spec.department, spec.id) for spec in datasets] == [("town-hall", "grants")]
    assert [(spec.department, spec.id) for spec in collections] == [("town-hall", "notices")]
    assert all(list(spec.folder.glob(source.path)) for spec in datasets for source in spec.sources)
    assert set(collections[0].documents) <= {path.name for path in collections[0].folder.glob("raw/*")}
    assert "daylight publish --project '" in done.output


def test_two_new_portals_are_equal(tmp_path: Path) -> None:
    names = make_portal(tmp_path / "a")
    assert make_portal(tmp_path / "b") == names
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        make_portal(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "portal").write_text("a file")
    with pytest.raises(UsageError, match="is a file"):
        make_portal(tmp_path / "portal")
