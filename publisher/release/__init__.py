"""Releases: immutable, content-addressed versions of a dataset.

A release is a folder ``<store>/<dataset>/<version>/`` that is written aside and put in place by one rename, and
never changed afterwards::

    <id>.parquet             the data, exact           <id>.zip                 CSV, README, licence, datapackage.json
    <id>.csv .jsonl .xlsx    the same for other tools  <id>.quarantine.parquet  records held back, and why
    release.json             all that is known of it   <id>.origin.parquet      where each row came from
    <id>.keys                where the row of each key stands, where the dataset has a key

``<version>`` is the day and eight hex digits of the hash of what is published, so equal content is one release
however often it is made. :func:`build` makes a release, :func:`promote` makes it the published one.
"""

from __future__ import annotations

from publisher.release.build import build
from publisher.release.manifest import from_json, to_json
from publisher.release.model import Occasion, Release, ReleaseField, ReleaseFile, ReleaseSource
from publisher.release.store import current, first_rows, history, load, placed, promote, read_table, versions
from publisher.values.display import text

__all__ = [
    "Occasion",
    "Release",
    "ReleaseField",
    "ReleaseFile",
    "ReleaseSource",
    "build",
    "current",
    "first_rows",
    "from_json",
    "history",
    "load",
    "placed",
    "promote",
    "read_table",
    "text",
    "to_json",
    "versions",
]
