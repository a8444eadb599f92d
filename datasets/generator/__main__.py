"""Write every made file and the truth table below a folder: ``python -m datasets.generator [ROOT]``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from datasets.generator import (
    air,
    areas,
    boardings,
    budget,
    contracts,
    licences,
    notices,
    permits,
    plans,
    premises,
    requests,
    schools,
    services,
    spending,
    stops,
)
from datasets.generator.made import Made, truth

TRUTH = "tests/demonstration/truth.json"


def everything() -> list[Made]:
    """All files of the demonstration portal that a program makes."""
    return [
        spending.make(),
        contracts.make(),
        plans.make(),
        budget.make(),
        premises.make(),
        *licences.make(),
        air.make(),
        boardings.make(),
        stops.make(),
        *permits.make(),
        schools.make(),
        requests.make(),
        services.make(),
        areas.make(),
        *notices.make(),
    ]


def write(root: Path) -> None:
    """Write all files below ``root``, and the ledger they must give."""
    files = everything()
    for file in files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    table = root / TRUTH
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_text(json.dumps(truth(files), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the one argument and write."""
    parser = argparse.ArgumentParser(description="Make the files of the demonstration portal.")
    checkout = Path(__file__).resolve().parents[2]
    parser.add_argument("root", nargs="?", type=Path, default=checkout, help="default: this checkout")
    write(parser.parse_args().root)


if __name__ == "__main__":
    main()
