"""The structure of the project holds itself: layers, thin commands, documents that say what the code says."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from docs.reference import pages
from publisher.commands import COMMANDS

CHECKOUT = Path(__file__).parents[1]
MODULES = sorted([*CHECKOUT.glob("publisher/**/*.py"), *CHECKOUT.glob("search_index/**/*.py")])


PAGES = [CHECKOUT / "README.md", CHECKOUT / "datasets/README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]


def test_layers() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=CHECKOUT,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_cli_is_thin() -> None:
    tree = ast.parse((CHECKOUT / "cli.py").read_text(encoding="utf-8"))
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    defined = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert (imported, defined) == (["publisher.commands"], [])


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_page_is_what_the_code_says(name: str) -> None:
    assert (CHECKOUT / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run make docs"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_has_help_and_an_example(name: str) -> None:
    command: click.Command = importlib.import_module(f"publisher.commands.{name}").command
    text = command.get_help(click.Context(command, info_name=f"daylight {name}"))
    assert "xample" in text
    assert f"daylight {name}" in text
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} has no help"


def test_help_loads_no_command_and_starts_fast() -> None:
    code = "import sys; from publisher.commands import daylight; daylight(['--help'], standalone_mode=False); "
    code += "sys.exit(any(name in sys.modules for name in ('pyarrow', 'pandas', 'lxml', 'jinja2')))"
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_module_has_a_docstring_and_does_nothing_at_import(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    allowed = (
        ast.Import,
        ast.ImportFrom,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Assign,
        ast.AnnAssign,
        ast.If,
        ast.Expr,
    )
    for node in tree.body:
        assert isinstance(node, allowed), f"line {node.lineno}"
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant), f"line {node.lineno} runs at import"
        if isinstance(node, ast.If):
            assert re.search(r"TYPE_CHECKING|__main__", ast.unparse(node.test)), f"line {node.lineno}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_what_a_page_leads_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [target for target in re.findall(r"\]\(([^)#:\s]+)", text) if not (page.parent / target).exists()]
    named = re.findall(r"`((?:publisher|search_index|site_templates|tests|bench|docs)/[\w/.-]*)`", text)
    assert (links, [path for path in named if not (CHECKOUT / path).exists()]) == ([], [])


def test_the_architecture_names_every_package() -> None:
    text = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in CHECKOUT.glob("publisher/*/__init__.py")}
    assert {name for name in packages if f"publisher/{name}" not in text} == set()
