"""Ids once given outlive new file names, and no two things share one."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from publisher.documents.model import Document
from publisher.errors import PortalError
from publisher.publish.ids import Ids, load_ids, save_ids, settle_documents


def document(file: str, id_: str, sha256: str = "0") -> Document:
    return Document(
        id=id_,
        collection="c",
        department="d",
        kind="notice",
        language="en",
        title="T",
        number=None,
        issuers=(),
        written=None,
        published=None,
        themes=(),
        licence="cc0-1.0",
        blocks=(),
        pages=None,
        source_file=file,
        source_size=1,
        source_sha256=sha256,
    )


CASES = [
    ("new", {}, [("a.html", "a", "1")], ["a"]),
    ("same path, new wish", {"a.html": ("old", "1")}, [("a.html", "a", "2")], ["old"]),
    ("renamed file", {"a.html": ("old", "1")}, [("b.html", "b", "1")], ["old"]),
    ("renamed and changed", {"a.html": ("old", "1")}, [("b.html", "b", "2")], ["b"]),
    (
        "copy of a file that is still there",
        {"a.html": ("a", "1")},
        [("a.html", "a", "1"), ("b.html", "b", "1")],
        ["a", "b"],
    ),
    (
        "two wish for one id",
        {},
        [("a.html", "a", "1"), ("b.html", "a", "2"), ("c.html", "a", "3")],
        ["a", "a-2", "a-3"],
    ),
    (
        "a new one wishes for a locked id",
        {"z.html": ("a", "9")},
        [("a.html", "a", "1"), ("z.html", "z", "9")],
        ["a-2", "a"],
    ),
    ("two copies of a vanished file", {"a.html": ("a", "1")}, [("b.html", "b", "1"), ("c.html", "c", "1")], ["a", "c"]),
]


@pytest.mark.parametrize(("locked", "found", "ids"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_settle(locked: dict[str, tuple[str, str]], found: list[tuple[str, str, str]], ids: list[str]) -> None:
    settled = settle_documents(Ids(documents=locked), [document(*item) for item in found])
    assert [item.id for item in settled] == ids


def test_what_is_saved_is_read_again_and_nothing_is_lost(tmp_path: Path) -> None:
    save_ids(tmp_path, Ids(documents={"gone.html": ("gone", "7")}), [], [document("a.html", "a", "1")])
    ids = load_ids(tmp_path)
    assert dict(ids.documents) == {"gone.html": ("gone", "7"), "a.html": ("a", "1")}
    before = (tmp_path / "ids.lock").stat().st_mtime_ns
    save_ids(tmp_path, ids, [], [dataclasses.replace(document("a.html", "a", "1"), title="new")])
    assert (tmp_path / "ids.lock").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "text", ["", "[]", '{"datasets": {}}', '{"datasets": {}, "documents": {"a": 1}}', "<<<<<<< HEAD"]
)
def test_a_broken_lock_stops_the_run(tmp_path: Path, text: str) -> None:
    (tmp_path / "ids.lock").write_text(text, encoding="utf-8")
    with pytest.raises(PortalError, match=r"ids\.lock"):
        load_ids(tmp_path)
