"""Seconds, CPU and peak memory of publishing the demonstration portal: first run, and a second with nothing changed.

    python bench/publish.py [PORTAL]      PORTAL: a portal's folder; default datasets/, copied to a temporary folder

Memory is that of the largest process; parsing happens in a child process of its own.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(root: Path) -> tuple[float, float, int]:
    """Seconds, CPU seconds and peak MiB of one publish in a process of its own."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "publisher", "publish", "--project", str(root), "--as-of", "2026-11-20"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - started, cpu, after.ru_maxrss // 1024


def main() -> None:
    """Print one line a run."""
    checkout = Path(__file__).parents[1]
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else checkout / "datasets"
    with tempfile.TemporaryDirectory() as folder:
        left = shutil.ignore_patterns(".daylight", "public", "generator", "__pycache__")
        root = shutil.copytree(source, Path(folder) / "portal", ignore=left, symlinks=True)
        print(f"{'run':20} {'seconds':>8} {'CPU s':>8} {'peak MiB':>9}")
        for name in ("first", "nothing changed"):
            seconds, cpu, peak = run(root)
            print(f"{name:20} {seconds:8.1f} {cpu:8.1f} {peak:9}")


if __name__ == "__main__":
    main()
