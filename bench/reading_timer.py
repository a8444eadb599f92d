"""Run one command and say on the last line of standard error: timer, exit code, seconds, CPU seconds, peak MiB.

    python bench/reading_timer.py LIMIT COMMAND...

The peak is that of the largest process among the command and all its children.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time


def main() -> None:
    """Exit code 124 stands for a command that was stopped at the limit of seconds."""
    began = time.monotonic()
    running = subprocess.Popen(sys.argv[2:])
    try:
        code = running.wait(timeout=float(sys.argv[1]))
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
        code = 124
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, cpu = time.monotonic() - began, used.ru_utime + used.ru_stime
    print(f"\ntimer {code} {seconds:.2f} {cpu:.2f} {used.ru_maxrss // 1024}", file=sys.stderr)


if __name__ == "__main__":
    main()
