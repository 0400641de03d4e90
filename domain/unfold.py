"""From a log to the table of its events: the inverse of `domain.fold`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.events import CARRIED_WITH, NOT_TOLD, TELLS
from domain.frames import CORE, happenings, pick

if TYPE_CHECKING:
    from domain.eventlog import EventLog

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Part:
    """The events of one kind: rows of a frame whose instant is known, and their place in the table."""

    kind: str
    frame: str
    instant: str
    rows: Rows
    place: slice


def event_table(log: "EventLog") -> pd.DataFrame:
    """Tell a log as a table of events in order of occurrence.

    Returns
    -------
    Table with the columns of `domain.events.NAMED`, `PROVENANCE` and one "frame.column" per told value.
    """
    parts = _parts(log)
    length = parts[-1].place.stop if parts else 0
    table = pd.DataFrame({**_named(log, parts, length), **_told(log, parts, length)})
    table = table.sort_values("occurred_at", kind="stable", ignore_index=True)
    return table.assign(**_provenance(log, length))


def _parts(log: "EventLog") -> list[_Part]:
    parts, start = [], 0
    for kind, (frame, instant) in TELLS.items():
        rows = np.flatnonzero(log.frame(frame)[instant].notna().to_numpy())
        parts.append(_Part(kind.value, frame, instant, rows, slice(start, start + len(rows))))
        start += len(rows)
    return parts


def _named(log: "EventLog", parts: Sequence[_Part], length: int) -> dict[str, Any]:
    kinds = [part.kind for part in parts]
    codes = np.repeat(np.arange(len(parts)), [len(part.rows) for part in parts])
    application, visit, item = (np.full(length, -1, dtype=np.int64) for _ in range(3))
    for part in parts:
        owner = _owners(log, part)
        application[part.place], visit[part.place], item[part.place] = owner
    return {
        "kind": pd.Categorical.from_codes(codes, categories=pd.Index(kinds)),
        "application": pick(log.applications["application_id"], application).fillna(""),
        "visit": visit,
        "item": item,
        "occurred_at": _gather(parts, length, lambda part: log.frame(part.frame)[part.instant]),
        "recorded_at": _recorded(log, parts, length),
    }


def _owners(log: "EventLog", part: _Part) -> tuple[Any, Any, Any]:
    """Application row, visit number and item of the events of a part."""
    numbers = np.append(log.visits["number"].to_numpy(), -1)
    frame = log.frame(part.frame)
    if part.frame == "applications":
        return part.rows, -1, -1
    if part.frame == "visits":
        return frame["application"].to_numpy()[part.rows], numbers[part.rows], -1
    visit = frame["visit"].to_numpy()[part.rows] if "visit" in frame else -1
    number = numbers[visit] if "visit" in frame else -1
    return _application(log, frame, visit, part.rows), number, part.rows


def _application(log: "EventLog", frame: pd.DataFrame, visit: Any, rows: Rows) -> Any:
    if "application" in frame:
        return frame["application"].to_numpy()[rows]
    return log.visits["application"].to_numpy()[visit] if "visit" in frame else -1


def _told(log: "EventLog", parts: Sequence[_Part], length: int) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in CORE:
        mine = [part for part in parts if part.frame == name]
        for column in _payload(name, log.frame(name)) if mine else ():
            told[f"{name}.{column}"] = _carried(log, mine, column, length)
    return told


def _payload(name: str, frame: pd.DataFrame) -> list[str]:
    return [column for column in frame.columns if column not in NOT_TOLD and column not in happenings(name)]


def _carried(log: "EventLog", parts: Sequence[_Part], column: str, length: int) -> Any:
    frame = log.frame(parts[0].frame)
    carrier = _carrier(log, parts, column)
    source = np.full(length, -1, dtype=np.int64)
    for part in parts:
        source[part.place] = np.where(carrier[part.rows] == part.instant, part.rows, -1)
    return pick(_nullable(frame[column]), source)


def _carrier(log: "EventLog", parts: Sequence[_Part], column: str) -> npt.NDArray[Any]:
    """Name for every row the instant its value is told with: the usual one, else the first known."""
    name = parts[0].frame
    frame = log.frame(name)
    order = [part.instant for part in parts]
    carrier = np.full(len(frame), "", dtype=object)
    for instant in (*reversed(order), _usual(log, name, column, order)):
        carrier[frame[instant].notna().to_numpy()] = instant
    return carrier


def _usual(log: "EventLog", name: str, column: str, order: Sequence[str]) -> str:
    if name == "applications" and log.attributes.get(column) == "later":
        return "finished_at"
    if name == "visits" and column not in CORE[name]:
        return "completed_at"
    return CARRIED_WITH.get((name, column), order[0])


def _nullable(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if column.dtype == bool:
        return column.astype("boolean")
    return column.astype("Int8") if column.dtype == "int8" else column


def _gather(parts: Sequence[_Part], length: int, column: Any) -> "pd.Series[Any]":
    microseconds = np.empty(length, dtype=np.int64)
    for part in parts:
        microseconds[part.place] = column(part).array.asi8[part.rows]
    return _as_instants(microseconds)


def _recorded(log: "EventLog", parts: Sequence[_Part], length: int) -> "pd.Series[Any]":
    microseconds = np.full(length, pd.NaT.value, dtype=np.int64)
    for part in parts:
        late = log.recorded[(log.recorded["frame"] == part.frame) & (log.recorded["column"] == part.instant)]
        place = np.full(len(log.frame(part.frame)), -1, dtype=np.int64)
        place[part.rows] = np.arange(part.place.start, part.place.stop)
        microseconds[place[late["row"].to_numpy()]] = late["recorded_at"].array.asi8
    return _as_instants(microseconds)


def _as_instants(microseconds: npt.NDArray[np.int64]) -> "pd.Series[Any]":
    return pd.Series(microseconds.view("datetime64[us]")).dt.tz_localize("UTC")


def _provenance(log: "EventLog", length: int) -> dict[str, Any]:
    unknown = pd.Series(pd.Categorical.from_codes(np.full(length, -1), categories=pd.Index([], dtype="str")))
    return {
        "source": pd.Categorical.from_codes(
            np.zeros(length, dtype=np.int8), categories=pd.Index([source_of(log)])
        ),
        "source_id": pd.Series(np.arange(length)).astype("str"),
        "actor": unknown,
        "corrects": unknown.astype("str"),
    }


def source_of(log: "EventLog") -> str:
    """Name the source of a log's events; runs of a twin are told apart by scenario, seed and replication."""
    if log.origin == "simulated":
        return f"run:{log.scenario}:seed={log.seed}:replication={log.replication}"
    return f"{log.origin.value}:{log.name}"
