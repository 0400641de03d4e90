"""Times as files write them: ISO, slashes, dots, Chinese dates, AM and PM, Unix time."""

import contextlib
import re
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.instants import UNKNOWN, Micros

Flags = npt.NDArray[np.bool_]

_ZONED: Final = r":\d\d([.,]\d+)?\s*(Z|z|UTC|GMT|[+-]\d\d(:?\d\d)?)$"
_YEAR_FIRST: Final = r"^(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?"
_YEAR_LAST: Final = r"^(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})[/.-](?P<year>\d{4})"
_OTHER_FORMATS: Final = ("%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %H:%M:%S,%f")
_UNIX: Final = r"^1\d{9}(\d{3})?$"
_DATED: Final = rf"{_YEAR_FIRST}|^\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|^\d{{8}}([T ]|$)|{_UNIX}"
_MONTHS: Final = 12
_EARLIEST, _LATEST = (int(np.datetime64(day, "us").astype(np.int64)) for day in ("1800-01-01", "2300-01-01"))


@dataclass(frozen=True, eq=False)
class Times:
    """A column of times.

    Parameters
    ----------
    micros : shape (n,); microseconds since 1970, of UTC where zoned and of the local wall clock where not.
    zoned : shape (n,); whether the text says its distance from UTC.
    bad : shape (n,); whether there is something that is no time, or lies outside the years 1800 to 2299.
    by_day : no time of the column has an hour.
    unsettled : a date whose day and month could be either, where no date of the column settles it; else "".
    day_first : how those dates were read.
    """

    micros: Micros
    zoned: Flags
    bad: Flags
    by_day: bool
    unsettled: str = ""
    day_first: bool = False

    @property
    def known(self) -> Flags:
        """Where a time is given."""
        return np.asarray(self.micros != UNKNOWN)


def share_dated(texts: pa.ChunkedArray) -> float:
    """Tell which share of some texts begins as a date does: quicker than reading them, never too small."""
    return float(pc.mean(pc.match_substring_regex(texts, _DATED)).as_py() or 0)


def parse_times(column: pa.ChunkedArray, day_first: bool | None = None) -> Times:
    """Read a column as times.

    Parameters
    ----------
    column : text, or times of an Arrow type; null where the file is blank.
    day_first : whether 03/04/2026 is in April; None takes what the column itself shows, and where it shows
        neither month first with slashes, day first with dots or dashes.
    """
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_dictionary(array.type):
        return _each_once(array, day_first)
    if pa.types.is_temporal(array.type):
        return _typed(array)
    return _text(pc.utf8_trim_whitespace(array.cast(pa.string())), day_first)


def _each_once(array: pa.DictionaryArray, day_first: bool | None) -> Times:
    once = parse_times(array.dictionary, day_first)
    places = array.indices.fill_null(len(array.dictionary)).to_numpy(zero_copy_only=False)
    taken = [np.append(part, blank)[places] for part, blank in _parts(once)]
    return replace(once, micros=taken[0], zoned=taken[1], bad=taken[2])


def _parts(times: Times) -> list[tuple[Any, Any]]:
    return [(times.micros, UNKNOWN), (times.zoned, False), (times.bad, False)]


def _typed(array: pa.Array) -> Times:
    zone = getattr(array.type, "tz", None)
    if pa.types.is_time(array.type) or pa.types.is_duration(array.type):
        return Times(
            np.full(len(array), UNKNOWN), _none(array), array.is_valid().to_numpy(zero_copy_only=False), False
        )
    instants = array.cast(pa.timestamp("us", zone), safe=False)
    by_day = pa.types.is_date(array.type)
    return _bounded(_micros(instants), _all(array) if zone else _none(array), array, by_day)


def _text(array: pa.Array, day_first: bool | None) -> Times:
    array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
    if (
        len(array)
        and array.null_count < len(array)
        and pc.all(pc.match_substring_regex(array, _UNIX)).as_py()
    ):
        return _unix(array)
    zoned = _flags(pc.match_substring_regex(array, _ZONED))
    by_day = not _flags(pc.match_substring(array, ":")).any()
    try:
        return _bounded(_cast(array, zoned), zoned, array, by_day)
    except pa.ArrowException:
        order = _order_of(array, day_first)
    times = _bounded(_slowly(_iso(array, order.day_first), zoned), zoned, array, by_day)
    return replace(times, unsettled=order.unsettled, day_first=order.day_first)


def _cast(iso: pa.Array, zoned: Flags) -> Micros:
    """Texts in ISO 8601, all of them; Arrow refuses the column for one that is not."""
    if zoned.all():
        return _micros(iso.cast(pa.timestamp("us", "UTC")))
    local = _micros(_where(iso, ~zoned).cast(pa.timestamp("us")))
    return (
        np.where(zoned, _micros(_where(iso, zoned).cast(pa.timestamp("us", "UTC"))), local)
        if zoned.any()
        else local
    )


def _where(array: pa.Array, kept: Flags) -> pa.Array:
    return pc.if_else(pa.array(kept), array, pa.scalar(None, pa.string()))


def _unix(array: pa.Array) -> Times:
    numbers = array.cast(pa.int64())
    micros = pc.if_else(
        pc.greater(numbers, 10**11), pc.multiply(numbers, 1000), pc.multiply(numbers, 1_000_000)
    )
    return _bounded(micros.fill_null(int(UNKNOWN)).to_numpy(zero_copy_only=False), _all(array), array, False)


def _iso(array: pa.Array, day_first: bool) -> pa.Array:
    """The texts with their date as YYYY-MM-DD; what is no date stays as it is."""
    array = pc.replace_substring_regex(array, _YEAR_FIRST, r"\1-\2-\3")
    order = r"\4-\3-\1" if day_first else r"\4-\1-\3"
    array = pc.replace_substring_regex(array, re.sub(r"\?P<\w+>", "", _YEAR_LAST), order)
    for short, long in ((r"-(\d)-", r"-0\1-"), (r"-(\d)([ T]|$)", r"-0\1\2"), (r"[ T]+(\d):", r" 0\1:")):
        array = pc.replace_substring_regex(array, short, long)
    return pc.replace_substring_regex(array, r"\s*(UTC|GMT|z)$", "Z")


@dataclass(frozen=True)
class _Order:
    """Whether the day comes first in dates that end in their year, and one that would read either way."""

    day_first: bool
    unsettled: str = ""


def _order_of(array: pa.Array, day_first: bool | None) -> _Order:
    dates = array.filter(pc.match_substring_regex(array, _YEAR_LAST))
    if day_first is not None or not len(dates):
        return _Order(bool(day_first))
    parts = pc.extract_regex(dates, _YEAR_LAST)
    first, second = (parts.field(name).cast(pa.int32()) for name in ("first", "second"))
    days, months = (pc.max(part).as_py() > _MONTHS for part in (first, second))
    if days != months:
        return _Order(days)
    guess = bool(parts.field("mark")[0].as_py() != "/")
    either = dates.filter(pc.not_equal(first, second))
    return _Order(guess, "" if days or not len(either) else either[0].as_py())


def _slowly(texts: pa.Array, zoned: Flags) -> Micros:
    """Text by text, unknown where none of the formats fits."""
    with contextlib.suppress(pa.ArrowException):
        return _cast(texts, zoned)
    local, utc = (
        _formatted(_where(texts, kept).to_pandas(), utc=utc) for kept, utc in ((~zoned, False), (zoned, True))
    )
    return np.where(zoned, utc, local)


def _formatted(texts: "pd.Series[str]", *, utc: bool) -> Micros:
    found = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=utc)
    for form in _OTHER_FORMATS:
        if (found.isna() & texts.notna()).any():
            found = found.fillna(pd.to_datetime(texts, format=form, errors="coerce", utc=utc))
    return np.asarray(found.to_numpy("M8[us]").view(np.int64))


def _micros(instants: pa.Array) -> Micros:
    return np.asarray(instants.cast(pa.int64()).fill_null(int(UNKNOWN)).to_numpy(zero_copy_only=False))


def _bounded(micros: Micros, zoned: Flags, array: pa.Array, by_day: bool) -> Times:
    given = array.is_valid().to_numpy(zero_copy_only=False)
    outside = (micros < _EARLIEST) | (micros >= _LATEST)
    return Times(np.where(outside, UNKNOWN, micros), zoned & given, given & outside, by_day)


def _flags(array: pa.Array) -> Flags:
    return np.asarray(array.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


def _all(array: pa.Array) -> Flags:
    return np.ones(len(array), dtype=bool)


def _none(array: pa.Array) -> Flags:
    return np.zeros(len(array), dtype=bool)
