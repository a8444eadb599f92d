"""Run ``docs/guide.md`` as a new user would, and write what the commands say: ``python -m tests.commands.guide``.

A block whose first line is ```` ```yaml file=PATH ```` (of any language) is a file to write; in a ``console`` block
each line that begins with ``$`` is run, and the lines below it are what it says on standard output. Other blocks are
prose.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.portals import CHECKOUT

GUIDE = CHECKOUT / "docs" / "guide.md"
HOME = "/home/you"
_BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What differs from run to run: versions (by the day), seconds, free space, the Python that runs.
_VARYING = [
    (r"\d{4}-\d\d-\d\d-[0-9a-f]{8}", "VERSION"),
    (r"\b\d+\.\d\b", "N"),
    (r"Python [\d.]+", "Python"),
    (r" +", " "),
]


def run_guide(text: str, folder: Path) -> str:
    """The guide with the output of each of its commands as it is in ``folder``, an empty one."""
    tools = folder / "tools"
    tools.mkdir()
    script = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(CHECKOUT / "cli.py"))} "$@"\n'
    (tools / "daylight").write_text(script, encoding="utf-8")
    (tools / "daylight").chmod(0o755)
    place = [folder / "you"]
    place[0].mkdir()
    home = place[0]

    def block(found: re.Match[str]) -> str:
        language, file, body = found.groups()
        if file is not None:
            (place[0] / file).parent.mkdir(parents=True, exist_ok=True)
            (place[0] / file).write_text(body, encoding="utf-8")
        if language != "console":
            return found.group()
        lines = []
        for line in body.splitlines():
            if line.startswith("$ cd "):
                lines.append(line)
                place[0] /= line.removeprefix("$ cd ")
            elif line.startswith("$ "):
                lines.append(line)
                said = _run(line.removeprefix("$ "), place[0], tools)
                lines += said.replace(str(home), HOME).splitlines()
        return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

    return _BLOCK.sub(block, text)


def steady(text: str) -> str:
    """The guide without what differs from run to run."""
    for pattern, word in _VARYING:
        text = re.sub(pattern, word, text)
    return text


def _run(command: str, folder: Path, tools: Path) -> str:
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout + "".join(f"{line}\n" for line in done.stderr.splitlines() if line.startswith(("Error", "sh:")))


def main() -> None:
    """Write the guide anew."""
    with tempfile.TemporaryDirectory() as folder:
        GUIDE.write_text(run_guide(GUIDE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
