"""The wheel stands alone: in a clean environment, outside the checkout, it makes a portal and publishes it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, CHECKOUT, cwd=folder)
    return next(folder.glob("daylight_publisher-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a clean environment that holds the wheel and its locked dependencies, and nothing else."""
    environment = tmp_path_factory.mktemp("clean") / "venv"
    run(sys.executable, "-m", "venv", environment, cwd=environment.parent)
    pip = [environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    run(*pip, "--require-hashes", "-r", CHECKOUT / "locks" / "run.txt", cwd=environment.parent)
    run(*pip, "--no-deps", wheel, cwd=environment.parent)
    return environment / "bin" / "daylight"


def test_what_the_wheel_holds(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"publisher", "search_index"}
    assert "publisher/_site_templates/_built/manifest.json" in names
    assert any(name.endswith(".html") for name in names)
    assert not [name for name in names if "node_modules" in name or name.endswith(".ts")]


def test_installed_outside_the_checkout_it_publishes(installed: Path, tmp_path: Path) -> None:
    run(installed, "init", "portal", cwd=tmp_path)
    said = run(installed, "publish", "--as-of", "2026-11-01", cwd=tmp_path / "portal")
    assert "Edition 1 is live" in said
    page = (tmp_path / "portal" / "public" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="stylesheet"' in page
    assert "Nothing changed" in run(installed, "publish", cwd=tmp_path / "portal")
