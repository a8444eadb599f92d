"""How each file of ``../shared/hostile/`` must end when it is inspected, as ``index.csv`` says, as checks.

``index.csv`` says it in words. Here the words of each kind of file are a check of what the command gave: its exit
code, its tables and findings, its error. What a word leaves open ("accept or refuse") is open here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What ``daylight inspect FILE --json`` gave, its seconds of processor time and its peak of memory in bytes."""

    code: int
    error: str
    found: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    memory: int = 0

    @property
    def records(self) -> list[int]:
        return [table["records"] for table in self.found["tables"]]

    @property
    def codes(self) -> set[str]:
        tables = self.found["tables"]
        return {issue["code"] for part in (self.found, *tables) for issue in part.get("issues", ())}


Check = Callable[[Outcome], bool]


def bounded(outcome: Outcome) -> bool:
    """One clear error or tables, in 10 s and 512 MB (safety.md, promise 8)."""
    clear = outcome.code == 0 or (outcome.code == 1 and outcome.error.startswith("Error: ") and "\n  " in outcome.error)
    broken = "Traceback" in outcome.error or "crashed" in outcome.error
    return clear and not broken and outcome.seconds < 10 and outcome.memory < 512 << 20


def refused(outcome: Outcome) -> bool:
    return outcome.code == 1


def accepted(outcome: Outcome) -> bool:
    return outcome.code == 0


def refused_for(*words: str) -> Check:
    """Refused, and the reason has one of the words."""
    return lambda outcome: refused(outcome) and any(word in outcome.error for word in words)


def read_as(*records: int) -> Check:
    return lambda outcome: accepted(outcome) and outcome.records == list(records)


def told(*codes: str) -> Check:
    """Accepted, and the findings hold all of these."""
    return lambda outcome: accepted(outcome) and set(codes) <= outcome.codes


def both(*checks: Check) -> Check:
    return lambda outcome: all(check(outcome) for check in checks)


def either(outcome: Outcome) -> bool:
    return outcome.code in {0, 1}


# The words of index.csv, the first that match: category, expected -> the check.
WORDS: tuple[tuple[str, str, Check], ...] = (
    ("json", r"accept$", accepted),
    ("json", "refuse: column limit", refused_for("columns")),
    ("json", "refuse: depth", refused_for("levels deep")),
    (".*", r"refuse: DTD|refuse: DTD/entity", refused_for("DOCTYPE")),
    ("xml", "refuse: depth", refused_for("levels deep")),
    ("xml", "refuse with line number", lambda o: refused(o) and re.search(r"\.xml:\d+: ", o.error) is not None),
    ("zip", "refuse: entry-count", refused_for("entries")),
    ("zip", "refuse: nesting|nested", refused_for("archive inside an archive")),
    ("zip", "refuse: ratio", refused_for("bomb")),
    ("zip", "encrypted", refused_for("encrypted")),
    ("zip", "symlink|refused", refused_for("is a link")),
    (".*", "(?:.* )?(?:accept or|refuse or|either|no.crash|clear refusal|.* or clear refusal)", either),
    ("zip", "never served as html|spanned|report; deterministic", refused),
    ("csv", "refuse: column limit or", either),
    (".*", "refuse", refused),
    (
        "(?:office_control|csv_spectrum|html|xml|zip|xlsx)",
        "accept|parse equals|clamped|bounded|table extracted",
        accepted,
    ),
    ("disclosure", "detect: encrypted", refused),
    ("disclosure", "detect: hidden_sheet", told("hidden-sheet")),
    (".*", "", either),
)

# Files whose words say more than the kind of end, or whose end differs with a reason: path -> the check.
PATHS: Mapping[str, Check] = {
    "csv/gen_bom_mid.csv": both(read_as(2), told("stray-mark")),
    "csv/gen_cr_only.csv": read_as(2),
    "csv/gen_mixed_newlines.csv": read_as(3),
    "csv/gen_ragged.csv": read_as(997),
    "csv/gen_utf16_bom.csv": read_as(1),
    "csv/gen_utf16le_nobom.csv": read_as(1),
    "csv/gen_nul_bytes.csv": read_as(2),
    "csv/gen_unclosed_quote.csv": both(read_as(996), told("unclosed-quote")),
    "csv/gen_huge_field.csv": both(read_as(2), told("cell-too-large")),
    "csv/gen_invalid_utf8.csv": told("encoding-error"),
    "csv/gen_mixed_encodings.csv": told("encoding-error"),
    "csv/gen_header_only.csv": read_as(0),
    # design.md: an empty file is no error to inspect; it is one to publish.
    "csv/gen_empty.csv": told("empty-file"),
    "json/gen_dup_keys.json": told("repeated-name"),
    "json/gen_lone_surrogate.json": told("encoding-error"),
    "json/gen_nan_inf.json": told("not-a-number"),
    "json/gen_truncated.jsonl": both(read_as(2), told("unreadable-record")),
    "json/gen_big_int.json": read_as(1),
    "xlsx/gen_dup_cells.xlsx": told("cell-conflict"),
    "xlsx/gen_unsorted_rows.xlsx": read_as(2),
    "xlsx/gen_control_ok.xlsx": accepted,
    # The limit on ratio counts from 64 MiB on (safety.md, Limits), and it is smaller.
    "xlsx/gen_sheet_inflate_200x.xlsx": accepted,
    # Refused whole, where index.csv would have a null and a reason: its Boolean is neither 0 nor 1.
    "xlsx/gen_error_cells.xlsx": refused_for("boolean"),
    "xml/gen_utf7_xxe.xml": refused,
    # It is a list of attacks in text; to this reader a page without a table.
    "xml/xml-attacks.txt": told("empty-file"),
    "xml/gen_bad_utf8.xml": told("encoding-error"),
    "zip/gen_slip_dotfile.zip": accepted,
    "zip/gen_slip_nfd.zip": accepted,
    "zip/gen_dup_names.zip": refused_for("have the name"),
    "zip/gen_cd_size_lie.zip": refused_for("damaged"),
    "zip/gen_cd_crc_mismatch.zip": refused_for("CRC"),
    "zip/test-documents-spanned.zip": refused,
}


def check_of(path: str, category: str, expected: str) -> Check:
    """The check of a row of ``index.csv``."""
    if path in PATHS:
        return PATHS[path]
    if category == "zip" and path.startswith("zip/gen_slip_"):
        return refused_for("name")
    if path.startswith("json/n_"):
        return refused
    return next(check for kind, words, check in WORDS if re.fullmatch(kind, category) and re.match(words, expected))
