"""The thresholds a release must keep, measured exactly.

A result's name is its key below ``assertions:`` in ``dataset.yml`` (``min.filled.supplier``). Two more are always
there: ``ledger`` (no record lost) and ``rows`` (as many rows and origins as the ledger says).
Shares are compared as fractions of whole numbers; what is shown is rounded against the data, so that a share that
fails never looks like one that holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from publisher.check.model import AssertionResult, Previous
from publisher.clean.model import Cleaned
from publisher.spec.model import DatasetSpec
from publisher.values.display import Shown, texts

_SHOWN = Decimal("0.0001")


def assertions(spec: DatasetSpec, cleaned: Cleaned, previous: Previous | None) -> tuple[AssertionResult, ...]:
    """Every threshold that applies, in the order of the YAML; see the module for the names."""
    return (*_accounts(cleaned), *_declared(spec, cleaned, previous))


def removed(spec: DatasetSpec, table: pa.Table, previous: Previous) -> int:
    """How many rows of ``previous`` are gone: by key, or, where the releases share no key, by the number of rows."""
    path = previous.folder / f"{previous.dataset}.parquet"
    names = pq.read_schema(path).names if spec.key else []
    if not spec.key or not set(spec.key) <= set(names):
        return max(0, previous.rows - int(table.num_rows))
    fields = {field.name: field for field in spec.fields}
    before = key_texts(pq.read_table(path, columns=list(spec.key)), spec.key, fields)
    gone = pc.invert(pc.is_in(before, value_set=key_texts(table, spec.key, fields)))
    return int(pc.sum(gone).as_py() or 0)


def _accounts(cleaned: Cleaned) -> Iterator[AssertionResult]:
    ledger, wanted = cleaned.ledger, "read = published + quarantined + duplicates + dropped = counted"
    wrong = [account for account in ledger.accounts if not account.balanced]
    for account in wrong:
        place = account.file if account.sheet is None else f"{account.file}, sheet {account.sheet}"
        sums = f"{account.published} + {account.quarantined} + {account.duplicates} + {account.dropped}"
        measured = f"{place}: {account.read}, {sums}, {account.counted}"
        yield AssertionResult(name="ledger", wanted=wanted, measured=measured, holds=False)
    if not wrong:
        yield AssertionResult(name="ledger", wanted=wanted, measured=str(ledger.total("read")), holds=True)
    rows, origins = cleaned.table.num_rows, cleaned.origin.num_rows
    measured = str(rows) if rows == origins else f"{rows}, {origins} origins"
    holds = rows == origins == ledger.rows_out
    yield AssertionResult(name="rows", wanted=f"= {ledger.rows_out}", measured=measured, holds=holds)


def _declared(spec: DatasetSpec, cleaned: Cleaned, previous: Previous | None) -> Iterator[AssertionResult]:
    declared, table = spec.assertions, cleaned.table
    rows = table.num_rows
    if (least := declared.rows_min) is not None:
        yield AssertionResult(name="min.rows", wanted=f"≥ {least}", measured=str(rows), holds=rows >= least)
    for field, share in sorted(declared.filled_min.items()):
        filled = rows - table.column(field).null_count
        yield _at_least(f"min.filled.{field}", share, filled, rows)
    if (most := declared.rows_max) is not None:
        yield AssertionResult(name="max.rows", wanted=f"≤ {most}", measured=str(rows), holds=rows <= most)
    if declared.removed_max is not None:
        if previous is None:
            wanted = f"≤ {declared.removed_max}"
            yield AssertionResult(name="max.removed", wanted=wanted, measured="no earlier release", holds=True)
        else:
            yield _at_most("max.removed", declared.removed_max, removed(spec, table, previous), previous.rows)
    if declared.held_max is not None:
        ledger = cleaned.ledger
        data = ledger.total("read") - ledger.total("dropped")  # titles and totals are no data
        yield _at_most("max.held", declared.held_max, ledger.total("quarantined"), data)


def _at_least(name: str, wanted: Decimal, part: int, whole: int) -> AssertionResult:
    """A share of nothing is no evidence, so it does not hold."""
    if not whole:
        return AssertionResult(name=name, wanted=f"≥ {wanted}", measured="no rows", holds=False)
    share = (Decimal(part) / whole).quantize(_SHOWN, ROUND_FLOOR)
    measured = f"{share} ({part}/{whole})"
    return AssertionResult(name=name, wanted=f"≥ {wanted}", measured=measured, holds=part >= wanted * whole)


def _at_most(name: str, wanted: Decimal, part: int, whole: int) -> AssertionResult:
    share = (Decimal(part) / whole).quantize(_SHOWN, ROUND_CEILING) if whole else Decimal(0)
    measured = f"{share} ({part}/{whole})"
    return AssertionResult(name=name, wanted=f"≤ {wanted}", measured=measured, holds=part <= wanted * whole)


def key_texts(table: pa.Table, key: Sequence[str], fields: Mapping[str, Shown]) -> Any:
    """The key of each row as one text: its parts' texts, each after its length, so that no two keys look alike."""
    parts: list[Any] = []
    for name in key:
        said = pc.fill_null(texts(table.column(name), fields[name]), "")
        parts += [pc.utf8_length(said).cast(pa.large_string()), said]
    return pc.binary_join_element_wise(*parts, pa.scalar(":", pa.large_string()))
