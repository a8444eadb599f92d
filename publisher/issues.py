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
        _kind(
            "stray-mark",
            "warning",
            "Byte order mark inside",
            "A byte order mark stands inside the file, as when files were joined; it is kept as a character.",
            "Ask for the files one by one, or mend the place.",
        ),
        _kind(
            "cell-too-large",
            "error",
            "Cell is too large",
            "A cell holds more than 1 MiB of text.",
            "Look for a quotation mark that does not close, or move the text to a document.",
        ),
        _kind(
            "unreadable-record",
            "error",
            "Record cannot be read",
            "A record is not written as its format says; its cells are empty and its text stands here.",
            "Mend the record in the source file.",
        ),
        _kind(
            "repeated-name",
            "error",
            "Name used twice in a record",
            "A record gives two values under one name; both are kept, the second under a numbered name.",
            "Ask for the record with one value.",
        ),
        _kind(
            "not-a-number",
            "warning",
            "NaN or Infinity",
            "A number is not finite; it is kept as its text, which is no JSON.",
            "Add the text to missing: if it means that there is no value.",
        ),
        _kind(
            "hidden-sheet",
            "warning",
            "Hidden sheet",
            "The workbook has a sheet that its program does not show; it was read like the others.",
            "Name the sheet to publish in sheet:, and make sure that the hidden one holds nothing private.",
        ),
        _kind(
            "hidden-rows",
            "warning",
            "Hidden rows",
            "The sheet has rows with values that its program does not show; they are read like the others.",
            "Show the rows and look what they hold. To publish them, say why under hidden: in the source.",
        ),
        _kind(
            "hidden-columns",
            "warning",
            "Hidden columns",
            "The sheet has columns with values that its program does not show; they are read like the others.",
            "Show the columns and look what they hold. To publish them, say why under hidden: in the source.",
        ),
        _kind(
            "hidden-text",
            "warning",
            "Text that is not seen",
            "The file holds text that is not seen: marked as hidden, tiny, under a box, of the colour behind it.",
            "Look at what it says before the file is passed on; it may have been meant to be taken out.",
        ),
        _kind(
            "far-cell",
            "warning",
            "Cell far from the others",
            "A cell with a value stands far below or beside all others, where nobody looks.",
            "Look what it holds, and take it away if it does not belong to the table.",
        ),
        _kind(
            "comments",
            "warning",
            "Comments",
            "The file holds comments or notes beside its text. They are not published, but stay in the file.",
            "Take the comments away before the file itself is passed on.",
        ),
        _kind(
            "source-comments",
            "info",
            "Comments in the page's source",
            "The page's source holds comments with words in them. They are not shown, and not published.",
            "Look at what they say before the file itself is passed on.",
        ),
        _kind(
            "tracked-changes",
            "warning",
            "Recorded changes",
            "The file records what was changed and by whom, so that what was taken out can be read again.",
            "Accept or reject all changes, and turn recording off, before the file itself is passed on.",
        ),
        _kind(
            "pivot-cache",
            "warning",
            "Rows behind a pivot table",
            "The file keeps a copy of the rows that a pivot table sums up, even where their sheet is gone.",
            "Paste the pivot table as values before the file itself is passed on.",
        ),
        _kind(
            "external-reference",
            "warning",
            "Links to the outside",
            "The file refers to other files or addresses, or names a path of a machine. Daylight follows none of them.",
            "Break the links in the file's own program before the file itself is passed on.",
        ),
        _kind(
            "embedded-file",
            "warning",
            "Files inside the file",
            "Another file is embedded in the file or attached to it. It is not read and not published.",
            "Open it and look what it holds before the file itself is passed on.",
        ),
        _kind(
            "macros",
            "warning",
            "Macros or scripts",
            "The file holds a program. Daylight does not run it.",
            "Ask for the file without macros before it is passed on.",
        ),
        _kind(
            "text-aside",
            "warning",
            "Text beside the cells",
            "The workbook holds text that is in no cell: text boxes, hidden names, lists of values, printed headers.",
            "Look at what it says. It is not published; whoever has the file reads it.",
        ),
        _kind(
            "earlier-text",
            "warning",
            "What was there before",
            "The file keeps versions before the last one, or bytes after its end, which a reader does not show.",
            "Save the file as a new one before it is passed on.",
        ),
        _kind(
            "file-properties",
            "info",
            "Properties of the file",
            "The file says who wrote it, or with what. Such properties are not published.",
            "Take them away before the file itself is passed on.",
        ),
        _kind(
            "cell-conflict",
            "error",
            "Cell given twice",
            "The sheet gives one cell or row more than once.",
            "Open the workbook and save it again.",
        ),
        _kind(
            "member-skipped",
            "warning",
            "Member left out",
            "A member of the archive is of a kind that is not read as a table.",
            "Look whether it holds data. To publish the others, name them with member: in the source.",
        ),
        _kind(
            "missing-cell-dropped",
            "info",
            "Cells without a value",
            "Cells of columns that become rows have no value; they made no row, as drop_missing: says.",
            "Take drop_missing: away to publish a row without a value for each.",
        ),
        _kind(
            "repeated-row",
            "info",
            "Row given before",
            "A record gives rows that another gave before, with the same key and values, and others that are new.",
            "Nothing is to be done: each row was published once.",
        ),
        _kind(
            "layout-guessed",
            "warning",
            "Table guessed from a page",
            "A PDF says where letters stand, not what is a table; its rows and columns are a guess.",
            "Ask for the data as a file, or look through what was found before you use it.",
        ),
        # Inspecting
        _kind(
            "no-header",
            "warning",
            "No header",
            "The table begins with a record: its columns have no titles.",
            "Declare header: {rows: []} and give each field the title c1, c2, ...",
        ),
        _kind(
            "no-records",
            "warning",
            "No records",
            "The table has a header and no record below it.",
            "Ask the department whether the file is complete.",
        ),
        _kind(
            "header-doubtful",
            "warning",
            "Header in doubt",
            "The rows do not say clearly where titles end and records begin.",
            "Look at the first rows, and declare header: {rows: [...]}.",
        ),
        _kind(
            "note-skipped",
            "info",
            "Rows beside the table",
            "Titles, notes, sources or legends above or below the table are no records of it.",
            "Declare them under skip: so that the ledger counts them.",
        ),
        _kind(
            "total-skipped",
            "warning",
            "Total left out",
            "A row of totals stands apart from the records, or does not fit their columns.",
            "Declare it under skip: so that the ledger counts it.",
        ),
        _kind(
            "total-kept",
            "warning",
            "Total among the records",
            "A record looks like a total of others; counted with them, every sum is wrong.",
            "Declare it under skip: unless it is a record of its own.",
        ),
        _kind(
            "section-kept",
            "warning",
            "Section title among the records",
            "A nearly empty row among the records looks like the title of the section below it.",
            "Declare it under skip: or ask for the section in a column of its own.",
        ),
        _kind(
            "repeated-header",
            "warning",
            "Header repeated",
            "The header comes again among the records.",
            "Declare the rows under skip: so that the ledger counts them.",
        ),
        _kind(
            "unnamed-column",
            "warning",
            "Column without a title",
            "A column holds data and has no title.",
            "Ask the department what it means, and for a title.",
        ),
        _kind(
            "mended-record",
            "warning",
            "Records mended",
            "Records had a cell too many or too few; their cells were placed by what the other records have.",
            "Mend the delimiter or the quotation mark in the source; publishing takes the record as it stands.",
        ),
        _kind(
            "numbering-skipped",
            "info",
            "Numbering left out",
            "A column only counts the records; it says nothing about them.",
            "Declare it under ignore: or as a field if others refer to it.",
        ),
        _kind(
            "shifted-cells",
            "warning",
            "Cells one column to the right",
            "Cells stand in an untitled column beside an empty one they belong to; they were moved back.",
            "Ask for the file without the extra delimiter or cell.",
        ),
        _kind(
            "ambiguous-date",
            "warning",
            "Day or month first?",
            "The dates can be read with the day first and with the month first, and no value decides.",
            "Ask the department, and declare the formats: of the field.",
        ),
        _kind(
            "date-order-inferred",
            "warning",
            "Day or month first, from the rest",
            "No date of the column says whether the day or the month comes first; what else is in the file does.",
            "Check it with the department; the formats: of the field declare it.",
        ),
        _kind(
            "unit-in-title",
            "info",
            "Unit in the title",
            "The column's title, or a line above the table, gives a unit such as 万元 or thousand; values stay as found.",
            "Declare it as unit: of the field.",
        ),
        _kind(
            "ambiguous-number",
            "warning",
            "Thousands or decimals?",
            "The numbers can be read as thousands and as three decimals, and no value decides.",
            "Ask the department, and declare decimal_char: and group_char: of the field.",
        ),
        _kind(
            "mixed-column",
            "warning",
            "Mixed column",
            "Nearly all values of the column are of one type, and some are not.",
            "Add the others as missing: or lookups:, or keep the column as text.",
        ),
        _kind(
            "unreadable-value",
            "warning",
            "Values that cannot be read",
            "A few values of the column are not of its type: a day that is not in the calendar, a slip of the pen.",
            "Ask the department, or declare a lookup for each.",
        ),
        _kind(
            "serial-date",
            "warning",
            "Dates as day numbers",
            "Dates stand as the day numbers of a spreadsheet (42156 is 1 June 2015), alone or among others.",
            "Ask for the file with dates written out.",
        ),
        _kind(
            "suppressed",
            "info",
            "Suppressed counts",
            "Small counts are hidden by a mark such as <=5; the column stays text so that the mark is not lost.",
            "Declare the mark as missing: to publish the others as numbers.",
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
            "exclusive-minimum",
            "error",
            "Not above the limit",
            "The value is not greater than the declared exclusive minimum.",
            "Check the value with the department.",
        ),
        _kind(
            "exclusive-maximum",
            "error",
            "Not below the limit",
            "The value is not less than the declared exclusive maximum.",
            "Check the value with the department.",
        ),
        _kind(
            "min-length",
            "error",
            "Text too short",
            "The text has fewer characters than declared.",
            "Mend the source or min_length: of the field.",
        ),
        _kind(
            "max-length",
            "error",
            "Text too long",
            "The text has more characters than declared.",
            "Mend the source or max_length: of the field.",
        ),
        _kind(
            "enum",
            "error",
            "Not one of the declared values",
            "The value is none of those that the field may have.",
            "Add the value to enum:, or a lookup that maps the text to one of them.",
        ),
        _kind(
            "reference",
            "error",
            "Refers to nothing",
            "The value stands in no record of the dataset that the field refers to.",
            "Mend the value, or add the record to the other dataset; a lookup maps a misspelt value.",
        ),
        _kind(
            "comparison",
            "error",
            "Fields disagree",
            "The value does not stand to another field of the record as the rules say.",
            "Check both values with the department.",
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
            "unique-value",
            "error",
            "Value used twice",
            "An earlier record has the same value in a field that is declared unique.",
            "Keep one of the records in the source, or drop unique: from the field.",
        ),
        _kind(
            "duplicate",
            "info",
            "Exact duplicate",
            "A record with the same key and the same values was published once.",
            "Nothing to do; the ledger counts it.",
        ),
        _kind(
            "lookup-applied",
            "info",
            "Corrected by a lookup",
            "A declared lookup replaced the text of the source.",
            "Nothing to do; ask the department to write the right text.",
        ),
        _kind(
            "set-aside",
            "error",
            "Held back by clean.py",
            "The dataset's clean.py held the record back and gave a reason.",
            "Look at the reason; mend the source, or clean.py.",
        ),
        _kind(
            "changed-by-hook",
            "info",
            "Changed by clean.py",
            "The dataset's clean.py changed texts of the column before they were read.",
            "Nothing to do; look at the first of them to see that it is right.",
        ),
        _kind(
            "repaired-record",
            "warning",
            "Record repaired",
            "The record had a cell too many or too few, and repair: placed its cells by what the other records have.",
            "Compare the cells with the text as found; mend the source, and take repair: away.",
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
