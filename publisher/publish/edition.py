"""An edition: one immutable version of the whole site, built aside and made live by one rename.

Layout: ``.daylight/editions/000042`` and the symbolic link ``public -> .daylight/editions/000042``. Nothing below a
number is ever changed; editions share data files with the releases by hard link.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.catalog.model import Catalog, changes_path
from publisher.errors import EditionError
from publisher.exports.edition import PATH, edition_manifest
from publisher.publish.store import Store
from publisher.site.records import has_records


def live_edition(portal_root: Path) -> int | None:
    """The number of the edition that ``public`` leads to, or None."""
    target = portal_root / "public"
    try:
        name = target.readlink().name
    except OSError:
        return None
    return int(name) if name.isdigit() and target.is_dir() else None


@contextmanager
def building(store: Store) -> Iterator[Path]:
    """A folder to build an edition in; removed when the block ends, unless it was made live."""
    folder = Path(tempfile.mkdtemp(prefix=".new-", dir=store.editions))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, catalog: Catalog, as_of: dt.datetime, *, live: int | None, store: Store) -> None:
    """Write ``release.json``, the last file of the edition, which names all others and follows that of ``live``."""
    before = store.editions / f"{live or 0:06d}" / PATH
    previous = before.read_bytes() if before.is_file() else None
    (folder / PATH).write_bytes(edition_manifest(folder, catalog, as_of=as_of, previous=previous))


def check_edition(folder: Path, catalog: Catalog) -> None:
    """Every promised address must be there, and every data file whole. Raises EditionError; nothing goes live then."""
    languages = ["", *(f"{language}/" for language in catalog.portal.languages[1:])]
    pages = ["", "datasets/", "documents/", "services/", "departments/", "search/", "patterns/"]
    pages += [f"datasets/{entry.spec.id}/{page}" for entry in catalog.datasets for page in ("", "quality/", "changes/")]
    pages += [f"datasets/{entry.spec.id}/record/" for entry in catalog.datasets if has_records(entry)]
    pages += [f"documents/{document.id}/" for document in catalog.documents]
    pages += [f"services/{service.id}/" for service in catalog.services]
    pages += [f"departments/{id_}/" for id_ in catalog.portal.departments]
    pages += [f"themes/{id_}/" for id_ in catalog.themes]
    promised = [f"{language}{page}index.html" for language in languages for page in pages]
    promised += ["404.html", "search/index/index.json", PATH, "sitemap.xml", "feeds/all.atom", "feeds/all.json"]
    promised += ["data.json", "dcat-us-3.json", "catalog.ttl", "catalog.jsonld", "api/3/action/package_search"]
    promised += [changes_path(entry, step) for entry in catalog.datasets for step in entry.changes if step.file]
    absent = [path for path in promised if not (folder / path).is_file()]
    for entry in catalog.datasets:
        for file in entry.release.files:
            path = folder / "data" / entry.spec.id / file.name
            if file.role == "data" and file.size and (not path.is_file() or path.stat().st_size != file.size):
                absent.append(str(path.relative_to(folder)))
    if absent:
        raise EditionError(
            f"the new site lacks {len(absent)} promised addresses, such as /{absent[0].removesuffix('index.html')}",
            remedy="The old site stays live. This is a defect of Daylight: please report it.",
        )


def make_live(folder: Path, portal_root: Path, store: Store) -> int:
    """Give the built folder the next number and let ``public`` lead to it. Raises EditionError."""
    public = portal_root / "public"
    if public.exists() and not public.is_symlink():
        raise EditionError(
            f"{public} is a folder or file of its own, not a link",
            remedy="Move it away; Daylight puts a link there.",
        )
    _open_to_readers(folder)
    _sync(folder)
    number = max((int(path.name) for path in store.editions.iterdir() if path.name.isdigit()), default=0) + 1
    final = store.editions / f"{number:06d}"
    folder.rename(final)
    link = portal_root / f".public-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(final.relative_to(portal_root))
    try:
        link.replace(public)
    finally:
        link.unlink(missing_ok=True)
    _sync(portal_root)
    return number


def prune(store: Store, *, keep: int, live: int) -> None:
    """Remove all but the newest ``keep`` editions; the live one always stays."""
    numbers = sorted((int(path.name) for path in store.editions.iterdir() if path.name.isdigit()), reverse=True)
    for number in numbers[keep:]:
        if number != live:
            shutil.rmtree(store.editions / f"{number:06d}", ignore_errors=True)


def _open_to_readers(folder: Path) -> None:
    """A web server is another account: it must read every file, whatever umask this run has."""
    for place, _, names in os.walk(folder):
        Path(place).chmod(0o755)
        for name in names:
            (Path(place) / name).chmod(0o644)


def _sync(folder: Path) -> None:
    """Let the file system write all it holds: one call instead of one for each small file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None or syncfs(handle) != 0:
            os.sync()
    finally:
        os.close(handle)
