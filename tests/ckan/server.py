"""The real CKAN that `make test-ckan` starts: its API, its commands, what was written to it, its end by force."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ckanapi

BASE = "DAYLIGHT_CKAN_BASE"  # the environment variable with the server's folder
_WRITES = re.compile(r"^POST /api/(?:3/)?action/(\w+)(?<!_show)(?<!_list)(?<!_search)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Server:
    """``base`` is its folder; ``script`` starts it; ``token`` is its administrator's."""

    base: Path
    script: Path
    url: str
    token: str = field(repr=False)

    def call(self, action: str, **data: Any) -> Any:
        with ckanapi.RemoteCKAN(self.url, apikey=self.token) as remote:
            return remote.call_action(action, data, requests_kwargs={"timeout": 60})

    def writes(self) -> list[str]:
        """Every writing call that ever reached the server, as its hook wrote it down."""
        log = self.base / "requests.log"
        return _WRITES.findall(log.read_text(encoding="utf-8")) if log.exists() else []

    def datasets(self) -> dict[str, Any]:
        """Every dataset by its name, of whatever state that can be found."""
        answer = self.call("package_search", rows=1000, include_private=True, fq="dataset_type:dataset")
        return {package["name"]: package for package in answer["results"]}

    def empty(self) -> None:
        """Purge all datasets and organisations."""
        for id_ in self.call("package_list", include_private=True, include_deleted=True, include_drafts=True):
            self.call("dataset_purge", id=id_)
        for name in self.call("organization_list"):
            self.call("organization_purge", id=name)

    @contextmanager
    def harvesters(self) -> Iterator[None]:
        """CKAN's own two workers of harvests run: one gathers, one fetches and imports.

        Each ends by itself when Redis was silent for five seconds, and is begun again, as CKAN's supervisor would.
        """
        command = [self.base / "venv/bin/ckan", "-c", self.base / "ckan.ini", "harvester"]
        log = self.base / "run/harvest.log"
        with log.open("ab") as stream:
            workers = [
                subprocess.Popen(
                    ["sh", "-c", 'while :; do "$@"; done', "supervisor", *command, worker],
                    stdout=stream,
                    stderr=stream,
                    start_new_session=True,
                )
                for worker in ("gather-consumer", "fetch-consumer")
            ]
        try:
            yield
        finally:
            for worker in workers:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait(timeout=30)

    def harvest(self, source: str) -> dict[str, int]:
        """One whole harvest of a source by the workers; what CKAN counted."""
        job = self.call("harvest_job_create", source_id=self.call("harvest_source_show", id=source)["id"], run=True)
        deadline, counted = time.monotonic() + 120, -1
        while time.monotonic() < deadline:
            found = self.call("harvest_job_show", id=job["id"])
            if found["gather_finished"] and sum(found["stats"].values()) == counted:
                # What its hourly job does: it marks what is finished. It also queues again what is not, so it is called
                # only when nothing has moved for a while.
                self.call("harvest_jobs_run")
            if found["status"] == "Finished":
                return {key: count for key, count in found["stats"].items() if count}
            counted = sum(found["stats"].values())
            time.sleep(1.5)
        raise AssertionError(f"the harvest is still {found['status']}, see {self.base}/run/harvest.log")

    def kill(self) -> None:
        """End CKAN's own processes, as a power cut would; its database stays."""
        group = int((self.base / "run/ckan.pid").read_text())
        assert Path(f"/proc/{group}/cwd").resolve() == self.base.resolve()  # it is the one that was started here
        os.killpg(group, signal.SIGKILL)
        for _ in range(100):
            if not Path(f"/proc/{group}").exists() or "\nState:\tZ" in Path(f"/proc/{group}/status").read_text():
                return
            time.sleep(0.05)

    def up(self) -> None:
        """Start it, with the environment it was first started with."""
        subprocess.run([self.script, "up"], check=True, timeout=300, capture_output=True)


def running(base: Path, script: Path) -> Server:
    """The server that ``script`` has started in the folder ``base``."""
    lines = (base / "run/env").read_text(encoding="utf-8").splitlines()
    env = {key: shlex.split(value)[0] for key, _, value in (line.partition("=") for line in lines)}
    return Server(base=base, script=script, url=env["CKAN_URL"], token=env["CKAN_TOKEN"])
