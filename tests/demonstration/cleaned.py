"""The demonstration's datasets, read and cleaned as publishing does, and what the generator says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from publisher import clean, read, snapshot
from publisher.clean.model import Cleaned
from publisher.spec import dataset_files, load_dataset, load_portal
from publisher.spec.model import DatasetSpec

PORTAL = Path(__file__).parents[2] / "datasets"
TRUTH: dict[str, Any] = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
SPECS = {path.parent.name: path for path in dataset_files(PORTAL)}


def spec_of(name: str) -> DatasetSpec:
    """A dataset's spec."""
    return load_dataset(SPECS[name], load_portal(PORTAL))


def newest(name: str, store: Path) -> Cleaned:
    """A dataset as it is today; of several releases, the last."""
    return cleaned(spec_of(name), TRUTH[name].get("released", ""), store)


def cleaned(spec: DatasetSpec, day: str, store: Path) -> Cleaned:
    """The files of a dataset, cleaned; ``day``: only those that have it in their name."""
    tables = [
        (source, table)
        for source in spec.sources
        for path in sorted(spec.folder.glob(source.path))
        if day in path.name
        for table in read.read(
            snapshot.take(path, name=path.relative_to(PORTAL).as_posix(), store=store), source=source
        )
    ]
    return clean.clean(spec, tables)
