"""What is in a file that nobody has described: its tables, their headers, their types, and how sure that is.

``inspect(snapshot)`` reads a file as text and finds its tables. Three questions are answered one after the other,
each in its own module, from the whole file and without a word about any particular publisher:

- :mod:`publisher.inspect.layout`: which rows and columns make a table, and which rows of it are titles, records,
  notes or totals. Rows are weighed by how well they are explained as data or as titles
  (:mod:`publisher.inspect.header`), so the distance to the next best explanation says how sure the answer is.
- :mod:`publisher.inspect.types`: what type each column has, over all its values.
- :mod:`publisher.inspect.confidence`: whether the evidence agrees. A table that is sure and wrong is the worst
  result, so every doubt counts.

Inspecting only proposes. ``daylight publish`` goes by what a person has declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.inspect.model import FoundField, FoundTable, Inspection

if TYPE_CHECKING:
    from publisher.snapshot import Snapshot

__all__ = ["FoundField", "FoundTable", "Inspection", "inspect"]


def inspect(*snapshots: Snapshot) -> Inspection:
    """The tables of one or more files, in order. Raises SourceError when a file cannot be read."""
    from publisher.inspect.survey import survey

    return survey(snapshots)
