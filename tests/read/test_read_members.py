"""Zip archives and gzip: each member is a file of its own, with its own name, count and limits."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import codes, rows, tables

CSV = "id,name\n1,x\n2,y\n"
PDF = b"%PDF-1.4 nothing"
PICTURE = b"\x89PNG nothing"


def packed(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def test_each_member_is_a_file(tmp_path: Path) -> None:
    data = packed({"b.csv": CSV, "more/a.json": '[{"a": 1}]', "more/": "", "__MACOSX/._b.csv": b"\0\5"})
    found = tables(tmp_path / "all.dat", data)
    assert [(table.file, len(table.records)) for table in found] == [("all.dat!b.csv", 3), ("all.dat!more/a.json", 1)]


CHOSEN = [
    ("one", "a.csv", ["a.csv"]),
    ("a pattern", "*.csv", ["a.csv", "in/b.csv"]),
    ("a folder", "in/*", ["in/b.csv", "in/c.txt"]),
]


@pytest.mark.parametrize(("pattern", "expected"), [c[1:] for c in CHOSEN], ids=[c[0] for c in CHOSEN])
def test_declared_members(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    data = packed({"a.csv": CSV, "in/b.csv": CSV, "in/c.txt": CSV, "d.pdf": PDF})
    found = tables(tmp_path / "a.zip", data, Source(path="a.zip", member=pattern))
    assert [table.file for table in found] == [f"a.zip!{name}" for name in expected]


def test_what_is_no_table_is_told_when_inspected_and_refused_when_published(tmp_path: Path) -> None:
    data = packed({"a.csv": CSV, "d.pdf": PDF})
    (table,) = tables(tmp_path / "a.zip", data)
    assert [(i.code, i.file) for i in table.issues] == [("member-skipped", "a.zip!d.pdf")]
    with pytest.raises(SourceError, match="a PDF") as caught:
        tables(tmp_path / "a.zip", data, Source(path="a.zip"))
    assert caught.value.place is not None
    assert caught.value.place.file == "a.zip!d.pdf"
    assert "member:" in caught.value.remedy


DECLARED = [
    ("no such member", packed({"a.csv": CSV}), "b.csv", "no member that matches b.csv"),
    ("an empty member", packed({"a.csv": CSV, "b.csv": ""}), None, "no table was found in it"),
    ("no archive", CSV.encode(), "b.csv", "no zip archive"),
]


@pytest.mark.parametrize(("data", "member", "reason"), [d[1:] for d in DECLARED], ids=[d[0] for d in DECLARED])
def test_a_declared_member_must_be_there(tmp_path: Path, data: bytes, member: str | None, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        tables(tmp_path / "a.dat", data, Source(path="a.dat", member=member))


def link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        entry = zipfile.ZipInfo("a.csv")
        entry.external_attr = 0o120777 << 16
        target.writestr(entry, "/etc/passwd")
    return stream.getvalue()


REFUSED = [
    ("a link", link(), "is a link"),
    ("an absolute name", packed({"/etc/a.csv": CSV}), "absolute name"),
    ("a drive", packed({"C:a.csv": CSV}), "absolute name"),
    ("out of the folder", packed({"../a.csv": CSV}), "leads elsewhere"),
    ("out of a folder", packed({"x/../../a.csv": CSV}), "leads elsewhere"),
    ("a backslash", packed({"..\\a.csv": CSV}), "leads elsewhere"),
    ("turned text", packed({"x\u202evsc.exe": CSV}), "cannot be shown"),
    ("a long name", packed({"a" * 256: CSV}), "cannot be shown"),
    ("a device", packed({"x/nul.csv": CSV}), "name of a device"),
    ("case alone", packed({"A.csv": CSV, "a.csv": CSV}), "differ in case"),
    ("an archive inside", packed({"a.csv": CSV, "b.dat": packed({"c.csv": CSV})}), "archive inside an archive"),
    ("a bomb", packed({"a.csv": b"0" * (65 << 20)}), "zip bomb"),
    ("only what is not read", packed({"a.png": PICTURE}), "a picture"),
    ("an unknown file inside gzip", gzip.compress(PICTURE), "a picture"),
    ("compressed twice", gzip.compress(gzip.compress(CSV.encode())), "compressed twice"),
    ("a gzip bomb", gzip.compress(b"0" * (65 << 20)), "gzip bomb"),
    ("a cut gzip", gzip.compress(CSV.encode())[:-6], "cannot be unpacked"),
]


@pytest.mark.parametrize(("data", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        tables(tmp_path / "a.zip", data)
    assert caught.value.place is not None
    assert caught.value.place.file.startswith("a.zip")
    assert caught.value.remedy


def test_a_member_that_lies_is_refused(tmp_path: Path) -> None:
    data = packed({"a.csv": CSV})
    crc = zipfile.ZipFile(io.BytesIO(data)).infolist()[0].CRC
    with pytest.raises(SourceError, match="Bad CRC-32"):
        tables(tmp_path / "a.zip", data.replace(crc.to_bytes(4, "little"), b"\1\2\3\4"))


def test_names_in_the_encoding_of_the_one_who_packed_them(tmp_path: Path) -> None:
    names = ("营业执照登记表.csv", "许可证年度统计.csv")
    # Packed under ASCII names of the same length, which no flag marks as UTF-8, and then given the bytes of GB18030.
    stand_ins = [f"{number}".rjust(len(name.encode("gb18030")), "x") for number, name in enumerate(names)]
    data = packed(dict.fromkeys(stand_ins, CSV))
    for stand_in, name in zip(stand_ins, names, strict=True):
        data = data.replace(stand_in.encode(), name.encode("gb18030"))
    assert [table.file for table in tables(tmp_path / "a.zip", data)] == [f"a.zip!{name}" for name in names]


def test_gzip_is_read_as_what_it_holds(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.csv.gz", gzip.compress(CSV.encode("utf-16")))
    assert (table.file, table.encoding, rows(table)[1]) == ("a.csv.gz", "utf-16-le", ["1", "x"])
    assert codes(table) == []
