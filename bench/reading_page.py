"""docs/benchmarks/reading.md and its chart, from what bench/reading.py measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol


class Done(Protocol):
    """What one measurement gave (:class:`bench.reading.Done`)."""

    figures: dict[str, str]
    seconds: float
    cpu: float
    peak: int
    skipped: str


_NAMES = {
    "careful": "a careful pandas script",
    "csv": "Python's csv with its sniffer",
    "daylight": "**Daylight**",
    "duckdb": "DuckDB",
    "duckdb_default": "DuckDB, no option",
    "pandas": "pandas",
    "polars": "Polars",
}
_PARTS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "tables",
        "Real government tables",
        ("A file is right when its header, the number of its records and the asserted types are exact; strictly so "
        "when every asserted cell is, too. Nobody gives an option."),
        (
            ("right", "right, %"), ("strict", "strictly, %"), ("header", "header, %"), ("rows", "rows, %"),
            ("types", "types, %"), ("errors", "errors"), ("sure", "wrong and sure"),
        ),
    ),
    (
        "polluted",
        "Pollock, polluted files",
        "Copies of one table, each spoiled in one way. Ten points for a file; perfect ones have all.",
        (("files", "files"), ("simple", "simple"), ("weighted", "weighted"), ("perfect", "perfect")),
    ),
    (
        "sample",
        "Pollock, files of real portals",
        "The same score.",
        (("files", "files"), ("simple", "score"), ("perfect", "perfect")),
    ),
    (
        "pdf",
        "Tables of PDFs (ICDAR 2013)",
        "F1 of the neighbours of each cell, over documents and pooled; no page or region is given.",
        (("files", "files"), ("document", "per document"), ("pooled", "pooled"), ("perfect", "perfect")),
    ),
)  # fmt: skip
_TIMES = (
    ("csv", "A CSV of a million records and 21 columns (238 MB)"),
    ("xlsx", "A workbook of 50,000 rows"),
    ("xlsx small", "A workbook of 100 rows"),
)


def write_page(
    folder: Path, found: Mapping[str, Done], wrong: Mapping[str, Any], versions: Mapping[str, str], commit: str
) -> None:
    """Write reading.md and reading.svg into ``folder``. ``wrong``: what the score of tables says of each file."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [*_head(versions, commit)]
    for name, title, text, columns in _PARTS:
        lines += [f"## {title}", "", text, "", *_scores(name, found, columns), ""]
        if name == "tables":
            lines += ["![Share of the real tables that each reader gets right](reading.svg)", "", *_wrong(wrong), ""]
    lines += ["## Time and memory", "", *_times(found)]
    (folder / "reading.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    (folder / "reading.svg").write_text(_chart(found), encoding="utf-8")


def _head(versions: Mapping[str, str], commit: str) -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1 << 30)
    yield "# Reading what departments send, measured"
    yield ""
    yield "Written by `make bench-reading`, ours and the peers in one run, each with its defaults."
    yield ""
    yield f"- machine: {os.cpu_count()} cores, {memory} GB, {platform.system()} {platform.machine()}"
    yield f"- commit {commit}, Python {platform.python_version()}, pyarrow {version('pyarrow')}"
    yield f"- peers: {', '.join(f'{name} {number}' for name, number in versions.items()) or 'none'}"
    yield ""


def _scores(part: str, found: Mapping[str, Done], columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"| reader | {' | '.join(title for _, title in columns)} | seconds | peak MiB |"
    yield f"|---|{'---:|' * (len(columns) + 2)}"
    left_out = []
    for reader, done in _of(part, found):
        if done.skipped:
            left_out.append(f"{_name(reader)}: {done.skipped}")
            continue
        cells = [done.figures.get(key, "") for key, _ in columns]
        yield f"| {_name(reader)} | {' | '.join(cells)} | {done.seconds:.0f} | {done.peak} |"
    if left_out:
        yield ""
        yield f"Left out: {'; '.join(left_out)}."


def _of(part: str, found: Mapping[str, Done]) -> list[tuple[str, Done]]:
    return [(name.rsplit(" ", 1)[1], done) for name, done in found.items() if name.rsplit(" ", 1)[0] == part]


def _name(reader: str) -> str:
    return _NAMES.get(reader, reader)


def _wrong(results: Mapping[str, Any]) -> Iterator[str]:
    """Every file still wrong, with the reason; how many of the right ones are sure; the slowest."""
    if not results:
        return
    right = {name: each for name, each in results.items() if each["right"]}
    sure = sum(bool(each.get("sure")) for each in right.values())
    slowest = max(results, key=lambda name: results[name]["s"])
    yield f"Of the {len(right)} that are right, {sure} say they are sure ({100 * sure // max(1, len(right))}%)."
    yield f"The slowest file takes {results[slowest]['s']:.1f} s with the start of the program: {slowest}."
    if all(each["strict"] for each in results.values()):
        return
    yield ""
    yield "| file | what is wrong | sure |"
    yield "|---|---|---|"
    for name, each in sorted(results.items()):
        if not each["strict"]:
            yield f"| {name} | {_reason(each).replace('|', '¦')} | {'yes' if each.get('sure') else 'no'} |"


def _reason(each: Mapping[str, Any]) -> str:
    if "error" in each:
        return str(each["error"])
    reasons = []
    if not each["header"]:
        reasons.append("header")
    if not each["rows"]:
        reasons.append(f"rows: {each['n']} found")
    reasons += [f"column {column + 1} is {got}, not {wanted}" for column, wanted, got in each.get("badtypes", ())[:4]]
    cells = each.get("badcells", ())
    reasons += [f"record {row + 1}, column {column + 1}: {got}, not {told}" for row, column, told, got in cells[:2]]
    return "; ".join(reasons) or "a cell differs"


def _times(found: Mapping[str, Done]) -> Iterator[str]:
    yield "Whole processes, their start included; DuckDB with one thread, told to leave broken lines out, since without"
    yield "an option it takes this file for one column of text. Ours reads the file twice over, counts its records a"
    yield "second time, and types every column over all its values."
    for part, title in _TIMES:
        rows = _of(part, found)
        base = next((done for reader, done in rows if reader == "duckdb" and not done.skipped), None)
        yield ""
        yield f"### {title}"
        yield ""
        yield f"| reader | seconds | CPU seconds | peak MiB |{' over DuckDB | CPU over DuckDB |' if base else ''}"
        yield f"|---|{'---:|' * (5 if base else 3)}"
        for reader, done in rows:
            if done.skipped:
                yield f"| {_name(reader)} | {done.skipped} |{' |' * (4 if base else 2)}"
                continue
            ratio = f" {done.seconds / base.seconds:.1f} | {done.cpu / base.cpu:.1f} |" if base else ""
            yield f"| {_name(reader)} | {done.seconds:.1f} | {done.cpu:.1f} | {done.peak} |{ratio}"


def _chart(found: Mapping[str, Done]) -> str:
    """Bars of the share of real tables that each reader gets right, the longest first."""
    bars = [(reader, float(done.figures["right"])) for reader, done in _of("tables", found) if "right" in done.figures]
    bars.sort(key=lambda bar: -bar[1])
    height = 34 * len(bars) + 24
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" width="640" height="{height}" '
            'role="img" font-family="sans-serif" font-size="14">'
        ),
        "<title>Share of the real tables that each reader gets right, in percent</title>",
        f'<rect width="640" height="{height}" fill="#fff"/>',
    ]
    for i, (reader, share) in enumerate(bars):
        top = 12 + 34 * i
        colour = "#0b5cad" if reader == "daylight" else "#8a8f98"
        label = escape(_name(reader).strip("*"))
        parts += [
            f'<text x="196" y="{top + 19}" text-anchor="end" fill="#1b1f24">{label}</text>',
            f'<rect x="204" y="{top + 3}" width="{3.7 * share:.1f}" height="24" fill="{colour}"/>',
            f'<text x="{210 + 3.7 * share:.1f}" y="{top + 19}" fill="#1b1f24">{share:.0f}%</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"
