"""What is found while a file is read: bytes, records and cells that are not as they should be."""

from __future__ import annotations

from publisher.issues.kind import kind

KINDS = (
    kind(
        "empty-file",
        "warning",
        "Empty file",
        "The file holds no data.",
        "Ask the department for the file again.",
    ),
    kind(
        "encoding-chosen",
        "info",
        "Encoding chosen",
        "The file does not declare its character encoding; one was chosen by trial.",
        "Declare encoding: in the source if the choice is wrong.",
    ),
    kind(
        "encoding-error",
        "error",
        "Bytes that are not text",
        "Some bytes are not valid in the file's encoding.",
        "Ask for the file in UTF-8, or declare its encoding: in the source.",
    ),
    kind(
        "ragged-record",
        "error",
        "Wrong number of cells",
        "The record has more or fewer cells than the header.",
        "Mend the record in the source file; an unquoted delimiter is the usual cause.",
    ),
    kind(
        "unclosed-quote",
        "error",
        "Unclosed quote",
        "A quotation mark opens and never closes, so records may have run together.",
        "Mend the quotation mark in the source file.",
    ),
    kind(
        "count-differs",
        "error",
        "Two counts disagree",
        "Two independent counts of the file's records differ.",
        "Nothing is published from this file until the cause is known.",
    ),
    kind(
        "stray-mark",
        "warning",
        "Byte order mark inside",
        "A byte order mark stands inside the file, as when files were joined; it is kept as a character.",
        "Ask for the files one by one, or mend the place.",
    ),
    kind(
        "cell-too-large",
        "error",
        "Cell is too large",
        "A cell holds more than 1 MiB of text.",
        "Look for a quotation mark that does not close, or move the text to a document.",
    ),
    kind(
        "unreadable-record",
        "error",
        "Record cannot be read",
        "A record is not written as its format says; its cells are empty and its text stands here.",
        "Mend the record in the source file.",
    ),
    kind(
        "repeated-name",
        "error",
        "Name used twice in a record",
        "A record gives two values under one name; both are kept, the second under a numbered name.",
        "Ask for the record with one value.",
    ),
    kind(
        "not-a-number",
        "warning",
        "NaN or Infinity",
        "A number is not finite; it is kept as its text, which is no JSON.",
        "Add the text to missing: if it means that there is no value.",
    ),
    kind(
        "source-comments",
        "info",
        "Comments in the page's source",
        "The page's source holds comments with words in them. They are not shown, and not published.",
        "Look at what they say before the file itself is passed on.",
    ),
    kind(
        "cell-error",
        "warning",
        "Error in a cell",
        "A cell holds an error of its program, such as #REF! or #DIV/0!, where a value should be; it is empty here.",
        "Mend the formula in the workbook, or ask for the value.",
    ),
    kind(
        "cell-conflict",
        "error",
        "Cell given twice",
        "The sheet gives one cell or row more than once.",
        "Open the workbook and save it again.",
    ),
    kind(
        "member-skipped",
        "warning",
        "Member left out",
        "A member of the archive is of a kind that is not read as a table.",
        "Look whether it holds data. To publish the others, name them with member: in the source.",
    ),
    kind(
        "formula-text",
        "info",
        "Text written as a formula",
        'Cells are written as a formula that gives a text, such as ="0012"; the text is read.',
        "Nothing, unless the equals sign and the quotes belong to the value.",
    ),
    kind(
        "layout-guessed",
        "warning",
        "Table guessed from a page",
        "A PDF says where letters stand, not what is a table; its rows and columns are a guess.",
        "Ask for the data as a file, or look through what was found before you use it.",
    ),
)
