"""How a log of ours is stored: columns as Arrow or text, and a description that brings both back."""

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.errors import InputError
from domain.eventlog import EventLog, Known, Origin
from domain.frames import CORE, INSTANT_DTYPE
from domain.io.source import one_line

VERSION: Final = 1
KEY: Final = "switchboard"

_INSTANT: Final = pa.timestamp("us", "UTC")


def describe(log: EventLog) -> dict[str, Any]:
    """Say what a log is and of what kind its columns are, in words JSON can hold."""
    meta = log.meta | {
        "observed_until": log.observed_until.isoformat(),
        "origin": str(log.origin),
        "attributes": {name: str(known) for name, known in log.attributes.items()},
    }
    kinds = {
        name: {column: str(frame[column].dtype) for column in frame} for name, frame in log.frames.items()
    }
    return {KEY: VERSION, "meta": meta, "frames": kinds}


def read_description(text: str, file: str) -> dict[str, Any]:
    """Read what `describe` said.

    Raises
    ------
    InputError
        When it is damaged, or written by a later version.
    """
    try:
        told = json.loads(text)
        told["meta"]["observed_until"] = pd.Timestamp(told["meta"]["observed_until"])
        told["meta"]["origin"] = Origin(told["meta"]["origin"])
        told["meta"]["attributes"] = {
            str(name): Known(known) for name, known in told["meta"]["attributes"].items()
        }
        version, frames = told[KEY], {name: dict(columns) for name, columns in told["frames"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            f"{file}: the description of the log must be as it was written, but is damaged."
        ) from error
    if version != VERSION or set(frames) != set(CORE):
        raise InputError(
            f"{file}: the log must be of version {VERSION} with its ten frames, got version {version!r}."
        )
    return {"meta": told["meta"], "frames": frames}


def rebuild(frames: Mapping[str, pd.DataFrame], meta: Mapping[str, Any], file: str) -> EventLog:
    """Make the log again; damage the description did not show is told in one sentence."""
    try:
        return EventLog.build(frames, **meta)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    except (TypeError, ValueError, KeyError, IndexError, OverflowError) as error:
        raise InputError(
            f"{file}: the frames must be as they were written, but are damaged: {one_line(error)}."
        ) from error


def to_arrow(column: "pd.Series[Any]", file: str) -> pa.Array:
    """Turn a column of a frame into Arrow; names once per value, unknown is null."""
    try:
        array = pa.Array.from_pandas(column)
    except (pa.ArrowException, TypeError) as error:
        raise InputError(
            f"{file}: column '{column.name}' must hold plain values to be stored: {one_line(error)}."
        ) from error
    if pa.types.is_dictionary(array.type):
        return array.cast(pa.dictionary(pa.int32(), pa.string()))
    return array.cast(pa.string()) if pa.types.is_large_string(array.type) else array


def to_text(array: pa.Array) -> pa.Array:
    """Write values so that `from_text` reads the same ones; instants as 2026-07-01T08:30:00.000000Z."""
    if pa.types.is_dictionary(array.type):
        return pc.take(array.dictionary.cast(pa.string()), array.indices)
    text = array.cast(pa.string())
    return pc.replace_substring(text, " ", "T") if pa.types.is_timestamp(array.type) else text


def from_arrow(array: pa.Array | pa.ChunkedArray, dtype: str) -> "pd.Series[Any]":
    """Turn an Arrow column back into the kind it had."""
    whole = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    if dtype == "category":
        return _names(whole)
    series = whole.to_pandas()
    return pd.Series(series.astype(dtype) if str(series.dtype) != dtype else series)


def from_text(text: pa.Array | pa.ChunkedArray, dtype: str) -> "pd.Series[Any]":
    """Read what `to_text` wrote."""
    whole = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    if dtype == "category":
        return _names(whole)
    plain = to_text(whole) if pa.types.is_dictionary(whole.type) else whole
    if dtype in ("str", "string", "object"):
        return pd.Series(plain.to_pandas().astype("str"))
    kind = _INSTANT if dtype == INSTANT_DTYPE else pa.Array.from_pandas(pd.Series([], dtype=dtype)).type
    return from_arrow(plain.cast(kind), dtype)


def _names(array: pa.Array) -> "pd.Series[Any]":
    coded = array if pa.types.is_dictionary(array.type) else array.cast(pa.string()).dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    values = pd.Index(coded.dictionary.cast(pa.string()).to_pandas(), dtype="str")
    return pd.Series(pd.Categorical.from_codes(codes, values))


def owner_rows(ids: "pd.Series[Any]", known: "pd.Series[str]", file: str) -> npt.NDArray[np.int32]:
    """Row of the application with each printed id; -1 for none.

    Raises
    ------
    InputError
        When an id is not among the known ones.
    """
    rows = pd.Index(known).get_indexer(pd.Index(ids.astype("str")))
    lost = (rows < 0) & ids.notna().to_numpy()
    if lost.any():
        raise InputError(
            f"{file}: every row must belong to an application told of, got {ids[int(np.argmax(lost))]!r}."
        )
    return rows.astype(np.int32)
