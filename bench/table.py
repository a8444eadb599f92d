"""What a browser reads of a table of a million rows, and what other ways to cut its Parquet file would cost.

    python bench/table.py [ROWS] [--cuts]      ROWS: default 1,000,000; --cuts: the other ways, too

Bytes and requests are those of the page's own reader, run in node over a file: the footer, then fifty rows of all
fourteen columns at the start, in the middle and (as after an order) scattered over the file; then one whole column.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from publisher.release import parquet_file

HERE = Path(__file__).parent
ESBUILD = HERE.parent / "site_templates" / "node_modules" / ".bin" / "esbuild"
WORDS = [
    "supply",
    "repair",
    "survey",
    "design",
    "cleaning",
    "training",
    "inspection",
    "of",
    "for",
    "and",
    "the",
    "schools",
]
WORDS += ["roads", "parks", "clinics"]


def contracts(rows: int, seed: int = 7) -> pa.Table:
    """Contracts as a register of ten years has them, in the order of their days."""
    random = np.random.default_rng(seed)
    day = np.sort(random.integers(0, 3650, rows))
    suppliers = np.array(
        [f"{first} {second} {number} Ltd" for first in WORDS for second in WORDS for number in range(25)]
    )
    title = np.array(WORDS)[random.integers(0, len(WORDS), (rows, 8))]
    cents = (random.lognormal(10, 1.6, rows) * 100).astype(np.int64)
    first = np.datetime64("2016-01-01")

    def of(prefix: str, count: int) -> Any:
        return np.array([f"{prefix}-{number}" for number in range(count)])[random.integers(0, count, rows)]

    return pa.table(
        {
            "reference": [f"LW-{2016 + at // 365}-{number:07d}" for number, at in enumerate(day.tolist())],
            "awarded_on": pa.array(first + day),
            "department": of("department", 8),
            "supplier": suppliers[np.minimum(random.zipf(1.3, rows) - 1, len(suppliers) - 1)],
            "title": [" ".join(words) for words in title.tolist()],
            "procedure": of("procedure", 4),
            "value": pa.array(cents, pa.int64(), mask=cents % 37 == 0)
            .cast(pa.decimal128(20, 0))
            .cast(pa.decimal128(22, 2)),
            "bids": random.integers(1, 20, rows),
            "district": of("district", 12),
            "green": random.random(rows) < 0.2,
            "share": random.random(rows).round(4),
            "starts_on": pa.array(first + day + random.integers(5, 90, rows)),
            "latitude": (31 + random.random(rows)).round(5),
            "longitude": (121 + random.random(rows)).round(5),
        }
    )


def cut(group: int, **options: Any) -> Callable[[Path, pa.Table], None]:
    """A writer with other sizes."""

    def write(path: Path, table: pa.Table) -> None:
        common: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "write_page_index": True}
        pq.write_table(table, path, row_group_size=group, **common, **options)

    return write


FEW = ["awarded_on", "department", "supplier", "procedure", "bids", "district", "starts_on"]
CUTS: dict[str, Callable[[Path, pa.Table], None]] = {
    "20k rows a group, as before": cut(20_000),
    "100k rows": cut(100_000),
    "100k, pages of 8 kB": cut(100_000, data_page_size=8_192, write_batch_size=256),
    "100k, pages of 1,000 rows": cut(100_000, max_rows_per_page=1_000, write_batch_size=1_000),
    "100k, 1,000 rows, dictionaries to 16 kB": cut(
        100_000, max_rows_per_page=1_000, write_batch_size=1_000, dictionary_pagesize_limit=16_384
    ),
    "50k, 1,000 rows, dictionaries of few": cut(
        50_000, max_rows_per_page=1_000, write_batch_size=1_000, use_dictionary=FEW
    ),
    "100k, 500 rows, dictionaries of few": cut(
        100_000, max_rows_per_page=500, write_batch_size=500, use_dictionary=FEW
    ),
    "100k, 2,000 rows, dictionaries of few": cut(
        100_000, max_rows_per_page=2_000, write_batch_size=2_000, use_dictionary=FEW
    ),
    "200k, 1,000 rows, dictionaries of few": cut(
        200_000, max_rows_per_page=1_000, write_batch_size=1_000, use_dictionary=FEW
    ),
}


def measure(script: Path, path: Path, table: pa.Table) -> dict[str, dict[str, int]]:
    """What the reader took: name of the reading -> bytes, requests, milliseconds."""
    asked = {
        "path": str(path),
        "size": path.stat().st_size,
        "footer": parquet_file.footer_size(path),
        "rows": table.num_rows,
        "columns": table.column_names,
        "sort": ["value", "supplier"],
    }
    ended = subprocess.run(["node", str(script)], input=json.dumps(asked), capture_output=True, text=True, check=True)
    found: dict[str, dict[str, int]] = json.loads(ended.stdout)
    return found


def main() -> None:
    """Print one line a way to cut the file."""
    numbers = [argument for argument in sys.argv[1:] if argument.isdigit()]
    table = contracts(int(numbers[0]) if numbers else 1_000_000)
    ways = {"what releases have": parquet_file.write, **(CUTS if "--cuts" in sys.argv else {})}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script, path = folder / "table.mjs", folder / "data.parquet"
        options = ["--bundle", "--platform=node", "--format=esm", "--log-level=error", f"--outfile={script}"]
        subprocess.run([str(ESBUILD), str(HERE / "table.ts"), *options], check=True)
        print(f"{table.num_rows:,} rows, {table.num_columns} columns; kB / requests / milliseconds of each reading")
        for way, write in ways.items():
            started = time.perf_counter()
            write(path, table)
            seconds = time.perf_counter() - started
            read = measure(script, path, table)
            parts = [
                f"{name} {one['bytes'] / 1e3:,.0f}/{one['requests']}/{one['milliseconds']}"
                for name, one in read.items()
            ]
            size, footer = path.stat().st_size / 1e6, parquet_file.footer_size(path) / 1e3
            print(f"{way:40} {size:5.1f} MB, footer {footer:5.1f} kB, {seconds:4.1f} s: {'; '.join(parts)}", flush=True)


if __name__ == "__main__":
    main()
