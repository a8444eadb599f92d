"""Reading what departments send, ours beside the peers, in one run: writes docs/benchmarks/reading.md and a chart.

    python bench/reading.py [--work DIR] [--again] [--quick]

The peers are installed into an environment of their own below DIR (default: .bench/reading in the checkout, which git
ignores); one that cannot be installed is left out, with the reason. Each figure is kept in DIR as it is made, under
the commit it was made from, so that an interrupted run goes on where it stopped; --again measures anew; --quick leaves
the polluted files of Pollock to our reader and one peer. The files and scores are those beside the project, in
../shared; what is not there is left out, with the reason. Times are those of whole processes on a machine that should
do nothing else.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
import venv
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.reading_page import write_page

CHECKOUT = Path(__file__).parents[1]
SHARED = CHECKOUT.parent / "shared"
PEERS = {
    "pandas": ["pandas", "pyarrow", "openpyxl", "xlrd", "odfpy", "lxml", "html5lib"],
    "polars": ["polars", "fastexcel"],
    "duckdb": ["duckdb"],
    "frictionless": ["frictionless[excel,pandas,json]"],
    "careful": ["charset-normalizer"],
    "clevercsv": ["clevercsv"],
    "pdfplumber": ["pdfplumber"],
    "camelot": ["camelot-py[base]"],
}
_NEEDS = {"careful": "pandas"}
LARGE, SMALL = 50_000, 100


@dataclass(frozen=True, kw_only=True)
class Job:
    """One measurement: a command, run once; ``score``: a pattern whose groups are its figures."""

    name: str
    command: list[str]
    score: str = r"(?s).*"
    needs: Path | None = None
    limit: int = 900
    details: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a job gave: figures by name, seconds, peak MiB of its largest process; ``skipped``: why there is none."""

    name: str
    figures: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    skipped: str = ""


def main() -> None:
    """Run what is not yet measured, then write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=CHECKOUT / ".bench" / "reading")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    commit = _commit()  # once: somebody may commit meanwhile
    work = given.work.absolute()
    kept = work / "results" / commit
    if given.again:
        shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True, exist_ok=True)
    peers = _environment(work)
    found = {job.name: _measured(job, kept, peers.missing) for job in _jobs(work, kept, peers, quick=given.quick)}
    details = kept / "tables.json"
    wrong = json.loads(details.read_text(encoding="utf-8")) if details.exists() else {}
    write_page(CHECKOUT / "docs" / "benchmarks", found, wrong, peers.versions, commit)
    print(f"Written: {CHECKOUT / 'docs' / 'benchmarks' / 'reading.md'}")


@dataclass(frozen=True, kw_only=True)
class Peers:
    """The environment of the peers: its interpreter, what is in it, and what could not be installed and why."""

    python: str
    versions: dict[str, str]
    missing: dict[str, str]


def _environment(work: Path) -> Peers:
    """Make the peers' environment once; each peer by itself, so that one that fails takes no other along."""
    home = work / "peers"
    python = home / "bin" / "python"
    told = home / "peers.json"
    if not told.exists():
        venv.create(home, with_pip=True, clear=True)
        missing = {}
        for name, packages in PEERS.items():
            print(f"installing {name} ...", flush=True)
            pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
            done = subprocess.run(pip, capture_output=True, text=True, check=False)
            if done.returncode:
                missing[name] = (
                    f"cannot be installed here: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
                )
        told.write_text(json.dumps(missing), encoding="utf-8")
    listed = subprocess.run(
        [str(python), "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=True,
    )
    named = {"camelot-py": "camelot"}
    versions = {named.get(each["name"], each["name"]): each["version"] for each in json.loads(listed.stdout)}
    wanted = {*PEERS} - {"careful"}
    return Peers(
        python=str(python),
        versions={name: versions[name] for name in sorted(wanted & {*versions})},
        missing=json.loads(told.read_text(encoding="utf-8")),
    )


def _jobs(work: Path, kept: Path, peers: Peers, *, quick: bool) -> list[Job]:
    """All measurements, ours first in each."""
    return [*_table_jobs(kept, peers), *_pollock_jobs(peers, quick=quick), *_pdf_jobs(peers), *_time_jobs(work, peers)]


def _table_jobs(kept: Path, peers: Peers) -> list[Job]:
    script = SHARED / "bench" / "score_tables.py"
    score = (
        r"files=(?P<files>\d+) RIGHT=(?P<right>[\d.]+)% STRICT=(?P<strict>[\d.]+)% header=(?P<header>[\d.]+)% "
        r"rows=(?P<rows>[\d.]+)% types=(?P<types>[\d.]+)%.*errors=(?P<errors>\d+) wrong_and_sure=(?P<sure>\d+)"
    )
    details = kept / "tables.json"
    ours = [
        sys.executable, str(script), "--json", str(details),
        "--cmd", f"cd {CHECKOUT} && {sys.executable} -m publisher inspect {{in}} --out {{outdir}}",
    ]  # fmt: skip
    jobs = [Job(name="tables daylight", command=ours, score=score, needs=script, details=details)]
    for name in ("pandas", "careful", "polars", "duckdb", "frictionless"):
        command = [peers.python, str(script), "--func", f"{CHECKOUT / 'bench' / 'reading_peers.py'}:tables_{name}"]
        jobs.append(Job(name=f"tables {name}", command=[*command, "--timeout", "30"], score=score, needs=script))
    return jobs


def _pollock_jobs(peers: Peers, *, quick: bool) -> list[Job]:
    script = SHARED / "bench" / "score_pollock.py"
    score = (
        r"files (?P<files>\d+) simple (?P<simple>[\d.]+)(?: weighted (?P<weighted>[\d.]+))? perfect (?P<perfect>\d+)"
    )
    jobs = []
    for part in ("polluted", "sample"):
        ours = [
            sys.executable,
            str(script),
            "--func",
            f"{CHECKOUT / 'bench' / 'reading_ours.py'}:pollock",
            "--set",
            part,
        ]
        jobs.append(Job(name=f"{part} daylight", command=ours, score=score, needs=script))
        others = ("duckdb",) if quick and part == "polluted" else ("pandas", "polars", "duckdb", "clevercsv", "csv")
        for name in others:
            function = f"{CHECKOUT / 'bench' / 'reading_peers.py'}:pollock_{name}"
            command = [peers.python, str(script), "--func", function, "--set", part]
            jobs.append(Job(name=f"{part} {name}", command=command, score=score, needs=script, limit=400))
    return jobs


def _pdf_jobs(peers: Peers) -> list[Job]:
    script = SHARED / "bench" / "score_pdf_tables.py"
    score = r"docs=(?P<files>\d+) .*meanF1=(?P<document>[\d.]+) \| .* F1=(?P<pooled>[\d.]+) \| perfect=(?P<perfect>\d+)"
    ours = [sys.executable, str(script), "--func", f"{CHECKOUT / 'bench' / 'reading_ours.py'}:pdf"]
    jobs = [Job(name="pdf daylight", command=ours, score=score, needs=script)]
    for name in ("camelot", "pdfplumber"):
        command = [peers.python, str(script), "--func", f"{CHECKOUT / 'bench' / 'reading_peers.py'}:pdf_{name}"]
        jobs.append(Job(name=f"pdf {name}", command=command, score=score, needs=script))
    return jobs


def _time_jobs(work: Path, peers: Peers) -> list[Job]:
    generator = SHARED / "bench" / "clean" / "gen.py"
    files = {"csv": work / "million.csv", "xlsx": work / "large.xlsx", "xlsx small": work / "small.xlsx"}
    if generator.exists() and not files["csv"].exists():
        subprocess.run([sys.executable, str(generator), "1000000", str(files["csv"])], cwd=generator.parent, check=True)
    for name, rows in (("xlsx", LARGE), ("xlsx small", SMALL)):
        if not files[name].exists():
            _write_workbook(files[name], rows)
    jobs = []
    for name, path in files.items():
        ours = [sys.executable, "-m", "publisher", "inspect", str(path)]
        jobs.append(Job(name=f"{name} daylight", command=ours, needs=path))
        kind = name.split()[0]
        others = ("duckdb", "duckdb_default", "pandas", "polars") if kind == "csv" else ("pandas", "polars")
        for other in others:
            script = str(CHECKOUT / "bench" / "reading_peers.py")
            command = [peers.python, script, f"time_{kind}_{other}", str(path)]
            jobs.append(Job(name=f"{name} {other}", command=command, score=r"(?P<inner>[\d.]+)", needs=path))
    return jobs


def _write_workbook(path: Path, rows: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Payments")
        sheet.write_row(0, 0, ["Ref", "Date", "Supplier", "Ward", "Amount", "VAT", "Units", "Note"])
        for row in range(1, rows + 1):
            day = f"{row % 28 + 1:02}/{row % 12 + 1:02}/2025"
            cells = [f"P-{row:06}", day, f"Firm {row % 997}", f"Ward {row % 21}", row * 1.25, row % 20 / 100, row % 9]
            sheet.write_row(row, 0, [*cells, "" if row % 7 else "see invoice"])


def _measured(job: Job, kept: Path, missing: dict[str, str]) -> Done:
    """The figures of a job, from an earlier run of this commit or by running it."""
    path = kept / f"{job.name.replace(' ', '-')}.json"
    if path.exists():
        return Done(**json.loads(path.read_text(encoding="utf-8")))
    peer = job.name.rsplit(" ", 1)[1].removesuffix("_default")
    reason = missing.get(peer) or missing.get(_NEEDS.get(peer, ""))
    if job.needs is not None and not job.needs.exists():
        reason = f"{job.needs.name} is not there"
    done = Done(name=job.name, skipped=reason) if reason else _run(job)
    print(f"{job.name:28} {done.seconds:7.1f} s {done.peak:5} MiB  {done.skipped or done.figures}", flush=True)
    path.write_text(json.dumps(asdict(done)), encoding="utf-8")
    return done


def _run(job: Job) -> Done:
    began = time.monotonic()
    timer = [sys.executable, str(CHECKOUT / "bench" / "reading_timer.py"), str(job.limit), *job.command]
    done = subprocess.run(timer, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    *_, last = done.stderr.splitlines() or [""]
    used = re.fullmatch(r"timer (?P<code>-?\d+) (?P<seconds>[\d.]+) (?P<cpu>[\d.]+) (?P<peak>\d+)", last)
    if used is None:
        return Done(name=job.name, seconds=seconds, skipped="it could not be started")
    found = re.search(job.score, done.stdout)
    if used["code"] != "0" or found is None:
        reason = f"stopped after {job.limit} s" if used["code"] == "124" else f"it ended with exit code {used['code']}"
        return Done(name=job.name, seconds=seconds, skipped=reason)
    figures = {name: value for name, value in found.groupdict().items() if value}
    peak = int(used["peak"])
    return Done(name=job.name, figures=figures, seconds=float(used["seconds"]), cpu=float(used["cpu"]), peak=peak)


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
