"""How far an application has come: stages done and their times, rework, holds, contacts."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import HOUR, Micros
from domain.kpi.spells import NEVER
from models.features.happenings import Flags, Happenings, Kind
from models.features.moments import Rows
from models.features.past import Past

Column = npt.NDArray[np.float64] | pd.Categorical


def progress(past: Past, stages: Sequence[str]) -> dict[str, Column]:
    """Tell what is done.

    Parameters
    ----------
    stages : those that get columns of their own; others count in the totals.
    """
    h = past.happenings
    completed = h.of_kind(Kind.COMPLETED)
    last = past.last(completed)
    return {
        "visits_completed": _number(past.count(completed)),
        "visits_open": _number(
            past.count(h.of_kind(Kind.ENABLED)) - past.count(completed & _was_enabled(past))
        ),
        "last_stage": named(h.stage, h.stages, last),
        "last_outcome": named(h.outcome, h.outcomes, last),
        "stage_now": named(h.stage, h.stages, entered(past)),
        **_by_stage(past, completed, stages),
    }


def rework(past: Past) -> dict[str, Column]:
    """Tell what had to be done again, and what went wrong on the way."""
    h = past.happenings
    again = h.of_kind(Kind.COMPLETED) & (past.rank > 0)
    return {
        "visits_again": _number(past.count(again)),
        "appointments_missed": _number(past.count(h.of_kind(Kind.MISSED))),
        "contacts": _number(past.count(h.of_kind(Kind.CONTACTED))),
        "holds": _number(past.count(h.of_kind(Kind.HELD))),
        "holds_now": _number(past.count(h.of_kind(Kind.HELD)) - past.count(h.of_kind(Kind.RELEASED))),
    }


def elapsed(past: Past, submitted: Micros) -> dict[str, Column]:
    """Tell how long ago things happened, in hours.

    Parameters
    ----------
    submitted : when each application of the log was submitted, microseconds; NEVER where not known.
    """
    h, at = past.happenings, past.moments.at
    start = submitted[past.moments.application]
    any_last = past.last(np.ones(h.known.size, dtype=bool))
    now = entered(past)
    return {
        "since_submission_hours": hours(np.where(start < NEVER, at - start, NEVER)),
        "since_last_hours": _since(past, any_last),
        "in_stage_hours": _since(past, now),
        "since_work_began_hours": _since(past, _begun(past, now)),
    }


def entered(past: Past) -> Rows:
    """Find the happening by which the stage it is in was entered; -1 where none is entered and not left."""
    h = past.happenings
    last = past.last(h.of_kind(Kind.ENABLED))
    left = np.append(of_visit(past.happenings, Kind.COMPLETED)[h.row], NEVER)[last]
    return np.where(left > past.moments.at, last, -1)


def named(codes: npt.NDArray[np.int32], names: Sequence[str], rows: Rows) -> pd.Categorical:
    """Name the codes at some rows; -1, and the last of the names, are unknown."""
    unknown = len(names) - 1
    taken = np.append(codes, np.int32(unknown))[rows]
    return pd.Categorical.from_codes(
        np.where(taken == unknown, -1, taken), categories=pd.Index(list(names[:-1]), dtype="str")
    )


def hours(micros: Micros) -> npt.NDArray[np.float64]:
    """Microseconds as hours; NEVER is not known."""
    return np.where(micros < NEVER // 2, micros / HOUR, np.nan)


def of_visit(h: Happenings, kind: Kind) -> Micros:
    """When each visit's happening of a kind came to be known, by row of the visit; NEVER where it did not."""
    known = np.full(int(h.row.max(initial=0)) + 1, NEVER)
    here = h.of_kind(kind)
    known[h.row[here]] = h.known[here]
    return known


def _by_stage(past: Past, completed: Flags, stages: Sequence[str]) -> Mapping[str, Column]:
    h = past.happenings
    codes = {name: code for code, name in enumerate(h.stages[:-1])}
    columns: dict[str, Column] = {}
    for stage in stages:
        here = completed & (h.stage == codes.get(stage, -1))
        columns[f"done[{stage}]"] = _number(past.count(here))
        columns[f"since_hours[{stage}]"] = _since(past, past.last(here))
    return columns


def _since(past: Past, rows: Rows) -> npt.NDArray[np.float64]:
    occurred = np.append(past.happenings.occurred, -NEVER)[rows]
    return hours(np.where(rows >= 0, past.moments.at - occurred, NEVER))


def _begun(past: Past, now: Rows) -> Rows:
    """Find the start of the work on the stage entered; -1 where it has not begun."""
    h = past.happenings
    last = past.last(h.of_kind(Kind.STARTED))
    row = np.append(h.row, -1)
    return np.where((now >= 0) & (row[last] == row[now]), last, -1)


def _was_enabled(past: Past) -> Flags:
    """Whether the enabling of the visit of each happening was known by then."""
    return np.asarray(of_visit(past.happenings, Kind.ENABLED)[past.happenings.row] <= past.happenings.known)


def _number(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return counts.astype(np.float64)
