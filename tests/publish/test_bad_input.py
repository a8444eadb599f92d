"""Bad input is normal input: a clear error with place and remedy, the right exit code, and the live site as it was.

Each case begins with a portal that is live, does one bad thing to it, and publishes again.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.portals import CHECKOUT, PREMISES, SPENDING, SPENDING_CSV, daylight, tree

CSV = "datasets/finance/spending/raw/april.csv"
YML = "datasets/finance/spending/dataset.yml"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One harm: ``files`` are written (None: removed) in a portal that is live."""

    name: str
    files: Mapping[str, str | bytes | None]
    exit_code: int
    says: tuple[str, ...]


CASES = [
    Case(
        name="missing file",
        files={CSV: None},
        exit_code=1,
        says=("datasets/finance/spending/dataset.yml:8", "no file matches raw/*.csv", "Put the department's file"),
    ),
    Case(
        name="wrong encoding",
        files={YML: SPENDING.replace("raw/*.csv", "raw/*.csv, encoding: utf-8"), CSV: SPENDING_CSV.encode("gb18030")},
        exit_code=1,
        says=(CSV, "utf-8", "encoding"),
    ),
    Case(
        name="unknown column",
        files={CSV: SPENDING_CSV.replace("Supplier,Note", "Suplier,Note")},
        exit_code=1,
        says=(CSV, "record 1", "Suplier", "Supplier"),
    ),
    Case(
        name="changed header",
        files={CSV: "Payments of April\n" + SPENDING_CSV},
        exit_code=1,
        says=(CSV, "record 1", "Payments of April", "header"),
    ),
    Case(name="empty file", files={CSV: ""}, exit_code=1, says=(CSV, "empty")),
    Case(
        name="header only",
        files={CSV: SPENDING_CSV.splitlines()[0] + "\n", YML: SPENDING + "assertions: {min: {rows: 1}}\n"},
        exit_code=1,
        says=(YML, "rows", "wanted", "measured"),
    ),
    Case(
        name="broken dataset.yml",
        files={YML: SPENDING.replace("type: money", "type: mony")},
        exit_code=1,
        says=(f"{YML}:13", "`mony`", "Did you mean `money`?"),
    ),
    Case(
        name="not YAML",
        files={YML: SPENDING.replace("key: [payment]", "key: [payment")},
        exit_code=1,
        says=(f"{YML}:", "not valid YAML"),
    ),
    Case(
        name="broken portal.yml",
        files={"portal.yml": "name: x\n"},
        exit_code=3,
        says=("portal.yml:1", "is missing"),
    ),
    Case(name="no portal.yml", files={"portal.yml": None}, exit_code=3, says=("portal.yml", "not there")),
    Case(
        name="ambiguous date",
        files={YML: SPENDING.replace(', formats: ["%d/%m/%Y"]', "")},
        exit_code=1,
        says=(CSV, "Date", "03/04/2026", "%d/%m/%Y"),
    ),
    Case(
        name="an id that would move",
        files={"datasets/health/premises/dataset.yml": "id: places\n" + PREMISES},
        exit_code=1,
        says=("datasets/health/premises/dataset.yml:1", "published as `premises`", "id: premises"),
    ),
    Case(
        name="a folder name that is no address",
        files={"datasets/finance/补助 款/dataset.yml": SPENDING, "datasets/finance/补助 款/raw/a.csv": SPENDING_CSV},
        exit_code=1,
        says=("datasets/finance/补助 款/dataset.yml:1", "cannot be an address", "Write id: of small letters"),
    ),
    Case(
        name="a collection's folder name that is no address",
        files={"documents/health/通知 公告/collection.yml": "title: N\nsummary: S\nkind: notice\nsources: [raw/*]\n"},
        exit_code=1,
        says=("documents/health/通知 公告/collection.yml:1", "cannot be an address"),
    ),
    Case(
        name="a document that is no document",
        files={"documents/health/notices/raw/broken.pdf": b"%PDF-1.7\nnothing"},
        exit_code=1,
        says=("documents/health/notices/raw/broken.pdf",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_input(portal: Path, case: Case) -> None:
    before = tree(portal / "public")
    for name, content in case.files.items():
        path = portal / name
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    done = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31")
    said = done.stdout + done.stderr
    assert done.returncode == case.exit_code, said
    for words in case.says:
        assert words in " ".join(said.split()), said
    assert "Traceback" not in said
    assert tree(portal / ".daylight" / "editions" / "000001") == before
    live = tree(portal / "public")
    for name in ("data/spending/spending.parquet", "data/premises/premises.parquet"):
        assert live[name] == before[name]


def test_public_is_a_folder_of_its_own(portal: Path) -> None:
    (portal / "public").unlink()
    (portal / "public").mkdir()
    (portal / "public" / "mine.txt").write_text("mine", encoding="utf-8")
    done = daylight("publish", "--project", str(portal))
    assert done.returncode == 3
    assert "not a link" in done.stderr
    assert "Move it away" in done.stderr
    assert tree(portal / "public") == {"mine.txt": b"mine"}


def _without_rights(root: Path) -> subprocess.CompletedProcess[str]:
    """Publish as an account that file permissions bind, which they do not bind root to."""
    words = [sys.executable, str(CHECKOUT / "cli.py"), "publish", "--project", str(root), "--as-of", "2026-05-31"]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and there is no setpriv to take that right away")
        rights = "-dac_override,-dac_read_search"
        words = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *words]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("locked", "exit_code"),
    [
        ("datasets/finance/spending", 3),
        ("datasets", 3),
        (YML, 1),
        ("documents/health/notices/collection.yml", 1),
        (CSV, 1),
    ],
)
def test_what_may_not_be_read_stays_live(locked: str, exit_code: int, portal: Path) -> None:
    """A folder that cannot be looked into is no empty folder."""
    path, before = portal / locked, sorted(tree(portal / "public"))
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        done = _without_rights(portal)
    finally:
        path.chmod(mode)
    assert done.returncode == exit_code, done.stdout + done.stderr
    assert f"{locked}: the f" in done.stdout + done.stderr
    assert "ermission denied" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert [name for name in before if name.endswith(".html") and not (portal / "public" / name).is_file()] == []


def test_a_dataset_that_is_taken_away_is_told_once(portal: Path) -> None:
    shutil.rmtree(portal / "datasets/health/premises")
    first = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31")
    again = daylight("publish", "--project", str(portal), "--as-of", "2026-06-01")
    assert (first.returncode, again.returncode) == (0, 0)
    assert "premises  removed" in first.stdout
    assert "premises: its dataset.yml is gone" in first.stdout
    assert "premises" not in again.stdout
    assert not (portal / "public/datasets/premises").exists()


def test_a_collection_whose_files_are_gone_keeps_its_documents_and_says_so(portal: Path) -> None:
    live = sorted(path.name for path in (portal / "public" / "documents").iterdir() if path.is_dir())
    for path in (portal / "documents/health/notices/raw").iterdir():
        path.unlink()
    for _ in range(2):
        done = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31")
        assert done.returncode == 1
        assert "failed, kept" in done.stdout
        assert "no file matches" in done.stdout
    assert live
    assert live == sorted(path.name for path in (portal / "public" / "documents").iterdir() if path.is_dir())


def test_a_document_without_text_is_named_in_what_to_do_next(portal: Path) -> None:
    (portal / "documents/health/notices/raw/zero.html").write_bytes(b"")
    done = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31")
    assert done.returncode == 0
    assert "documents/health/notices/raw/zero.html: The file holds no data." in done.stdout
    assert "Ask the department for the file again." in done.stdout


def test_a_failed_dataset_keeps_its_last_release_and_says_so(portal: Path) -> None:
    (portal / CSV).unlink()
    (portal / "datasets/health/premises/raw/premises.csv").write_text("code,name\n007,Noodle House\n", encoding="utf-8")
    done = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31", "--json")
    assert done.returncode == 1
    assert '"failed, kept"' in done.stdout
    page = (portal / "public/datasets/spending/index.html").read_text(encoding="utf-8")
    assert "no file matches raw/*.csv" in page
    assert "007" in (portal / "public/data/premises/premises.csv").read_text(encoding="utf-8")
    assert "008" not in (portal / "public/data/premises/premises.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the next test covers root")
def test_unwritable_target(portal: Path) -> None:
    (portal / ".daylight").chmod(0o500)
    try:
        done = daylight("publish", "--project", str(portal))
    finally:
        (portal / ".daylight").chmod(0o755)
    assert (done.returncode, "cannot write" in done.stderr) == (3, True)


def test_target_that_cannot_be_a_folder(portal: Path) -> None:
    before = tree(portal / "public")
    (portal / ".daylight").rename(portal / "elsewhere")
    (portal / "public").unlink()
    (portal / "public").symlink_to("elsewhere/editions/000001")
    (portal / ".daylight").write_text("a file where the store should be", encoding="utf-8")
    done = daylight("publish", "--project", str(portal))
    assert done.returncode == 3
    assert "cannot write to" in done.stderr
    assert "Give the account" in done.stderr
    assert tree(portal / "public") == before


@pytest.mark.parametrize("wait", [0.3, 0.9, 1.8], ids=["early", "midway", "late"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_interrupted_run_leaves_the_site_and_the_next_run_heals(portal: Path, how: signal.Signals, wait: float) -> None:
    before = tree(portal / "public")
    (portal / CSV).write_text(SPENDING_CSV + "005,07/04/2026,9.99,Late Ltd,\n", encoding="utf-8")
    command = [sys.executable, str(CHECKOUT / "cli.py"), "publish", "--project", str(portal), "--as-of", "2026-05-31"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(wait)
    run.send_signal(how)
    run.communicate(timeout=60)
    live = tree(portal / "public")
    assert run.returncode in (0, 130, -how)
    assert live == before or b"Late Ltd" in live["data/spending/spending.csv"]
    done = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31")
    assert done.returncode == 0, done.stderr
    assert b"Late Ltd" in tree(portal / "public")["data/spending/spending.csv"]
    leftovers = [path for path in (portal / ".daylight").rglob(".*") if path.name != ".well-known"]
    assert leftovers == []


@pytest.mark.parametrize("link", ["april.csv", "more/april.csv"])
def test_a_link_out_of_the_portal_is_not_followed(portal: Path, tmp_path: Path, link: str) -> None:
    secret = tmp_path / "secret" / "april.csv"
    secret.parent.mkdir()
    secret.write_text(SPENDING_CSV.replace("Acme", "Secret"))
    path = portal / "datasets/finance/spending/raw" / link
    path.unlink(missing_ok=True)
    if "/" in link:
        (portal / YML).write_text(SPENDING.replace("raw/*.csv", "raw/*/*.csv"))
        path.parent.symlink_to(secret.parent)
    else:
        path.symlink_to(secret)
    done = daylight("publish", "--project", str(portal), "--as-of", "2026-05-31")
    assert done.returncode == 1
    assert f"datasets/finance/spending/raw/{link}: it is a link to a file outside the portal" in done.stdout
    assert not any(b"Secret" in data for data in tree(portal / "public").values())


def test_the_folder_of_files_may_be_a_link(portal: Path, tmp_path: Path) -> None:
    raw = portal / "datasets/finance/spending/raw"
    raw.rename(tmp_path / "share")
    raw.symlink_to(tmp_path / "share")
    assert daylight("publish", "--project", str(portal), "--as-of", "2026-05-31").returncode == 0
