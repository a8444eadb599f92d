"""What is found in notices and papers."""

from __future__ import annotations

from publisher.issues.kind import kind

KINDS = (
    kind(
        "date-disagrees",
        "warning",
        "Dates disagree",
        "The page, its metadata and its text give different dates.",
        "Look at the document and write the right date in collection.yml.",
    ),
    kind(
        "no-date",
        "warning",
        "No date found",
        "No publication date was found in the document.",
        "Write its date in collection.yml.",
    ),
    kind(
        "no-text",
        "warning",
        "No text found",
        "The document holds no text that can be read; it may be a scan.",
        "Ask for a file with text.",
    ),
    kind(
        "text-damaged",
        "error",
        "Text is damaged",
        "Characters were lost before the text was received.",
        "Ask the department for the text again; it is never mended by guess.",
    ),
)
