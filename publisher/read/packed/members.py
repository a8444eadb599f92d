"""The members of a zip archive, each a file of its own called ``archive.zip!folder/member.csv``.

Nothing is ever written under a member's own name, and a name that would lead out of a folder is refused all the same,
for it shows what the archive is. An archive in an archive is not opened.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.packed.archive import open_checked, pieces, refused
from publisher.read.text.encoding import choose
from publisher.read.text.families import decodes

SEPARATOR = "!"
# What programs leave beside the data.
_NO_DATA = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
_UTF8 = 0x800
_LONGEST = 255
# Controls, and characters that change the direction of the text that follows.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

_NAME_THEM = 'Name the members to publish with member: in the source, as in member: "*.csv".'

# A shapefile is several files of one name (ESRI, July 1998); these are beside the shapes, or tell how to draw them.
_SHAPES, _TABLE, _PAGE = ".shp", ".dbf", ".cpg"
_OF_A_SHAPEFILE = frozenset(
    {_TABLE, _PAGE, ".shx", ".prj", ".qpj", ".sbn", ".sbx", ".fbn", ".fbx", ".qix", ".qmd", ".shp.xml", ".lyr", ".sld"}
)

# Reads one file: where it is, what it is called, the folder for its tables; gives their manifests.
Reader = Callable[[Path, str, Path], list[dict[str, Any]]]


class HostileMemberError(SourceError):
    """A member that makes the whole archive suspect."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file in an archive: ``entry`` as the archive's directory has it, ``name`` as it is shown.

    ``parts``: of a shapefile, its other files by their endings.
    """

    entry: zipfile.ZipInfo
    name: str
    parts: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)


def read(
    path: Path,
    *,
    name: str,
    folder: Path,
    member: str | None,
    encoding: str | None,
    declared: bool,
    reader: Reader,
) -> list[dict[str, Any]]:
    """The tables of the members as manifests, in the archive's order; the files of a shapefile are one member.

    ``member``: only those whose name this pattern matches. ``encoding``: what is declared, for a shapefile.
    ``declared``: the archive is published, so that each member must be a file with a table; else one that is not read
    is an issue. Raises SourceError.
    """
    with open_checked(path, name) as archive:
        members = _chosen(_members(archive, name), member, name)
        found: list[dict[str, Any]] = []
        failures: list[SourceError] = []
        for number, each in enumerate(members):
            called = f"{name}{SEPARATOR}{each.name}"
            try:
                tables = _read_member(archive, each, called, folder / f"member-{number}", reader, encoding)
                if declared and not tables:
                    raise SourceError("no table was found in it", place=Place(file=called), remedy=_NAME_THEM)
            except SourceError as error:
                if declared or isinstance(error, HostileMemberError):
                    raise _with_advice(error, member) from error
                failures.append(error)
                continue
            found += [_moved(table, folder / f"member-{number}", folder, number) for table in tables]
    if failures and not found:
        raise failures[0]
    if found:
        found[0]["issues"] += [_skipped(error) for error in failures]
    return found


def _with_advice(error: SourceError, member: str | None) -> SourceError:
    if member is not None or isinstance(error, HostileMemberError):
        return error
    return SourceError(error.message, place=error.place, remedy=f"{error.remedy} {_NAME_THEM}".strip())


def _skipped(error: SourceError) -> dict[str, Any]:
    file = error.place.file if error.place else ""
    return vars(Issue(code="member-skipped", file=file, note=error.message))


def _read_member(
    archive: zipfile.ZipFile, member: Member, called: str, aside: Path, reader: Reader, encoding: str | None
) -> Any:
    aside.mkdir()
    unpacked = _unpack(archive, member.entry, called, aside / "member")
    if member.parts:
        table = _unpack(archive, member.parts[_TABLE], called, aside / "table")
        page = _unpack(archive, member.parts[_PAGE], called, aside / "page") if _PAGE in member.parts else None
        return _read_shapefile(unpacked, table, page, called=called, aside=aside, encoding=encoding)
    with unpacked.open("rb") as stream:
        head = stream.read(4)
    if head in (b"PK\3\4", b"PK\5\6", b"PK\7\x08") and _is_archive(unpacked):
        raise archive_inside(called)
    return reader(unpacked, called, aside)


def archive_inside(called: str) -> HostileMemberError:
    """The error for an archive in an archive, be it packed once more by gzip: such a chain need have no end."""
    return HostileMemberError(
        "it is an archive inside an archive, which is not opened",
        place=Place(file=called),
        remedy="Unpack the outer archive and give the inner one.",
    )


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, called: str, target: Path) -> Path:
    try:
        with target.open("wb") as stream:
            for piece in pieces(archive, entry, called):
                stream.write(piece)
    except SourceError as error:
        raise HostileMemberError(error.message, place=error.place, remedy=error.remedy) from error
    return target


def _read_shapefile(
    shapes: Path, table: Path, page: Path | None, *, called: str, aside: Path, encoding: str | None
) -> list[dict[str, Any]]:
    from publisher.read.maps import shapefile

    label = page.read_bytes()[:40].decode("ascii", "ignore").strip() if page is not None else None
    return shapefile.read(shapes, table, name=called, folder=aside, encoding=encoding, page=label or None)


def _is_archive(path: Path) -> bool:
    """Whether a zip container is no office document."""
    try:
        with zipfile.ZipFile(path) as inner:
            names = set(inner.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True
    return "[Content_Types].xml" not in names and "mimetype" not in names


def _moved(table: dict[str, Any], aside: Path, folder: Path, number: int) -> dict[str, Any]:
    """The manifest with its files moved beside those of the other members."""
    moved = dict(table)
    for key in ("path", "more"):
        if table[key] is not None:
            moved[key] = f"member-{number}-{table[key]}"
            (aside / table[key]).rename(folder / moved[key])
    return moved


def _members(archive: zipfile.ZipFile, name: str) -> list[Member]:
    """The files in the archive. Raises SourceError for a link, and for a name that is none for a file."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = _names(entries)
    seen: dict[str, str] = {}
    members = []
    for entry, called in zip(entries, names, strict=True):
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise refused(name, f"its entry {called!r} is a link")
        if (fault := _fault(called)) is not None:
            raise refused(name, f"its entry {called!r} {fault}")
        folded = called.casefold()
        if folded in seen:
            raise refused(name, f"its entries {seen[folded]!r} and {called!r} differ in case or accents alone")
        seen[folded] = called
        if not _NO_DATA.fullmatch(called):
            members.append(Member(entry=entry, name=called))
    return _joined(members)


def _joined(members: Sequence[Member]) -> list[Member]:
    """The members with the files of each shapefile as one, called by its shapes. Case does not count in endings."""
    known = {member.name.lower(): member for member in members}
    joined: list[Member] = []
    taken: set[str] = set()
    for member in members:
        stem = member.name[: -len(_SHAPES)].lower()
        if not member.name.lower().endswith(_SHAPES) or f"{stem}{_TABLE}" not in known:
            continue
        parts = {ending: known[stem + ending].entry for ending in _OF_A_SHAPEFILE if stem + ending in known}
        joined.append(Member(entry=member.entry, name=member.name, parts=parts))
        taken |= {member.name.lower(), *(stem + ending for ending in parts)}
    alone = [member for member in members if member.name.lower() not in taken]
    order = {member.name: place for place, member in enumerate(members)}
    return sorted([*joined, *alone], key=lambda member: order[member.name])


def _names(entries: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    """The names, those that are not marked as UTF-8 in the encoding they all fit (APPNOTE 6.3.10, appendix D)."""
    local = [entry.orig_filename.encode("cp437") for entry in entries if not entry.flag_bits & _UTF8]
    encoding = _encoding(b"\n".join(local))
    for entry in entries:
        text = entry.orig_filename
        if not entry.flag_bits & _UTF8 and not text.isascii():
            text = text.encode("cp437").decode(encoding, "replace")
        yield unicodedata.normalize("NFC", text)


def _encoding(names: bytes) -> str:
    """The encoding of names; so few bytes often look like several, and then it is the first that they fit."""
    choice = choose(names)
    fitting = (encoding for encoding in ("gb18030", "cp932", "cp437") if decodes(names, encoding))
    return next(fitting) if choice.damaged else choice.encoding


def _fault(name: str) -> str | None:
    """What is wrong with a member's name, None when nothing is."""
    parts = name.split("/")
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "has an absolute name"
    if "\\" in name or ":" in name or any(part in {"", ".", ".."} for part in parts):
        return "has a name that leads elsewhere"
    if _UNSEEN.search(name) or any(len(part.encode("utf-8", "replace")) > _LONGEST for part in parts):
        return "has a name that cannot be shown"
    if any(_DEVICE.fullmatch(part) for part in parts):
        return "has the name of a device"
    return None


def _chosen(members: Sequence[Member], pattern: str | None, name: str) -> list[Member]:
    if pattern is None:
        return list(members)
    found = [member for member in members if PurePosixPath(member.name).match(pattern)]
    if not found:
        raise SourceError(
            f"the archive has no member that matches {pattern}",
            place=Place(file=name),
            remedy=f"Write a name, or a pattern, in member:; it has {', '.join(m.name for m in members[:20])}.",
        )
    return found
