"""Versions, the pointer, and what interrupted or impossible builds leave."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from publisher.check import check
from publisher.errors import EditionError
from publisher.files import sha256_file
from publisher.release import Occasion, build, current, history, load, promote, versions
from tests.release import made

CHECKOUT = Path(__file__).parents[2]
A = [{"id": "1"}]
B = [{"id": "2"}]


def make(store: Path, rows: list[dict[str, Any]], day: str = "2026-10-08", **more: Any) -> Any:
    release = made.release(made.table(rows), store, day=day, **more)
    promote(store, release)
    return release


def folders(store: Path) -> list[str]:
    return sorted(path.name for path in (store / "contracts").iterdir() if path.is_dir())


def test_nothing_yet(tmp_path: Path) -> None:
    assert (current(tmp_path, "contracts"), history(tmp_path, "contracts"), versions(tmp_path, "x")) == (None, (), ())


def test_a_release_is_published_by_promoting_it(tmp_path: Path) -> None:
    release = made.release(made.table(A), tmp_path)
    assert current(tmp_path, "contracts") is None
    promote(tmp_path, release)
    assert current(tmp_path, "contracts") == release


def test_the_version_is_the_day_and_the_content(tmp_path: Path) -> None:
    release = make(tmp_path, A)
    assert (release.version, release.folder) == (
        f"2026-10-08-{release.content[:8]}",
        tmp_path / "contracts" / release.version,
    )
    assert len(release.content) == 64


def test_every_file_is_there_and_is_what_the_release_says(tmp_path: Path) -> None:
    release = make(tmp_path, A)
    told = {file.name: (file.size, file.sha256) for file in release.files}
    there = {path.name: (path.stat().st_size, sha256_file(path)) for path in release.folder.iterdir()}
    assert {**told, "release.json": there["release.json"]} == there
    assert [(file.format, file.role) for file in release.files] == [
        ("parquet", "data"),
        ("csv", "data"),
        ("jsonl", "data"),
        ("xlsx", "data"),
        ("zip", "package"),
        ("keys", "keys"),
        ("parquet", "quarantine"),
        ("parquet", "origin"),
    ]


def test_equal_content_is_the_same_release_on_another_day_and_from_other_inputs(tmp_path: Path) -> None:
    first = make(tmp_path, A)
    again = make(tmp_path, A, day="2026-10-09", inputs="1" * 64)
    assert (again, folders(tmp_path)) == (first, [first.version])


def test_history_is_in_the_order_of_publishing(tmp_path: Path) -> None:
    made_of = [
        make(tmp_path, A, day="2026-10-08"),
        make(tmp_path, B, day="2026-10-09"),
        make(tmp_path, A, day="2026-10-10"),
    ]
    assert history(tmp_path, "contracts") == tuple(made_of)
    assert [release.version[:10] for release in made_of] == ["2026-10-08", "2026-10-09", "2026-10-10"]


def test_back_to_an_earlier_content_of_the_same_day_is_the_same_version(tmp_path: Path) -> None:
    first, second = make(tmp_path, A), make(tmp_path, B)
    before = (first.folder / "release.json").stat().st_mtime_ns
    assert make(tmp_path, A, inputs="1" * 64) == first
    assert (first.folder / "release.json").stat().st_mtime_ns == before
    assert versions(tmp_path, "contracts") == (second.version, first.version)


CHANGES: dict[str, Any] = {
    "title": {"title": {"en": "Other"}},
    "summary": {"summary": {"en": "Other"}},
    "licence": {"licence": "cc0-1.0"},
    "frequency": {"frequency": "daily"},
    "field title": {"fields": (dataclasses.replace(made.FIELDS[0], title={"en": "Other"}), *made.FIELDS[1:])},
    "unit": {"fields": (*made.FIELDS[:4], dataclasses.replace(made.FIELDS[4], unit="km²"), *made.FIELDS[5:])},
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_what_is_shown_is_content(tmp_path: Path, change: str) -> None:
    first = make(tmp_path, A)
    assert make(tmp_path, A, of=dataclasses.replace(made.spec(), **CHANGES[change])).version != first.version


def test_a_record_more_held_back_is_content(tmp_path: Path) -> None:
    table, spec = made.table(A), made.spec()
    found = []
    for held in (0, 1):
        cleaned = made.cleaned(table, held=held)
        occasion = Occasion(sources=(), inputs="", released_on=dt.date(2026, 10, 8))
        release = build(spec, made.PORTAL, cleaned, check(spec, cleaned, None), occasion, store=tmp_path)
        found.append(release.content)
    assert found[0] != found[1]


def test_a_published_release_is_never_written_again(tmp_path: Path) -> None:
    first = make(tmp_path, A)
    before = {path.name: path.stat().st_mtime_ns for path in first.folder.iterdir()}
    make(tmp_path, B)
    make(tmp_path, A)
    assert {path.name: path.stat().st_mtime_ns for path in first.folder.iterdir()} == before


def test_a_release_keeps_the_instant_it_was_made(tmp_path: Path) -> None:
    found = []
    for hour, rows in enumerate((A, A, B, A, A), start=8):
        data = made.table(rows)
        release = made.release(data, tmp_path, at=dt.datetime(2026, 10, 8, hour, tzinfo=dt.UTC))
        promote(tmp_path, release)
        found.append((release.released_at, load(release.folder) == release))
    assert found == [(f"2026-10-08T{hour:02}:00:00Z", True) for hour in (8, 8, 10, 11, 11)]


def test_promoting_twice_changes_nothing(tmp_path: Path) -> None:
    release = make(tmp_path, A)
    pointer = tmp_path / "contracts" / "current"
    before = pointer.stat().st_mtime_ns
    promote(tmp_path, release)
    assert pointer.stat().st_mtime_ns == before


def test_a_removed_version_leaves_the_one_before(tmp_path: Path) -> None:
    first, second = make(tmp_path, A), make(tmp_path, B)
    shutil.rmtree(second.folder)
    assert (current(tmp_path, "contracts"), history(tmp_path, "contracts")) == (first, (first,))


def test_leftovers_of_a_crash_are_ignored_and_cleaned(tmp_path: Path) -> None:
    release = make(tmp_path, A)
    leftover = tmp_path / "contracts" / ".building-dead"
    leftover.mkdir()
    (leftover / "contracts.csv").write_text("half")
    assert history(tmp_path, "contracts") == (release,)
    second = make(tmp_path, B)
    assert folders(tmp_path) == sorted([release.version, second.version])


def test_an_unpublished_folder_makes_room(tmp_path: Path) -> None:
    release = made.release(made.table(A), tmp_path)
    (release.folder / "contracts.csv").write_text("damaged")
    again = made.release(made.table(A), tmp_path, inputs="2" * 64)
    assert (again.version, load(again.folder)) == (release.version, again)
    assert sha256_file(again.folder / "contracts.csv") == again.files[1].sha256


def run(code: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, with the tests' factory as ``made``."""
    prelude = "import sys\nfrom pathlib import Path\nfrom tests.release import made\nstore = Path(sys.argv[1])\n"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", prelude + textwrap.dedent(code), *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


BUILD = """
rows = [{"id": f"{n:06d}", "supplier": "x" * 50} for n in range(3000)]
try:
    print(made.release(made.table(rows), store).version)
except Exception as error:
    print(type(error).__name__, error)
"""


def limit_files() -> None:
    """No file may grow beyond 60 kB: the nearest thing to a full disk that needs no rights."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_no_room_is_told_with_need_and_have_and_leaves_nothing(tmp_path: Path) -> None:
    before = make(tmp_path, A)
    found = run(BUILD, str(tmp_path), preexec_fn=limit_files)
    assert found.stdout.startswith("EditionError no room for the release: it needs about "), found.stderr
    assert " MB is free in " in found.stdout
    assert "Free space" in found.stdout
    assert sorted(path.name for path in (tmp_path / "contracts").iterdir()) == [before.version, "current"]
    assert current(tmp_path, "contracts") == before


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "contracts").write_text("")
    with pytest.raises(EditionError, match="cannot be written") as caught:
        made.release(made.table(A), tmp_path)
    assert str(tmp_path / "contracts") in str(caught.value)


KILL = """
import os, signal, threading, time
rows = [{"id": f"{n:06d}", "supplier": "x" * 50} for n in range(3000)]
table = made.table(rows)

def die():
    time.sleep(float(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)

threading.Thread(target=die, daemon=True).start()
for _ in range(1000):
    made.release(table, store, day=f"2026-10-{int(time.monotonic_ns()) % 28 + 1:02d}")
"""


@pytest.mark.parametrize("seconds", ["0.02", "0.05", "0.09", "0.14"])
def test_a_killed_build_leaves_no_half_release_under_a_final_name(tmp_path: Path, seconds: str) -> None:
    assert run(KILL, str(tmp_path), seconds).returncode == -signal.SIGKILL
    for name in folders(tmp_path) if (tmp_path / "contracts").is_dir() else []:
        if not name.startswith("."):
            release = load(tmp_path / "contracts" / name)
            assert all(sha256_file(release.folder / file.name) == file.sha256 for file in release.files)
    make(tmp_path, A)
    assert not [name for name in folders(tmp_path) if name.startswith(".")]


ENVIRONMENTS: list[dict[str, str]] = [
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C"},
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"},
]
HASHES = """
import json, os
from publisher.files import sha256_file
os.umask(int(sys.argv[2], 8))
table = made.table([*made.ROWS * 9])
release = made.release(table, store)
files = sorted(release.folder.iterdir())
print(json.dumps({path.name: [sha256_file(path), oct(path.stat().st_mode)] for path in files}))
"""


def test_the_same_bytes_in_any_folder_zone_locale_umask_and_hash_seed(tmp_path: Path) -> None:
    found = []
    for number, environment in enumerate(ENVIRONMENTS):
        store = tmp_path / ("x" * (number * 40 + 1))
        done = run(HASHES, str(store), ["022", "077", "000"][number], env={**os.environ, **environment})
        assert done.returncode == 0, done.stderr
        found.append(json.loads(done.stdout))
    assert len(found[0]) == 9
    assert found[1:] == [found[0], found[0]]


def test_the_chunks_a_table_came_in_leave_no_trace(tmp_path: Path) -> None:
    table = made.table([*made.ROWS * 30])
    chunked = pa.concat_tables([table.slice(0, 7), table.slice(7, 40), table.slice(47)])
    one, two = made.release(table, tmp_path / "a"), made.release(chunked, tmp_path / "b")
    assert one.files == two.files
