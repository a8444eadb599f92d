"""Findings are data: a kind says what it is in one sentence and what to do, an issue says where it was seen.

Page, command line and docs print the same words. The site translates them through its message catalogue, so
the English sentence here is the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, kw_only=True)
class IssueKind:
    """One kind of finding. ``error``: a record or file is held back; ``warning``: look at it; ``info``: a note."""

    code: str
    title: str
    sentence: str
    advice: str
    severity: Severity


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One finding, or ``count`` alike of which this is the first. Positions count from 1, in the source file."""

    code: str
    file: str
    sheet: str | None = None
    record: int | None = None
    line: int | None = None
    field: str | None = None
    column: str | None = None
    text: str | None = None
    note: str = ""
    count: int = 1

    @property
    def kind(self) -> IssueKind:
        return KINDS[self.code]


def _kind(code: str, severity: Severity, title: str, sentence: str, advice: str) -> tuple[str, IssueKind]:
    return code, IssueKind(code=code, severity=severity, title=title, sentence=sentence, advice=advice)


KINDS: dict[str, IssueKind] = dict(
    [
        # Reading
        _kind(
            "empty-file",
            "warning",
            "Empty file",
            "The file holds no data.",
            "Ask the department for the file again.",
        ),
        _kind(
            "encoding-chosen",
            "info",
            "Encoding chosen",
            "The file does not declare its character encoding; one was chosen by trial.",
            "Declare encoding: in the source if the choice is wrong.",
        ),
        _kind(
            "encoding-error",
            "error",
            "Bytes that are not text",
            "Some bytes are not valid in the file's encoding.",
            "Ask for the file in UTF-8, or declare its encoding: in the source.",
        ),
        _kind(
            "ragged-record",
            "error",
            "Wrong number of cells",
            "The record has more or fewer cells than the header.",
            "Mend the record in the source file; an unquoted delimiter is the usual cause.",
        ),
        _kind(
            "unclosed-quote",
            "error",
            "Unclosed quote",
            "A quotation mark opens and never closes, so records may have run together.",
            "Mend the quotation mark in the source file.",
        ),
        _kind(
            "count-differs",
            "error",
            "Two counts disagree",
            "Two independent counts of the file's records differ.",
            "Nothing is published from this file until the cause is known.",
        ),
        # Cleaning
        _kind(
            "required",
            "error",
            "Missing required value",
            "A required field is empty.",
            "Fill the value in the source, or drop required: from the field.",
        ),
        _kind(
            "type",
            "error",
            "Not a value of the declared type",
            "The text cannot be read as the field's type.",
            "Mend the source, add a format, a missing token or a lookup.",
        ),
        _kind(
            "minimum",
            "error",
            "Below the minimum",
            "The value is less than the declared minimum.",
            "Check the value with the department.",
        ),
        _kind(
            "maximum",
            "error",
            "Above the maximum",
            "The value is greater than the declared maximum.",
            "Check the value with the department.",
        ),
        _kind(
            "pattern",
            "error",
            "Does not match the pattern",
            "The text does not have the declared shape.",
            "Mend the source or the pattern.",
        ),
        _kind(
            "category",
            "error",
            "Unknown category",
            "The value is in no declared category.",
            "Add the category, or a lookup that maps the text to one.",
        ),
        _kind(
            "unique",
            "error",
            "Key used twice",
            "Another record with the same key has other values.",
            "Keep one of the records in the source, or declare a longer key.",
        ),
        _kind(
            "duplicate",
            "info",
            "Exact duplicate",
            "A record with the same key and the same values was published once.",
            "Nothing to do; the ledger counts it.",
        ),
        # Documents
        _kind(
            "date-disagrees",
            "warning",
            "Dates disagree",
            "The page, its metadata and its text give different dates.",
            "Look at the document and write the right date in collection.yml.",
        ),
        _kind(
            "no-date",
            "warning",
            "No date found",
            "No publication date was found in the document.",
            "Write its date in collection.yml.",
        ),
        _kind(
            "no-text",
            "warning",
            "No text found",
            "The document holds no text that can be read; it may be a scan.",
            "Ask for a file with text.",
        ),
        _kind(
            "text-damaged",
            "error",
            "Text is damaged",
            "Characters were lost before the text was received.",
            "Ask the department for the text again; it is never mended by guess.",
        ),
    ]
)
