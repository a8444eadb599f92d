"""The child: whatever a parser does, the caller gets a result or an error that names the file, in bounded time."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.read import child

FAILURES = [
    ("a crash", "os.abort", (), "crashed on it (SIGABRT)"),
    ("an exit", "os._exit", (3,), "crashed on it (exit code 3)"),
    ("a hang", "time.sleep", (60,), "longer than 1 seconds"),
    ("an endless loop", "tests.read.greedy.spin", (), "longer than 1 seconds"),
    ("greed", "tests.read.greedy.fill", (), "more than 128 MiB of memory"),
    ("an exception", "json.loads", ("{",), "JSONDecodeError"),
    ("too deep", "tests.read.greedy.descend", (), "nested too deeply"),
    ("a large file", "tests.read.greedy.write", (), "cannot be read: OSError"),
]
_LIMITS = child.Limits(seconds=1.0, memory=128 << 20, file_size=1 << 20)


@pytest.mark.parametrize(("function", "arguments", "reason"), [f[1:] for f in FAILURES], ids=[f[0] for f in FAILURES])
def test_a_failure_names_the_file_and_the_reason(
    function: str, arguments: tuple[child.Json, ...], reason: str, tmp_path: Path
) -> None:
    if function.endswith("write"):
        arguments = (str(tmp_path / "large"),)
    started = time.monotonic()
    with pytest.raises(SourceError) as caught:
        child.run(function, *arguments, name="raw/a.xlsx", limits=_LIMITS)
    assert reason in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.file == "raw/a.xlsx"
    assert caught.value.remedy
    assert time.monotonic() - started < 10


def test_results_come_back_and_the_next_child_is_fresh() -> None:
    assert child.run("os.path.join", "a", "b", name="x") == "a/b"
    assert child.run("tests.read.greedy.remember", "x", name="x") == ["x"]
    assert child.run("tests.read.greedy.remember", "y", name="x") == ["y"]


def test_a_module_is_loaded_once_and_pandas_never() -> None:
    child.run("colorsys.rgb_to_hsv", 0, 0, 0, name="x")
    loaded = child.run("tests.read.greedy.loaded", name="x")
    assert "colorsys" in loaded
    assert "pandas" not in loaded


def test_the_network_is_shut_where_the_machine_allows() -> None:
    namespaces = Path("/proc/sys/user/max_net_namespaces")
    if not namespaces.exists() or namespaces.read_text().strip() == "0":
        pytest.skip("this machine allows no network namespaces")
    assert child.network_is_shut()


def test_threads_take_turns() -> None:
    answers: list[object] = []

    def ask(number: int) -> None:
        answers.append(child.run("os.path.join", "n", str(number), name="x") == f"n/{number}")

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 8


def test_a_forked_caller_has_a_warm_process_of_its_own() -> None:
    assert child.run("os.path.join", "a", "b", name="x") == "a/b"
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        answer = child.run("os.path.join", "c", "d", name="x") == "c/d"
        os.write(writer, b"y" if answer else b"n")
        os._exit(0)
    os.close(writer)
    assert os.read(reader, 1) == b"y"
    os.close(reader)
    os.waitpid(pid, 0)


@pytest.mark.parametrize(("size", "seconds"), [(1000, 10.0), (60 << 20, 30.0), (10 << 30, 60.0)])
def test_time_grows_with_the_file(size: int, seconds: float) -> None:
    assert child.limits_for(size).seconds == seconds
