"""What other readers make of a file, each with its defaults: for the scoring scripts, in an environment of its own.

Nothing here imports the project. ``tables_*`` give data frames, ``pollock_*`` rows of text, ``pdf_*`` lists of rows.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path
from typing import Any

_BOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}


def tables_pandas(path: str) -> Any:
    import pandas as pd

    if Path(path).suffix in _BOOKS:
        return list(pd.read_excel(path, sheet_name=None).values())
    if path.endswith((".html", ".htm")):
        return pd.read_html(path)
    if path.endswith(".json"):
        return pd.read_json(path)
    return pd.read_csv(path, sep=None, engine="python")


def tables_polars(path: str) -> Any:
    import polars as pl

    if Path(path).suffix in _BOOKS:
        return list(pl.read_excel(path, sheet_id=0).values())
    return pl.read_csv(
        path, ignore_errors=True, truncate_ragged_lines=True, encoding="utf8-lossy", try_parse_dates=True
    )


def tables_duckdb(path: str) -> Any:
    import duckdb

    if path.endswith(".xlsx"):
        return duckdb.sql(f"select * from read_xlsx('{path}')").arrow().read_all()
    return duckdb.sql(f"select * from read_csv('{path}')").arrow().read_all()


def tables_frictionless(path: str) -> Any:
    from frictionless import Resource

    return Resource(path).to_pandas()


def tables_careful(path: str) -> Any:
    """What a careful person writes in an afternoon: the encoding detected, every sheet, the tables of a page or PDF."""
    import pandas as pd
    from charset_normalizer import from_bytes

    if Path(path).suffix in _BOOKS:
        try:
            return [frame.convert_dtypes() for frame in pd.read_excel(path, sheet_name=None).values()]
        except ValueError:
            return pd.read_html(path)
    if path.endswith(".pdf"):
        return [pd.DataFrame(table[1:], columns=table[0]) for table in pdf_pdfplumber(path) if table]
    if path.endswith((".html", ".htm")):
        return pd.read_html(path)
    best = from_bytes(Path(path).read_bytes()[: 1 << 20]).best()
    return pd.read_csv(
        path, sep=None, engine="python", encoding=best.encoding if best else "latin-1", on_bad_lines="skip"
    )


def pollock_pandas(path: str) -> list[list[str]]:
    import pandas as pd

    frame = pd.read_csv(path, sep=None, engine="python", header=None, dtype=str, keep_default_na=False)
    return [[str(cell) for cell in row] for row in frame.values.tolist()]


def pollock_polars(path: str) -> list[list[str]]:
    import polars as pl

    frame = pl.read_csv(
        path,
        has_header=False,
        infer_schema=False,
        truncate_ragged_lines=True,
        encoding="utf8-lossy",
        ignore_errors=True,
    )
    return [["" if cell is None else cell for cell in row] for row in frame.rows()]


def pollock_duckdb(path: str) -> list[list[str]]:
    import duckdb

    rows = duckdb.sql(f"select * from read_csv('{path}', all_varchar=true, header=false)").fetchall()
    return [["" if cell is None else cell for cell in row] for row in rows]


def pollock_clevercsv(path: str) -> list[list[str]]:
    import clevercsv

    rows: list[list[str]] = clevercsv.read_table(path)
    return rows


def pollock_csv(path: str) -> list[list[str]]:
    with open(path, newline="", encoding="utf-8", errors="replace") as handle:  # noqa: PTH123
        sample = handle.read(65536)
        handle.seek(0)
        return list(csv.reader(handle, csv.Sniffer().sniff(sample)))


def pdf_camelot(path: str) -> list[list[list[str]]]:
    import camelot

    return [table.df.values.tolist() for table in camelot.read_pdf(path, pages="all", flavor="stream")]


def pdf_pdfplumber(path: str) -> list[list[list[str]]]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [
            [[cell or "" for cell in row] for row in table] for page in pdf.pages for table in page.extract_tables()
        ]


def time_csv_duckdb(path: str) -> Any:
    import duckdb

    base = duckdb.connect()
    base.execute("set threads=1")
    return base.execute(f"create table t as select * from read_csv('{path}', ignore_errors=true)")


def time_csv_duckdb_default(path: str) -> Any:
    import duckdb

    base = duckdb.connect()
    base.execute("set threads=1")
    return base.execute(f"create table t as select * from read_csv('{path}')")


def time_csv_pandas(path: str) -> Any:
    import pandas as pd

    return pd.read_csv(path, on_bad_lines="skip")


def time_csv_polars(path: str) -> Any:
    import polars as pl

    return pl.read_csv(path, ignore_errors=True, truncate_ragged_lines=True)


def time_xlsx_pandas(path: str) -> Any:
    import pandas as pd

    return pd.read_excel(path, sheet_name=None)


def time_xlsx_polars(path: str) -> Any:
    import polars as pl

    return pl.read_excel(path, sheet_id=0)


if __name__ == "__main__":
    made = globals()[sys.argv[1]]
    began = time.monotonic()
    made(sys.argv[2])
    print(f"{time.monotonic() - began:.2f}")
