"""Runs the table's and the record page's scripts in node."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.site import front_end

HERE = Path(__file__).parent


def bundled(entry: str, folder: Path) -> Path:
    """Bundle an entry beside this file, with what it imports of the front end, for node."""
    front_end.install()
    out = folder / f"{entry}.mjs"
    program = front_end.MODULES / ".bin" / "esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=error", f"--outfile={out}"]
    subprocess.run([str(program), str(HERE / f"{entry}.ts"), *options], check=True, timeout=60)
    return out
