"""Seconds and counts of a push to, and a harvest by, a real CKAN: ``python -m bench.ckan PORTAL CHANGED``.

``PORTAL`` is a published portal, ``CHANGED`` one of its raw files: its last line is dropped and the portal published
again, so that one dataset changes. The CKAN is the one that is running in the folder ``DAYLIGHT_CKAN_BASE``, with the
settings of ``make test-ckan``; all its datasets are purged. Last, the portal is published with the file as it was.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

from publisher.clock import now
from publisher.progress import Silent
from publisher.publish import Request as Publication
from publisher.publish import publish
from publisher.push import Request, push_ckan
from publisher.serve import serving
from tests.ckan.server import BASE, Server, running


def main() -> None:
    """Print one line a step: what it was, what came of it, writing calls, seconds."""
    root, changed = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    ckan = running(Path(os.environ[BASE]), Path("../shared/servers/ckan_up.sh").resolve())
    text = changed.read_bytes()
    try:
        for upload in (False, True):
            ckan.empty()
            for step in ("first", "second", "one changed"):
                if step == "one changed":
                    renew(root, changed, text[: text.rstrip().rfind(b"\n") + 1])
                pushed(ckan, root, f"push{' --upload' if upload else ''}, {step}", upload=upload)
            renew(root, changed, text)
        ckan.empty()
        with serving(root / "public") as address, ckan.harvesters():
            name = f"source-{time.time_ns()}"
            ckan.call("harvest_source_create", name=name, url=address, source_type="ckan", title="A portal")
            for step in ("first", "second", "one changed"):
                if step == "one changed":
                    renew(root, changed, text[: text.rstrip().rfind(b"\n") + 1])
                harvested(ckan, name, f"harvest, {step}")
    finally:
        renew(root, changed, text)


def renew(root: Path, changed: Path, text: bytes) -> None:
    changed.write_bytes(text)
    publish(Publication(root=root, as_of=now()), Silent())


def pushed(ckan: Server, root: Path, name: str, *, upload: bool) -> None:
    before, started = len(ckan.writes()), time.monotonic()
    outcome = push_ckan(Request(root=root, url=ckan.url, token=ckan.token, upload=upload), Silent())
    seconds = time.monotonic() - started
    counts = Counter(line.result for line in outcome.lines if line.kind == "dataset")
    tell(name, dict(counts), len(ckan.writes()) - before, seconds)


def harvested(ckan: Server, source: str, name: str) -> None:
    counts = ckan.harvest(source)
    job = ckan.call("harvest_source_show", id=source)["status"]["last_job"]
    tell(name, counts, 0, span(job["gather_started"], job["finished"]))


def span(start: str, end: str) -> float:
    from datetime import datetime

    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def tell(name: str, counts: dict[str, int], writes: int, seconds: float) -> None:
    told = ", ".join(f"{count} {result}" for result, count in counts.items())
    sys.stdout.write(f"| {name} | {told} | {writes or ''} | {seconds:.1f} |\n")


if __name__ == "__main__":
    main()
