"""Write the reference pages that are made from the code: ``make docs``. A test keeps them equal."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click

from publisher.commands import COMMANDS
from publisher.files import to_json
from publisher.issues import KINDS
from publisher.spec.schema import collection_schema, dataset_schema, portal_schema

DOCS = Path(__file__).parent
# Command -> the functions whose docstrings tell the shape of its JSON.
_PRINTED = {
    "check": ("as_value", "finding_value"),
    "diff": ("as_value",),
    "issues": ("as_value",),
    "ledger": ("as_value", "fate_value"),
    "doctor": ("as_value",),
    "search": ("as_document",),
}
_SHAPE = re.compile(r"\{.*\}")


def pages() -> dict[str, str]:
    """Every generated page: path below ``docs/`` -> text."""
    schemas = {"portal": portal_schema(), "dataset": dataset_schema(), "collection": collection_schema()}
    found = {f"schemas/{name}.schema.json": to_json(schema) for name, schema in schemas.items()}
    return found | {"commands.md": _commands(), "issues.md": _issues()}


def _commands() -> str:
    parts = ["# Commands\n\nMade from the code by `make docs`.\n"]
    for name in COMMANDS:
        command = importlib.import_module(f"publisher.commands.{name}").command
        context = click.Context(command, info_name=f"daylight {name}", terminal_width=100)
        parts.append(f"## daylight {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join([*parts, *_json()])


def _json() -> list[str]:
    """What each command prints for programs, in the words of the functions that make it."""
    parts = [
        "## What `--json` prints\n",
        "Keys are added when there is more to tell; none changes its meaning or goes.\n",
    ]
    for name, functions in _PRINTED.items():
        module = importlib.import_module(f"publisher.commands.{name}")
        for function in functions:
            told = " ".join(str(getattr(module, function).__doc__).split())
            parts.append(
                f"- `daylight {name}`: {_SHAPE.sub(lambda found: f'`{found.group()}`', told.replace('``', '`'))}"
            )
    return [*parts, ""]


def _issues() -> str:
    rows = [
        f"| `{kind.code}` | {kind.severity} | {kind.title} | {kind.sentence} | {kind.advice} |"
        for kind in sorted(KINDS.values(), key=lambda kind: kind.code)
    ]
    head = ["# Issues", "", "Made from the code by `make docs`.", ""]
    head += ["| code | severity | title | what it says | what to do |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def main() -> None:
    """Write them all."""
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
