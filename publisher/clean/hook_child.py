"""Runs a dataset's ``clean.py`` on batches, in the child: what it gives is checked, what it raises told with its place.

See :mod:`publisher.clean.hook`. Nothing here touches the caller but two Arrow files and a JSON value.
"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_RECORD, _HELD = "@record", "@held"
_AGAIN = 64  # records at each end of the first batch that are cleaned once more
_HOLD = "To hold a record back, write a reason into the column @held; to publish all, give back what was given."
_EXAMPLE = 'Write def clean_frame(frame): frame["name"] = frame["name"].str.strip(); return frame'

Clean = Callable[[Any], Any]


class _FaultError(Exception):
    """What is wrong with the hook or with what it gave."""

    def __init__(self, message: str, remedy: str, *, line: int | None = None, record: int | None = None) -> None:
        super().__init__(message)
        self.told = {"message": message, "remedy": remedy, "line": line, "record": record}


def run(path: str, given: str, made: str) -> dict[str, Any] | None:
    """Give each batch of the Arrow file ``given`` to the hook, and write what it makes into ``made``.

    None when all went well, else the fault: {message, remedy, line, record}.
    """
    try:
        clean = _load(Path(path))
        with pa.memory_map(given) as stream, pa.OSFile(made, "wb") as sink:
            reader = pa.ipc.open_file(stream)
            schema = pa.schema([*(field for field in reader.schema), pa.field(_HELD, pa.string())])
            with pa.ipc.new_file(sink, schema) as writer:
                for number in range(reader.num_record_batches):
                    batch = reader.get_batch(number)
                    cleaned = _cleaned(clean, batch, path)
                    if not number:
                        _check_alone(clean, batch, cleaned, path)
                    writer.write_batch(cleaned)
    except _FaultError as fault:
        return fault.told
    return None


def _load(path: Path) -> Clean:
    """The hook's function, as one from batch to batch."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("clean", path)
    if spec is None or spec.loader is None:
        raise _FaultError("it is no Python file", _EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    _show_pandas()
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise _FaultError(f"it is not valid Python: {error.msg}", "Mend this line.", line=error.lineno) from error
    except Exception as error:
        raise _raised(error, str(path)) from error
    return _function(module)


def _function(module: ModuleType) -> Clean:
    there = [name for name in ("clean_frame", "clean_batch") if callable(getattr(module, name, None))]
    if len(there) != 1:
        says = "it has both clean_frame and clean_batch" if there else "it has no function clean_frame or clean_batch"
        raise _FaultError(says, "Keep one of them." if there else _EXAMPLE)
    function: Clean = getattr(module, there[0])
    return function if there == ["clean_batch"] else lambda batch: _through_frame(function, batch)


def _show_pandas() -> None:
    """The process this one was forked from hides pandas, to save the readers its weight; a hook may want it."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "_NoPandas"]


def _through_frame(function: Clean, batch: Any) -> Any:
    """What a function on frames makes of a batch."""
    import pandas as pd

    index = pd.Index(batch.column(_RECORD).to_pylist(), name="record")
    names = [name for name in batch.schema.names if name != _RECORD]
    columns = {name: pd.arrays.ArrowExtensionArray(pa.chunked_array([batch.column(name)])) for name in names}
    frame = function(pd.DataFrame(columns, index=index))
    if not isinstance(frame, pd.DataFrame):
        raise _FaultError(f"clean_frame gave {type(frame).__name__}, not a DataFrame", "Add return frame.")
    columns = {str(name): _array(frame[name]) for name in frame.columns}
    return pa.table(columns | {_RECORD: pa.array(frame.index.tolist())})


def _array(series: Any) -> Any:
    if hasattr(series.array, "__arrow_array__"):
        return pa.array(series.array)
    missing = series.isna().tolist()
    return pa.array([None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)])


def _cleaned(clean: Clean, batch: Any, path: str) -> Any:
    """What the hook makes of a batch, checked. Raises _FaultError with the first record that it cannot clean."""
    try:
        return _checked(clean(batch), batch)
    except _FaultError:
        raise
    except Exception as error:
        record, cause = _first_failing(clean, batch, error)
        raise _raised(cause, path, record) from error


def _first_failing(clean: Clean, batch: Any, error: Exception) -> tuple[int | None, Exception]:
    """The first record that alone makes the hook raise, and what it raises; None where only several together do."""
    while len(batch) > 1:
        half = len(batch) // 2
        for part in (batch.slice(0, half), batch.slice(half)):
            try:
                clean(part)
            except _FaultError:
                continue
            except Exception as again:  # noqa: BLE001 - whatever the hook raises is its fault, and told
                batch, error = part, again
                break
        else:
            return None, error
    return batch.column(_RECORD)[0].as_py(), error


def _raised(error: Exception, path: str, record: int | None = None) -> _FaultError:
    """The fault of a hook that raised, with the line of its file that stands nearest to the cause."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    said = " ".join(str(error).split())[:300]
    line = lines[-1] if lines else None
    return _FaultError(f"{type(error).__name__}: {said}", "Mend this line, or the record.", line=line, record=record)


def _checked(made: Any, batch: Any) -> Any:
    """The hook's answer with the columns it must have, as texts; the records must be those of the batch, in order."""
    if not isinstance(made, (pa.RecordBatch, pa.Table)):
        raise _FaultError(f"clean_batch gave {type(made).__name__}, not a record batch", "Add return batch.")
    wanted, there = [*batch.schema.names, _HELD], list(made.schema.names)
    unknown = [name for name in there if name not in wanted]
    absent = [name for name in wanted[:-1] if name not in there]
    if unknown or absent or len(set(there)) < len(there):
        says = f"it gave columns that are no fields: {', '.join(unknown)}" if unknown else ""
        says = says or f"it did not give back: {', '.join(absent or there)}"
        raise _FaultError(says, f"The columns are: {', '.join(wanted[:-2])}.")
    _check_records(_one(made.column(_RECORD)), batch.column(_RECORD))
    texts = [_as_text(_one(made.column(name)), name) for name in wanted[:-2]]
    held = _as_text(_one(made.column(_HELD)), _HELD) if _HELD in there else pa.nulls(len(batch), pa.string())
    return pa.record_batch([*texts, batch.column(_RECORD), held], names=wanted)


def _check_records(made: Any, given: Any) -> None:
    if pa.types.is_integer(made.type) and made.cast(pa.int64()).equals(given):
        return
    lost = pc.filter(given, pc.invert(pc.is_in(given, value_set=made.cast(given.type, safe=False))))
    record = lost[0].as_py() if len(lost) else None
    what = "it dropped a record" if len(lost) else "it added, repeated or moved records"
    raise _FaultError(f"{what}: {len(given)} were given, {len(made)} came back", _HOLD, record=record)


def _one(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _as_text(column: Any, name: str) -> Any:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)):
        raise _FaultError(
            f"the column `{name}` came back as {kind}, not as text",
            f"Give texts, which the spec's rules read then: frame[{name!r}].astype(str), for example.",
        )
    return column.cast(pa.string())


def _check_alone(clean: Clean, batch: Any, cleaned: Any, path: str) -> None:
    """Raise _FaultError where some records, cleaned once more without the others, come out otherwise."""
    count = min(_AGAIN, max(1, len(batch) // 2))
    for start in (0, len(batch) - count):
        again = _cleaned(clean, batch.slice(start, count), path)
        for name in cleaned.schema.names:
            one, two = (column.to_pylist() for column in (cleaned.column(name).slice(start, count), again.column(name)))
            place = next((at for at in range(count) if one[at] != two[at]), None)
            if place is not None:
                raise _FaultError(
                    f"`{name}` came out as `{one[place]}` among {len(batch)} records, as `{two[place]}` among {count}",
                    "Clean each record by itself, without chance, the clock or the other records of the batch.",
                    record=batch.column(_RECORD)[start + place].as_py(),
                )
