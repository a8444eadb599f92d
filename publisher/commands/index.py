"""``daylight index FILE.parquet --out DIR``: the search index builder alone, for any table."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from publisher.errors import Place, SourceError, UsageError

_COLUMNS = ("id", "title", "body", "lang", "language", "kind", "type", "department", "dept", "date", "url")


@click.command("index", short_help="Build a search index of any table.")
@click.argument("table", metavar="FILE.parquet", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Where the index goes.")
@click.option(
    "--text/--no-text",
    default=False,
    show_default=True,
    help="Keep whole bodies, so that results show the passage that matched; the index gets about twice as large.",
)
def command(table: Path, out: Path, text: bool) -> None:
    """Build a search index of the rows of FILE.parquet in the folder DIR.

    Columns: id, title, body and, where there are, lang, kind or type, department or dept, date (2016-10-08), url.
    Search it with daylight search --index DIR, or put it on any web server.

    Exit code: 0 built, 1 FILE cannot be read or indexed, 2 wrong usage.

    \b
    Examples:
      daylight index notices.parquet --out index/
      daylight index notices.parquet --out index/ --text
      daylight search '"public hearing"' --index index/
    """
    import search_index

    begun = time.monotonic()
    try:
        summary = search_index.build(_rows(table), out, text=text)
    except search_index.SearchError as error:
        raise UsageError(str(error), remedy="Mend it, then run the command again.") from error
    click.echo(
        f"{summary.documents:,} documents, {summary.terms:,} terms: {len(summary.files)} files, "
        f"{summary.size / 1e6:,.1f} MB in {out}, {time.monotonic() - begun:,.1f} s"
    )


def _rows(table: Path) -> Any:
    """The table's rows, batch by batch, as a record batch reader. Raises SourceError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = pq.ParquetFile(table)
    except FileNotFoundError as error:
        raise SourceError(
            "the file is not there", place=Place(file=str(table)), remedy="Check the name of the file."
        ) from error
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"the file cannot be read as Parquet: {str(error).splitlines()[0]}",
            place=Place(file=str(table)),
            remedy="Give a Parquet file; daylight inspect FILE --out DIR makes one of a table in any other format.",
        ) from error
    names = [name for name in source.schema_arrow.names if name in _COLUMNS]
    schema = pa.schema([source.schema_arrow.field(name) for name in names])
    batches = source.iter_batches(batch_size=4096, columns=names)
    return pa.RecordBatchReader.from_batches(schema, batches)
