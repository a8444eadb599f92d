"""A portal of real departments' files: the YAML is committed here, the files are copied from beside the checkout."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from publisher.progress import Silent
from publisher.publish import Outcome, Request, publish
from publisher.spec import load_dataset, load_portal
from publisher.spec.model import DatasetSpec

PORTAL = Path(__file__).parent / "portal"


@pytest.fixture(scope="session")
def real_portal(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed YAML with each raw file beside it."""
    root = shutil.copytree(PORTAL, tmp_path_factory.mktemp("real") / "portal")
    portal = load_portal(root)
    for path in sorted(root.glob("datasets/*/*/dataset.yml")):
        for source in load_dataset(path, portal).sources:
            _put(shared / "tables" / Path(source.path).name, path.parent / source.path)
    papers = root / "documents" / "asia" / "papers" / "raw"
    for document in sorted((shared / "documents").iterdir()):
        if document.suffix != ".csv":
            _put(document, papers / document.name)
    return root


@pytest.fixture(scope="session")
def published(real_portal: Path) -> Outcome:
    """What publishing the real files gave."""
    return publish(Request(root=real_portal, as_of=dt.datetime(2026, 11, 20, tzinfo=dt.UTC)), Silent())


@pytest.fixture(scope="session")
def specs(real_portal: Path) -> dict[str, DatasetSpec]:
    """Each dataset's spec by id."""
    portal = load_portal(real_portal)
    found = [load_dataset(path, portal) for path in sorted(real_portal.glob("datasets/*/*/dataset.yml"))]
    return {spec.id: spec for spec in found}


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
