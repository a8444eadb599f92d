"""The whole site, compared with the golden tree file by file."""

from __future__ import annotations

import difflib
from pathlib import Path

from tests.golden import published, read_golden


def test_the_site_is_the_golden_tree(tmp_path: Path) -> None:
    golden, found = read_golden(), published(tmp_path)
    assert sorted(found) == sorted(golden), "run make golden if this is meant"
    changed = [name for name in golden if golden[name] != found[name]]
    shown = [
        "\n".join(list(difflib.unified_diff(golden[name].splitlines(), found[name].splitlines(), name, name, n=1))[:20])
        for name in changed[:3]
    ]
    assert not changed, "\n".join(["run make golden if this is meant:", *shown])
