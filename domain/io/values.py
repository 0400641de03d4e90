"""Columns of a log in the kinds they show: names, numbers, flags, instants."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.frames import pick
from domain.instants import UNKNOWN, Micros
from domain.io.clock import to_utc
from domain.io.look import codes_of
from domain.io.mapping import LogMapping
from domain.io.times import parse_times

Rows = npt.NDArray[np.int64]

_WHOLE: Final = r"^(0|-?[1-9]\d{0,17})$"
_NUMBER: Final = r"^-?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?$"
_FLAG: Final = r"^([Tt]rue|[Ff]alse|TRUE|FALSE)$"
_MOSTLY_DISTINCT: Final = 0.5
_SAMPLE: Final = 1_000


def names(column: pa.ChunkedArray, rows: Rows) -> "pd.Series[Any]":
    """Take rows of a column as names; row -1 and null are unknown."""
    codes, values = codes_of(column)
    known = pd.Index(values.cast(pa.string()).to_pandas(), dtype="str")
    return pd.Series(pd.Categorical.from_codes(np.append(codes, -1)[rows], known))


def one_name(name: str, length: int) -> "pd.Series[Any]":
    """Make a column that says one name in every row."""
    codes = np.zeros(length, dtype=np.int8)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index([name], dtype="str")))


def instants(micros: Micros) -> "pd.Series[Any]":
    """Microseconds UTC as a column of instants; UNKNOWN is NaT."""
    return pd.Series(pd.DatetimeIndex(micros.view("M8[us]"), tz="UTC").as_unit("us"))


def attribute(column: pa.ChunkedArray, rows: Rows, mapping: LogMapping) -> "pd.Series[Any]":
    """Take rows of a column as the kind its values all show.

    Whole numbers that begin with zero are codes, so names; text that hardly repeats stays text.
    """
    if not is_text(column.type):
        return _typed(column, rows, mapping)
    taken = names(column, rows)
    used = taken.cat.remove_unused_categories()
    texts = pa.array(used.cat.categories, pa.string())
    if not len(texts):
        return used
    if _all(texts, _FLAG):
        return _each(used, [text.casefold() == "true" for text in used.cat.categories], "boolean")
    if _all(texts, _WHOLE):
        return _each(used, [int(text) for text in used.cat.categories], "Int64")
    if _all(texts, _NUMBER) and _all(texts, r"\d"):
        return _each(used, [float(text) for text in used.cat.categories], "float64")
    if _all(texts.slice(0, _SAMPLE), r"\d.*\d.*\d") and (found := _instants(column, mapping)) is not None:
        return instants(np.append(found, UNKNOWN)[rows])
    return used.astype("str") if len(texts) > _MOSTLY_DISTINCT * len(rows) > 1 else used


def is_text(kind: Any) -> bool:
    """Tell whether a column holds text, each value stored once or not."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def _instants(column: pa.ChunkedArray, mapping: LogMapping) -> Micros | None:
    """The column as instants, or None where any value is no time."""
    if parse_times(column.slice(0, _SAMPLE), mapping.day_first).bad.any():
        return None
    times = parse_times(column, mapping.day_first)
    return None if times.bad.any() else to_utc(times, mapping.time_zone)


def _typed(column: pa.ChunkedArray, rows: Rows, mapping: LogMapping) -> "pd.Series[Any]":
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        found = to_utc(parse_times(column), mapping.time_zone)
        return instants(np.append(found, UNKNOWN)[rows])
    taken = column.combine_chunks().take(pa.array(rows, mask=rows < 0)).to_pandas()
    return pd.Series(taken.astype("str") if taken.dtype == object else taken)


def _all(texts: pa.Array, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(texts, pattern)).as_py())


def _each(used: "pd.Series[Any]", values: list[Any], dtype: Any) -> "pd.Series[Any]":
    """Put a value in the place of each name; unknown stays unknown."""
    codes = used.cat.codes.to_numpy().astype(np.int64)
    return pick(pd.Series(values, dtype=dtype), codes)
