"""The only fold: from events, late, twice or out of order, to the frames of a log."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import InputError
from domain.events import TELLS, Event, to_table
from domain.frames import CORE, pick

Rows = npt.NDArray[np.int64]

_FRAME_OF = {kind.value: frame for kind, (frame, _) in TELLS.items()}
_INSTANT_OF = {kind.value: instant for kind, (_, instant) in TELLS.items()}


def fold(
    events: Iterable[Event] | pd.DataFrame, known_by: pd.Timestamp | None = None
) -> dict[str, pd.DataFrame]:
    """Fold events into frames for `EventLog.build`.

    The same (source, source_id) counts once; a correction replaces what it names; where two events tell the
    same instant of the same row, the one recorded last holds. The order of arrival does not matter.

    Parameters
    ----------
    events : events, or a table as `domain.events.to_table` makes it.
    known_by : fold only what had been recorded by this instant; a correction made later has not happened
        yet, so what it replaced stands.

    Raises
    ------
    InputError
        When the events mix two runs of a twin, or name an application or a visit that no event tells of.
    """
    table = events if isinstance(events, pd.DataFrame) else to_table(events)
    _must_be_one_run(table)
    table = _effective(table if known_by is None else table[_written(table) <= known_by])
    frame_of = table["kind"].astype("str").map(_FRAME_OF).to_numpy()
    parts = {name: table[frame_of == name].reset_index(drop=True) for name in CORE if name != "recorded"}
    groups = {name: _groups(part) for name, part in parts.items()}
    frames = {name: _rows(name, parts[name], groups[name]) for name in parts}
    _tie(frames, parts, groups)
    return {**frames, "recorded": _recorded(parts, groups)}


def _must_be_one_run(table: pd.DataFrame) -> None:
    sources = [str(source) for source in table["source"].unique()]
    runs = [source for source in sources if source.startswith("run:")]
    if runs and len(sources) > 1:
        raise InputError(f"Events: one log must hold one run only, got '{sources[0]}' and '{sources[1]}'.")


def _effective(table: pd.DataFrame) -> pd.DataFrame:
    """Drop what was told twice or corrected, and put the rest in the order of recording."""
    identified = table["source_id"].astype("str") != ""
    table = table[~(identified & table.duplicated(["source", "source_id"]))]
    order = np.lexsort(
        (table["source_id"].astype("str"), table["occurred_at"].array.asi8, _written(table).array.asi8)
    )
    table = table.iloc[order]
    replaced = _replaced(table)
    if not replaced:
        return table
    told = pd.MultiIndex.from_frame(table[["source", "source_id"]].astype("str"))
    return table[~told.isin(list(replaced))]


def _written(table: pd.DataFrame) -> "pd.Series[Any]":
    return table["recorded_at"].fillna(table["occurred_at"])


def _replaced(table: pd.DataFrame) -> set[tuple[str, str]]:
    """Source and id of what corrections replace; one that is itself replaced replaces nothing any more."""
    corrections = table.loc[table["corrects"].notna(), ["source", "source_id", "corrects"]].astype("str")
    replaced: set[tuple[str, str]] = set()
    for source, own, corrected in reversed(list(corrections.itertuples(index=False, name=None))):
        if (source, own) not in replaced:
            replaced.add((source, corrected))
    return replaced


def _groups(part: pd.DataFrame) -> Rows:
    """Number the row of the frame that each event is about."""
    keys = ["application", "visit", "item"]
    return np.asarray(part.groupby(keys, sort=False, observed=True, dropna=False).ngroup(), dtype=np.int64)


def _rows(name: str, part: pd.DataFrame, group: Rows) -> pd.DataFrame:
    length = int(group.max()) + 1 if len(group) else 0
    columns: dict[str, Any] = {}
    for column in _told_columns(name, part):
        values = part[f"{name}.{column}"]
        columns[column] = _last_known(values, values.notna().to_numpy(), group, length)
    tells = part["kind"].astype("str").map(_INSTANT_OF).to_numpy()
    for instant in {i for f, i in TELLS.values() if f == name}:
        columns[instant] = _last_known(part["occurred_at"], tells == instant, group, length)
    return pd.DataFrame(_with_identity(name, columns, part, group, length))


def _told_columns(name: str, part: pd.DataFrame) -> list[str]:
    prefix = f"{name}."
    return [column.removeprefix(prefix) for column in part.columns if column.startswith(prefix)]


def _last_known(values: "pd.Series[Any]", told: npt.NDArray[np.bool_], group: Rows, length: int) -> Any:
    # Where a row is told of twice, numpy keeps the last assignment: events stand in order of recording.
    source = np.full(length, -1, dtype=np.int64)
    rows = np.flatnonzero(told)
    source[group[rows]] = rows
    return _plain(pick(values, source))


def _plain(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Fill what must be told (flags, scores) where nothing was."""
    if values.dtype == "boolean":
        return values.fillna(False).astype(bool)
    return values.fillna(0).astype("int8") if values.dtype == "Int8" else values


def _with_identity(
    name: str, columns: Mapping[str, Any], part: pd.DataFrame, group: Rows, length: int
) -> dict[str, Any]:
    first = np.zeros(length, dtype=np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]
    identity: dict[str, Any] = {}
    if name == "applications":
        identity["application_id"] = part["application"].to_numpy()[first]
    if name == "visits":
        identity["number"] = part["visit"].to_numpy()[first]
    return {**identity, **columns}


def _tie(
    frames: dict[str, pd.DataFrame], parts: Mapping[str, pd.DataFrame], groups: Mapping[str, Rows]
) -> None:
    """Turn the printed ids and visit numbers of events into row numbers."""
    rows_of = pd.Index(frames["applications"]["application_id"].astype("str"))
    for name in parts:
        if name == "applications":
            continue
        owner = _application_rows(parts[name], rows_of, CORE[name])
        if "application" in CORE[name]:
            frames[name]["application"] = _per_row(owner, groups[name], len(frames[name]))
        if "visit" in CORE[name]:
            visit = _visit_rows(parts[name], owner, frames["visits"])
            frames[name]["visit"] = _per_row(visit, groups[name], len(frames[name]))


def _application_rows(part: pd.DataFrame, rows_of: "pd.Index[Any]", core: Mapping[str, str]) -> Rows:
    ids = part["application"].astype("str")
    rows = rows_of.get_indexer(pd.Index(ids))
    lost = (rows < 0) & (ids != "").to_numpy()
    if lost.any():
        row = int(np.argmax(lost))
        raise InputError(
            f"Events: application '{ids[row]}' is named by a '{part['kind'][row]}' but no event tells of it."
        )
    return np.asarray(rows, dtype=np.int64)


def _visit_rows(part: pd.DataFrame, owner: Rows, visits: pd.DataFrame) -> Rows:
    numbers = part["visit"].to_numpy()
    known = pd.MultiIndex.from_arrays([visits["application"], visits["number"]])
    rows = known.get_indexer(pd.MultiIndex.from_arrays([owner, numbers]))
    lost = (rows < 0) & (numbers >= 0)
    if lost.any():
        row = int(np.argmax(lost))
        raise InputError(
            f"Events: visit {numbers[row]} of application '{part['application'][row]}' is named by a "
            f"'{part['kind'][row]}' but no event tells of it."
        )
    return np.asarray(rows, dtype=np.int64)


def _per_row(values: Rows, group: Rows, length: int) -> npt.NDArray[np.int32]:
    result = np.full(length, -1, dtype=np.int32)
    result[group] = values
    return result


def _recorded(parts: Mapping[str, pd.DataFrame], groups: Mapping[str, Rows]) -> pd.DataFrame:
    late = [_late(name, part, groups[name]) for name, part in parts.items() if len(part)]
    return pd.concat(late, ignore_index=True) if late else pd.DataFrame()


def _late(name: str, part: pd.DataFrame, group: Rows) -> pd.DataFrame:
    is_late = (part["recorded_at"].notna() & (part["recorded_at"] != part["occurred_at"])).to_numpy()
    rows = pd.DataFrame(
        {
            "frame": name,
            "row": group,
            "column": part["kind"].astype("str").map(_INSTANT_OF),
            "recorded_at": part["recorded_at"],
        }
    )
    # The last telling holds, and so does when it was recorded; one told in time again is late no more.
    last = ~rows.duplicated(["row", "column"], keep="last")
    return rows[is_late & last.to_numpy()]
