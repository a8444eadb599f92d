"""Runs the browser's reader in node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.site import front_end

HERE = Path(__file__).parent


def bundled(entry: str, folder: Path) -> Path:
    """Bundle an entry beside this file, with what it imports of the front end, for node."""
    front_end.install()
    out = folder / f"{entry}.mjs"
    program = front_end.MODULES / ".bin" / "esbuild"
    command = [
        str(program),
        str(HERE / f"{entry}.ts"),
        "--bundle",
        "--platform=node",
        "--format=esm",
        f"--outfile={out}",
    ]
    subprocess.run([*command, "--log-level=error"], check=True, timeout=60)
    return out


def run(script: Path, value: Any) -> Any:
    """Give a script a JSON value, take one back."""
    ended = subprocess.run(
        ["node", str(script)], input=json.dumps(value), capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)
