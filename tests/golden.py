"""The golden site tree: every file of a small published portal, as it should be.

``python -m tests.golden`` (``make golden``) writes it anew after a change that is meant; the difference is then read
in version control. Pages and other texts are kept whole. Of Parquet, workbooks, archives, the index and
``release.json`` only the names are kept: other tests read their contents. Hashes in the names of assets are left out,
so that a changed style or script does not change every page.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Request, publish
from tests.portals import make_portal

GOLDEN = Path(__file__).parent / "golden_site"
AS_OF = "2026-04-30"
_TEXTS = {".html", ".json", ".jsonld", ".ttl", ".atom", ".csv", ".txt", ".jsonl", ".xml", ".svg", ""}
_ASSET_HASH = re.compile(r"-[0-9a-zA-Z]{8,64}\.(js|css|svg)")
_INTEGRITY = re.compile(r"sha(256|384|512)-[A-Za-z0-9+/=]+")


def published(folder: Path) -> dict[str, str]:
    """Publish the small portal below ``folder``; path of each file -> its text, or "" for a file that is no text."""
    root = make_portal(folder)
    publish(Request(root=root, as_of=parse_instant(AS_OF)), Silent())
    site = root / "public"
    return {
        _plain(path.relative_to(site).as_posix()): _text(path)
        for path in sorted(site.rglob("*"))
        if path.is_file() and "search/index" not in path.as_posix()
    }


def read_golden() -> dict[str, str]:
    """The committed tree."""
    return {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(GOLDEN.rglob("*"))
        if path.is_file()
    }


def main() -> None:
    """Write the golden tree anew."""
    with tempfile.TemporaryDirectory() as folder:
        found = published(Path(folder))
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, text in found.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _text(path: Path) -> str:
    if path.suffix not in _TEXTS or path.parts[-2] == "assets" or path.name == "release.json":
        return ""
    return _plain(path.read_bytes().decode("utf-8"))


def _plain(text: str) -> str:
    return _INTEGRITY.sub("sha-0", _ASSET_HASH.sub(r"-0.\1", text))


if __name__ == "__main__":
    main()
