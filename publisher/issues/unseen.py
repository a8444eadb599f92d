"""What a file holds that a reader of it does not see, and that goes with it when it is passed on."""

from __future__ import annotations

from publisher.issues.kind import kind

KINDS = (
    kind(
        "hidden-sheet",
        "warning",
        "Hidden sheet",
        "The workbook has a sheet that its program does not show; it was read like the others.",
        "Name the sheet to publish in sheet:, and make sure that the hidden one holds nothing private.",
    ),
    kind(
        "hidden-rows",
        "warning",
        "Hidden rows",
        "The sheet has rows with values that its program does not show; they are read like the others.",
        "Show the rows and look what they hold. To publish them, say why under hidden: in the source.",
    ),
    kind(
        "hidden-columns",
        "warning",
        "Hidden columns",
        "The sheet has columns with values that its program does not show; they are read like the others.",
        "Show the columns and look what they hold. To publish them, say why under hidden: in the source.",
    ),
    kind(
        "hidden-text",
        "warning",
        "Text that is not seen",
        "The file holds text that is not seen: marked as hidden, tiny, under a box, of the colour behind it.",
        "Look at what it says before the file is passed on; it may have been meant to be taken out.",
    ),
    kind(
        "far-cell",
        "warning",
        "Cell far from the others",
        "A cell with a value stands far below or beside all others, where nobody looks.",
        "Look what it holds, and take it away if it does not belong to the table.",
    ),
    kind(
        "comments",
        "warning",
        "Comments",
        "The file holds comments or notes beside its text. They are not published, but stay in the file.",
        "Take the comments away before the file itself is passed on.",
    ),
    kind(
        "tracked-changes",
        "warning",
        "Recorded changes",
        "The file records what was changed and by whom, so that what was taken out can be read again.",
        "Accept or reject all changes, and turn recording off, before the file itself is passed on.",
    ),
    kind(
        "pivot-cache",
        "warning",
        "Rows behind a pivot table",
        "The file keeps a copy of the rows that a pivot table sums up, even where their sheet is gone.",
        "Paste the pivot table as values before the file itself is passed on.",
    ),
    kind(
        "external-reference",
        "warning",
        "Links to the outside",
        "The file refers to other files or addresses, or names a path of a machine. Daylight follows none of them.",
        "Break the links in the file's own program before the file itself is passed on.",
    ),
    kind(
        "embedded-file",
        "warning",
        "Files inside the file",
        "Another file is embedded in the file or attached to it. It is not read and not published.",
        "Open it and look what it holds before the file itself is passed on.",
    ),
    kind(
        "macros",
        "warning",
        "Macros or scripts",
        "The file holds a program. Daylight does not run it.",
        "Ask for the file without macros before it is passed on.",
    ),
    kind(
        "text-aside",
        "warning",
        "Text beside the cells",
        "The workbook holds text that is in no cell: text boxes, hidden names, lists of values, printed headers.",
        "Look at what it says. It is not published; whoever has the file reads it.",
    ),
    kind(
        "earlier-text",
        "warning",
        "What was there before",
        "The file keeps versions before the last one, or bytes after its end, which a reader does not show.",
        "Save the file as a new one before it is passed on.",
    ),
    kind(
        "file-properties",
        "info",
        "Properties of the file",
        "The file says who wrote it, or with what. Such properties are not published.",
        "Take them away before the file itself is passed on.",
    ),
)
