"""Run one function on one untrusted file in a limited child process.

``run("package.module.function", arg, ..., name="raw/a.xlsx", size=1234)`` calls the function in a child that is forked
from a small, warm, single-threaded process (:mod:`publisher.read.warm`), which is started once for each caller and
ends with it. Arguments and the result are JSON values; a function that makes tables or files writes them into a folder
it is given. The child may use so much memory, so many seconds, no network. A crash, a hang or a greedy file is a
:class:`~publisher.errors.SourceError` naming the file and the reason; a ``SourceError`` the function raises comes back
as it is.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from publisher.errors import DaylightError, Place, SourceError

Json = None | bool | int | float | str | list[Any] | dict[str, Any]

_MIB = 1 << 20
_ENVIRONMENT = {
    # One thread, and the memory allocator that address-space limits do not upset.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_SERVE = (
    "import sys,json;sys.path[:]=json.loads(sys.argv[2]);from publisher.read.warm import serve;serve(int(sys.argv[1]))"
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a child may use: resident and address-space memory and file size in bytes, wall clock in seconds."""

    memory: int = 1024 * _MIB
    address_space: int = 8 * 1024 * _MIB
    file_size: int = 1024 * _MIB
    seconds: float = 10.0


def limits_for(size: int) -> Limits:
    """The limits for a file of ``size`` bytes: 10 s, and beyond 20 MB more time by size, up to 60 s (safety.md)."""
    return Limits(
        file_size=max(1024 * _MIB, 8 * size),
        address_space=8 * 1024 * _MIB + 4 * size,
        seconds=min(60.0, max(10.0, size / (2 * _MIB))),
    )


def start() -> None:
    """Start the warm process now, so that it is ready when the first file comes; returns at once."""
    _warm(os.getpid())


def run(function: str, *args: Json, name: str, size: int = 0, limits: Limits | None = None) -> Any:
    """The JSON value that ``function`` (a dotted name) returns for ``args``, computed in a limited child.

    ``name`` is the file to blame in messages, ``size`` its bytes, from which the limits follow unless given. Raises
    what the function raises if it is a :class:`DaylightError`, else SourceError.
    """
    limits = limits or limits_for(size)
    with TemporaryDirectory(prefix="daylight-") as folder:
        result = Path(folder, "result.json")
        request = {"function": function, "args": args, "result": str(result), "limits": asdict(limits)}
        outcome = _warm(os.getpid()).ask(request)
        if outcome["status"] == "done" and result.exists():
            return _unwrap(json.loads(result.read_bytes()), name)
    raise _failure(outcome, limits, name)


def network_is_shut() -> bool:
    """Whether children are cut off from the network on this machine (user and network namespace)."""
    return bool(run("publisher.read.warm.network_is_shut", name="the network test"))


def _unwrap(answer: Mapping[str, Any], name: str) -> Any:
    if "value" in answer:
        return answer["value"]
    error = answer["error"]
    place = Place(**error["place"]) if error["place"] else Place(file=name)
    if error["ours"]:
        raise SourceError(error["message"], place=place, remedy=error["remedy"])
    raise SourceError(
        f"the file cannot be read: {error['message']}",
        place=place,
        remedy="It may be damaged. Open it and save it again, or ask the department for it.",
    )


def _failure(outcome: Mapping[str, Any], limits: Limits, name: str) -> DaylightError:
    """The words for a child that gave no result."""
    reasons = {
        "timeout": f"reading it took longer than {limits.seconds:.0f} seconds, and was stopped",
        "memory": f"reading it took more than {limits.memory // _MIB} MiB of memory, and was stopped",
        "gone": "the reading process ended before its work was done",
    }
    reason = reasons.get(outcome["status"])
    if reason is None:
        code = int(outcome.get("code", 0))
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        reason = f"the reader crashed on it ({cause})"
    return SourceError(
        reason,
        place=Place(file=name),
        remedy="The file is damaged or hostile. Open it and save it again in its own program, or split it.",
    )


class _Warm:
    """The caller's end of its warm process: one request at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
                [sys.executable, "-I", "-S", "-W", "ignore", "-c", _SERVE, str(theirs.fileno()), json.dumps(sys.path)],
                pass_fds=(theirs.fileno(),),
                env={**os.environ, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._socket = ours
        self._stream = ours.makefile("rb")
        self._lock = threading.Lock()

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """How the child of this request ended. ``gone``: the warm process itself is no more."""
        with self._lock:
            try:
                self._socket.sendall(json.dumps(request).encode() + b"\n")
                line = self._stream.readline()
            except OSError:
                line = b""
            except BaseException:
                # Interrupted between question and answer: this end can no longer tell which answer is whose.
                self.close()
                _warm.cache_clear()
                raise
        if not line:
            _warm.cache_clear()
            self.close()
            return {"status": "gone"}
        return cast("dict[str, Any]", json.loads(line))

    def close(self) -> None:
        """End the warm process, and with it a child that still runs."""
        self._stream.close()
        self._socket.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
            return
        self._process.kill()
        self._process.wait()


@cache
def _warm(pid: int) -> _Warm:
    """The warm process of the calling process ``pid``: a forked caller gets its own."""
    warm = _Warm()
    atexit.register(lambda: warm.close() if os.getpid() == pid else None)
    return warm
