"""One order for the rows of a log, so that the same history is the same log however it was told."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import InputError
from domain.frames import CORE, happenings
from domain.instants import UNKNOWN

Order = npt.NDArray[np.intp]
ROOM = 2**63
"""How many values a number has from 0 on."""

ORDER: Mapping[str, tuple[str, ...]] = {
    "applications": ("submitted_at", "application_id"),
    "visits": ("application", "number"),
    "segments": ("visit", "started_at", "ended_at", "kind", "resource"),
    "holds": ("application", "started_at", "ended_at", "cause", "visit"),
    "appointments": ("application", "booked_at", "window_start", "window_end", "settled_at", "visit"),
    "deadlines": ("application", "set_at", "due_at", "service_level", "stage", "met_at"),
    "surveys": ("application", "answered_at", "stage", "dimension", "score", "visit"),
    "contacts": (
        "application",
        "received_at",
        "started_at",
        "handled_at",
        "kind",
        "department",
        "resource",
        "visit",
    ),
    "duty": ("resource", "on_at", "off_at", "department", "region", "skill"),
    "recorded": ("frame", "row", "column", "recorded_at"),
}


def arrange(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put every frame in its order and renumber the rows that frames refer to.

    Raises
    ------
    InputError
        When a row refers to an application or visit that is not there, or tells of no instant at all.
    """
    result = dict(frames)
    moved: dict[str, Order] = {}
    for name in (
        "applications",
        "visits",
        *(n for n in ORDER if n not in ("applications", "visits", "recorded")),
    ):
        _refer(result[name], name, moved, result)
        if name == "visits":
            result[name] = _numbered(result[name])
        _must_tell_an_instant(name, result[name])
        result[name], moved[name] = _in_order(name, result[name])
    result["recorded"] = _arrange_recorded(result["recorded"], moved)
    return result


def _refer(
    frame: pd.DataFrame, name: str, moved: Mapping[str, Order], frames: Mapping[str, pd.DataFrame]
) -> None:
    for column, owner in (("application", "applications"), ("visit", "visits")):
        if column in CORE[name]:
            rows = frame[column].to_numpy()
            _must_exist(name, column, rows, len(frames[owner]), _may_be_none(name, column))
            frame[column] = _new_places(moved[owner])[rows]


def _may_be_none(name: str, column: str) -> bool:
    return name == "contacts" or (column == "visit" and name != "segments")


def _must_exist(name: str, column: str, rows: npt.NDArray[Any], length: int, none_allowed: bool) -> None:
    wrong = (rows >= length) | (rows < (-1 if none_allowed else 0))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InputError(
            f"Frame '{name}', row {row}: {column} must be a row number below {length}, got {rows[row]}."
        )


def _must_tell_an_instant(name: str, frame: pd.DataFrame) -> None:
    instants = happenings(name)
    silent = np.logical_and.reduce([frame[column].isna().to_numpy() for column in instants])
    if silent.any():
        row = int(np.argmax(silent))
        raise InputError(f"Frame '{name}', row {row}: one of {', '.join(instants)} must be known, got none.")


def _numbered(visits: pd.DataFrame) -> pd.DataFrame:
    """Number the visits of each application by their first instant where no number is given."""
    if not len(visits) or (visits["number"].to_numpy() > 0).all():
        return visits
    first = visits["enabled_at"].fillna(visits["started_at"]).fillna(visits["completed_at"])
    application = visits["application"].to_numpy()
    order = np.lexsort((_rank(first), application))
    ahead = np.searchsorted(application[order], application[order], side="left")
    numbers = np.empty(len(visits), dtype=np.int32)
    numbers[order] = np.arange(len(visits)) - ahead + 1
    return visits.assign(number=numbers)


def _in_order(name: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, Order]:
    keys = [_rank(frame[column]) for column in ORDER[name]] if len(frame) else []
    order = np.lexsort(_packed(keys)[::-1]) if keys else np.empty(0, dtype=np.intp)
    if (order == np.arange(len(frame))).all():
        return frame, order
    return frame.take(order).reset_index(drop=True), order


def _rank(column: "pd.Series[Any]") -> npt.NDArray[Any]:
    """Sortable numbers for a column; unknown instants come last, unknown names first."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        place = np.append(np.argsort(np.argsort(column.cat.categories)), -1)
        return np.asarray(place[column.cat.codes.to_numpy()])
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        micros = column.array.asi8
        return np.asarray(np.where(micros == UNKNOWN, micros.max() + 1, micros))
    return pd.factorize(column, sort=True)[0] if column.dtype == "str" else column.to_numpy()


def _packed(keys: Sequence[npt.NDArray[Any]]) -> list[npt.NDArray[np.int64]]:
    """The same order by fewer keys, the first of them first: each costs a sort of its own.

    Neighbours share a number wherever one has room for all their values.
    """
    packed: list[npt.NDArray[np.int64]] = []
    room = 0
    for key in keys:
        least, most = int(key.min()), int(key.max())
        places = key.astype(np.int64) - least
        values = most - least + 1
        if values <= room:
            packed[-1] = packed[-1] * values + places
        else:
            packed.append(places)
            room = ROOM
        room //= values
    return packed


def _new_places(order: Order) -> npt.NDArray[np.int32]:
    places = np.empty(len(order) + 1, dtype=np.int32)
    places[order], places[-1] = np.arange(len(order)), -1
    return places


def _arrange_recorded(recorded: pd.DataFrame, moved: Mapping[str, Order]) -> pd.DataFrame:
    rows = recorded["row"].to_numpy().copy()
    for name in recorded["frame"].unique():
        here = (recorded["frame"] == name).to_numpy()
        rows[here] = _new_places(moved[name])[rows[here]]
    return _in_order("recorded", recorded.assign(row=rows))[0]
