"""Findings as lines for a person and as values for a program: what ``check`` and ``issues`` both show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from publisher.check.model import IssueSummary
from publisher.commands.terminal import grid, paragraph, width
from publisher.issues import KINDS, Issue

_HEADS = ("file", "sheet", "record", "line", "column", "text")
_SHORT = 30  # a note as short as this stands in the table, a longer one below it


def finding_lines(summaries: Sequence[IssueSummary]) -> list[str]:
    """Each finding with its first examples and what to do."""
    lines: list[str] = []
    for summary in summaries:
        kind = KINDS[summary.code]
        where = f", field {summary.field}" if summary.field else ""
        lines += ["", f"  {kind.severity}: {kind.title}{where}, {summary.total:,} in all"]
        lines += paragraph(kind.sentence, indent="    ")
        lines += _examples(summary.examples)
        notes = dict.fromkeys(example.note for example in summary.examples if width(example.note) > _SHORT)
        lines += [line for note in notes for line in paragraph(note, indent="    ")]
        lines += paragraph(f"What to do: {kind.advice}", indent="    ", hanging="      ")
    return lines


def finding_value(summary: IssueSummary) -> dict[str, Any]:
    """One finding as JSON: {code, severity, title, sentence, advice, field, total, examples: [{file, sheet, record,
    line, column, text, note, count}]}.
    """
    kind = KINDS[summary.code]
    names = (*_HEADS, "note", "count")
    return {
        "code": summary.code,
        "severity": kind.severity,
        "title": kind.title,
        "sentence": kind.sentence,
        "advice": kind.advice,
        "field": summary.field,
        "total": summary.total,
        "examples": [{name: getattr(example, name) for name in names} for example in summary.examples],
    }


def _examples(examples: Sequence[Issue]) -> list[str]:
    """A table of the places; columns in which no example says anything are left out."""
    rows = [[_said(getattr(example, name)) for name in (*_HEADS, "note")] for example in examples]
    for row in rows:
        row[0] = row[0].rpartition("/")[2]
        row[-1] = row[-1] if width(row[-1]) <= _SHORT else ""
    there = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    heads = [(*_HEADS, "note")[place] for place in there]
    return grid(heads, [[row[place] for place in there] for row in rows], right=("record", "line"), indent="    ")


def _said(value: object) -> str:
    return "" if value is None else str(value)
