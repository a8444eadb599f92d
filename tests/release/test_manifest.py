"""``release.json`` says all that the value says."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.clean.model import Account, Ledger
from publisher.errors import EditionError
from publisher.issues import KINDS, Issue
from publisher.release import Release, from_json, load, to_json
from tests.release import made

text = st.text(max_size=5)
count = st.integers(0, 9)
account = st.builds(
    Account,
    **dict.fromkeys(("read", "counted", "published", "quarantined", "duplicates", "dropped"), count),
    file=text,
    sheet=st.none() | text,
    drops=st.dictionaries(text, count, max_size=3),
)
issue = st.builds(
    Issue,
    code=st.sampled_from(sorted(KINDS)),
    file=text,
    sheet=st.none() | text,
    record=st.none() | count,
    text=st.none() | text,
    count=count,
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return made.release(made.table(made.ROWS), tmp_path_factory.mktemp("store"))


def through(release: Release) -> Release:
    return from_json(json.loads(json.dumps(to_json(release))), release.folder)


def test_the_folder_alone_gives_an_equal_release(release: Release) -> None:
    assert load(release.folder) == release


def test_the_file_tells_no_path(release: Release) -> None:
    assert str(release.folder.parent) not in (release.folder / "release.json").read_text(encoding="utf-8")


@settings(deadline=None)
@given(st.lists(account, max_size=3), st.lists(issue, max_size=3), st.lists(st.tuples(text, count), max_size=3))
def test_any_release_comes_back_equal(
    release: Release, accounts: list[Account], issues: list[Issue], top: list[tuple[str, int]]
) -> None:
    summary = [dataclasses.replace(one, examples=tuple(issues)) for one in release.report.issues]
    profiles = tuple(dataclasses.replace(one, top=tuple(top), least=None) for one in release.report.profiles)
    report = dataclasses.replace(release.report, profiles=profiles, issues=tuple(summary))
    changed = dataclasses.replace(release, ledger=Ledger(accounts=tuple(accounts), rows_out=1), report=report)
    assert through(changed) == changed


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b"{}", b"null", b'{"dataset": 1}', b"\xff"],
    ids=["empty", "cut", "list", "no keys", "null", "wrong type", "not text"],
)
def test_a_damaged_manifest_is_an_error_that_names_the_file(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "release.json").write_bytes(broken)
    with pytest.raises(EditionError, match="release cannot be read") as caught:
        load(tmp_path)
    assert "release.json" in str(caught.value)


def test_each_key_is_needed_and_of_its_type(release: Release) -> None:
    good: dict[str, Any] = to_json(release)
    for key in set(good) - {"fields", "released_at", "dated"}:  # which have a default
        for bad in ({**good, key: object()}, {name: value for name, value in good.items() if name != key}):
            with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
                from_json(bad, release.folder)
