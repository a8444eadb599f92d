"""The warm process that children are forked from: readers loaded, one thread, no state between files.

It listens on one socket. For each request it forks a child, sets the child's limits, watches it, and answers how it
ended. The child alone touches the file. When the socket closes, because the caller ended in whatever way, the warm
process kills the child it still has and ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publisher.errors import DaylightError

# Loaded before the first fork: the memory is shared and the time is spent once. A missing one is loaded on use.
_PRELOAD = (
    "publisher.read.json.objects",
    "publisher.read.packed.gzipped",
    "publisher.read.packed.members",
    "publisher.read.pages.html",
    "publisher.read.reader",
    "publisher.read.sheets.workbook",
    "publisher.read.text.delimited",
    "publisher.read.xml.elements",
)

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_LOOK_SECONDS = 0.02


class _NoPandas:
    """Hides pandas, which pyarrow would import on the first list it is given: a quarter of a second for nothing."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name, name=name)


def serve(descriptor: int) -> None:
    """Answer requests on the socket until it closes."""
    sys.meta_path.insert(0, _NoPandas())
    for name in _PRELOAD:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()
    with socket.socket(fileno=descriptor) as channel, channel.makefile("rb") as requests:
        for line in requests:
            request = json.loads(line)
            _load(request["function"].rpartition(".")[0])  # here, so that the children that follow share it
            child = os.fork()
            if child == 0:
                _child(request, channel)
            answer = _watch(child, request["limits"], channel)
            channel.sendall(json.dumps(answer).encode() + b"\n")


def _load(name: str) -> None:
    """Load a module now if it is there; when it is not, the child says so."""
    with contextlib.suppress(ImportError):
        importlib.import_module(name)


def _watch(child: int, limits: Mapping[str, Any], channel: socket.socket) -> dict[str, Any]:
    """Wait for the child; end it when it has used its time or memory, or when nobody waits for it any more."""
    deadline = time.monotonic() + limits["seconds"]
    reason = ""
    pidfd = os.pidfd_open(child)
    try:
        while True:
            ready, _, _ = select.select([pidfd, channel.fileno()], [], [], _LOOK_SECONDS)
            if pidfd in ready:
                break
            if channel.fileno() in ready and not channel.recv(1, socket.MSG_PEEK):
                reason = "gone"
            elif time.monotonic() > deadline:
                reason = "timeout"
            elif _resident(child) > limits["memory"]:
                reason = "memory"
            if reason:
                os.kill(child, signal.SIGKILL)
                break
    finally:
        os.close(pidfd)
    _, status = os.waitpid(child, 0)
    if reason:
        return {"status": reason}
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return {"status": "timeout"}
    return {"status": "done" if code == 0 else "memory" if code == _NO_MEMORY else "crash", "code": code}


_NO_MEMORY = 77


def _resident(pid: int) -> int:
    """Bytes of memory of its own that the process holds; pages of mapped files can be given back and do not count."""
    total = 0
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(("RssAnon:", "RssShmem:")):
                total += int(line.split()[1]) * 1024
    return total


def _child(request: Mapping[str, Any], channel: socket.socket) -> None:
    """Run the request under its limits, write the answer, and end the process without any clean-up."""
    code = 1
    try:
        channel.close()
        _limit(request["limits"])
        answer = _answer(request)
        Path(request["result"]).write_text(json.dumps(answer), encoding="utf-8")
        code = 0
    except MemoryError:
        code = _NO_MEMORY
    finally:
        os._exit(code)


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        module, _, function = request["function"].rpartition(".")
        return {"value": getattr(importlib.import_module(module), function)(*request["args"])}
    except MemoryError:
        raise
    except DaylightError as error:
        place = vars(error.place) if error.place else None
        return {"error": {"ours": True, "message": error.message, "place": place, "remedy": error.remedy}}
    except RecursionError:
        return {"error": {"ours": False, "message": "it is nested too deeply", "place": None}}
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust parser is no Exception; all is told, no trace shown
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)  # without our own paths
        text = " ".join(said.split())[:300]
        return {"error": {"ours": False, "message": f"{type(error).__name__}: {text}", "place": None}}


def _limit(limits: Mapping[str, Any]) -> None:
    """Take from the calling process what it does not need."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # A refusal (a container without namespaces) leaves the network open; network_is_shut tells.
    libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    seconds = int(limits["seconds"]) + 2
    for kind, value in (
        (resource.RLIMIT_AS, limits["address_space"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_CPU, 2 * seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError):
            resource.setrlimit(kind, (value, value))
    sys.setrecursionlimit(2000)


def network_is_shut() -> bool:
    """Whether this process can reach no network, its own loopback device included. Meant to run in a child."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(("127.0.0.1", 9)) in {errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EPERM}
