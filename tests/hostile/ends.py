"""How each file of ``../shared/hostile/`` must end when it is inspected, as ``index.csv`` says, as checks.

``index.csv`` says it in words. Here the words of each kind of file are a check of what the command gave: its exit
code, its tables and findings, its error. What a word leaves open ("accept or refuse") is open here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from publisher.issues import KINDS, unseen


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What ``daylight inspect FILE --json`` gave, its seconds of processor time and its peak of memory in bytes."""

    code: int
    error: str
    found: Mapping[str, Any] = field(default_factory=dict)
    cells: Sequence[Sequence[str]] = ()  # of the first table, its titles first where it has some
    seconds: float = 0.0
    memory: int = 0

    @property
    def records(self) -> list[int]:
        return [table["records"] for table in self.found["tables"]]

    @property
    def issues(self) -> list[Mapping[str, Any]]:
        return [issue for part in (self.found, *self.found["tables"]) for issue in part.get("issues", ())]

    @property
    def codes(self) -> set[str]:
        return {issue["code"] for issue in self.issues}

    @property
    def names(self) -> list[str]:
        return [column["name"] for table in self.found["tables"] for column in table["fields"]]


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


def noted(code: str, note: str) -> Check:
    """Accepted, and one of the findings is of this kind, its note holding this."""
    return lambda outcome: (
        accepted(outcome)
        and any(issue["code"] == code and note in (issue.get("note") or "") for issue in outcome.issues)
    )


def clean(outcome: Outcome) -> bool:
    """Accepted, and no warning of what it holds unseen."""
    return accepted(outcome) and not {code for code in outcome.codes & UNSEEN if KINDS[code].severity != "info"}


def holds(*texts: str) -> Check:
    """Accepted, and each text is a cell."""
    return lambda outcome: accepted(outcome) and set(texts) <= {cell for row in outcome.cells for cell in row}


def named_plainly(outcome: Outcome) -> bool:
    """Accepted, and the names of the fields are plain, each once."""
    plain = all(re.fullmatch(r"[a-z_][a-z0-9_]*", name) for name in outcome.names)
    return accepted(outcome) and plain and len(set(outcome.names)) == len(outcome.names)


def both(*checks: Check) -> Check:
    return lambda outcome: all(check(outcome) for check in checks)


def either(outcome: Outcome) -> bool:
    return outcome.code in {0, 1}


UNSEEN = {issue.code for issue in unseen.KINDS} | {"source-comments"}
# What disclosure/ must have found: its word -> the finding and a word of its note.
_DETECTED: Mapping[str, tuple[str, str]] = {
    "altchunk": ("embedded-file", "another format"),
    "altchunk_html": ("embedded-file", "another format"),
    "comment": ("comments", ""),
    "custom_properties": ("file-properties", "properties of its own"),
    "custom_xml": ("file-properties", "data of another program"),
    "data_connection": ("external-reference", "connections to data"),
    "dde_link": ("external-reference", "DDE"),
    "embedded_file": ("embedded-file", "embedded"),
    "external_field": ("external-reference", "fields"),
    "external_frameset": ("external-reference", "frames"),
    "external_link": ("external-reference", "workbooks"),
    "external_link_cache": ("external-reference", "values of another workbook"),
    "external_ref": ("external-reference", ""),
    "header_footer": ("text-aside", "header or footer"),
    "hidden_column": ("hidden-columns", "column D"),
    "hidden_name": ("text-aside", "hidden names"),
    "hidden_row": ("hidden-rows", "from row"),
    "hidden_sheet": ("hidden-sheet", ""),
    "hidden_text": ("hidden-text", "marked as hidden"),
    "invisible_text": ("hidden-text", ""),
    "local_path": ("external-reference", "path of a machine"),
    "macro": ("macros", "macros"),
    "mail_merge_source": ("external-reference", "mail merge"),
    "metadata": ("file-properties", ""),
    "off_page_text": ("hidden-text", "beside the page"),
    "pdf_annotation": ("comments", "notes on pages"),
    "pdf_attachment": ("embedded-file", "attachments"),
    "pdf_javascript": ("macros", "scripts"),
    "pdf_prior_versions": ("earlier-text", "versions before"),
    "pdf_text_under_box": ("hidden-text", "under a box"),
    "pivot_cache": ("pivot-cache", ""),
    "textbox_text": ("text-aside", "text boxes"),
    "thumbnail": ("file-properties", "picture of the first page"),
    "tracked_change": ("tracked-changes", ""),
    "tracking_on": ("tracked-changes", "being recorded"),
    "trailing_data": ("earlier-text", "after its end"),
    "validation_list": ("text-aside", "lists of allowed values"),
}

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
    (".*", "accept or|refuse or|either|no.crash|accept as HTML table or clear refusal", either),
    ("zip", "never served as html|spanned|report; deterministic", refused),
    ("csv", "refuse: column limit or", either),
    (".*", "refuse", refused),
    (
        "(?:office_control|csv_spectrum|html|xml|zip|xlsx)",
        "accept|parse equals|clamped|bounded|table extracted",
        accepted,
    ),
    ("disclosure", "detect: encrypted", refused),
    ("disclosure", "detect: none", clean),
    # Text alone: that it is shown inert is looked at where it is published.
    ("path_traversal|pii|sql|text|xml_ssti|xss|csv_formula", ".*", accepted),
    ("xss_svg", ".*", either),
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
    "csv/gen_header_only.csv": both(read_as(0), told("no-records")),
    "csv/gen_big5.csv": holds("編號", "名稱", "測試許功蓋"),
    "csv/gen_dup_headers.csv": both(named_plainly, told("header-doubtful")),
    "csv/gen_gb18030.csv": holds("编号", "张三", "𠮷田"),
    "csv/gen_hostile_headers.csv": both(named_plainly, holds("=1+1", "__proto__", "../../x")),
    "csv/gen_numbers_trap.csv": holds("00123", "9007199254740993", "12345678901234567890", "1,234", "3-4", "MARCH1"),
    "csv/gen_shift_jis.csv": holds("番号", "表示ソ"),
    # design.md: an empty file is no error to inspect; it is one to publish.
    "csv/gen_empty.csv": told("empty-file"),
    "json/gen_dup_keys.json": told("repeated-name"),
    "json/gen_lone_surrogate.json": told("encoding-error"),
    "json/gen_nan_inf.json": told("not-a-number"),
    "json/gen_truncated.jsonl": both(read_as(2), told("unreadable-record")),
    "json/gen_big_int.json": read_as(1),
    "json/gen_proto.json": named_plainly,
    "xlsx/gen_dup_cells.xlsx": told("cell-conflict"),
    "xlsx/gen_unsorted_rows.xlsx": read_as(2),
    "xlsx/gen_control_ok.xlsx": accepted,
    "xlsx/gen_external_rel.xlsx": noted("external-reference", "image"),
    "xlsx/gen_error_cells.xlsx": both(read_as(1), told("cell-error", "unreadable-record")),
    "xlsx/gen_sheet_inflate_200x.xlsx": refused_for("zip bomb"),
    "xlsx/gen_bad_ss_index.xlsx": refused_for("shared text"),
    "xlsx/gen_negative_ss_index.xlsx": refused_for("shared text"),
    "xlsx/gen_dimension_lie_full.xlsx": both(accepted, lambda o: len(o.records) == 1 and o.records[0] <= 1),
    "disclosure/gen_far_cell.xlsx": refused_for("stray cells"),
    "disclosure/link-external-workbook-a.xlsx": accepted,
    "html/gen_page_with_payloads.html": both(told("hidden-text", "source-comments"), lambda o: bool(o.records)),
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
    "zip/testZipEntryNameCharsetShiftSJIS.zip": lambda o: "文章1.txt" in o.found["tables"][0]["source"],
}


def check_of(path: str, category: str, expected: str) -> Check:
    """The check of a row of ``index.csv``."""
    if path in PATHS:
        return PATHS[path]
    if category == "disclosure" and (word := expected.removeprefix("detect: ")) in _DETECTED:
        return noted(*_DETECTED[word])
    if category == "zip" and path.startswith("zip/gen_slip_"):
        return refused_for("name")
    if path.startswith("json/n_"):
        return refused
    return next(check for kind, words, check in WORDS if re.fullmatch(kind, category) and re.match(words, expected))
