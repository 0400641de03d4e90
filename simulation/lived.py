"""What a customer had lived through by the end of each stage visit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.instants import MINUTE, UNKNOWN, Micros, micros_of
from domain.kpi.promise_columns import effective_due
from domain.terms import Terms
from scenarios.coordination import COORDINATION
from scenarios.satisfaction import Opinion
from simulation.record import Visits, Work

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Frames = Mapping[str, pd.DataFrame]
MILLISECOND = 1000
NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Lived:
    """Columns per visit, in the order of the log's visits; they mean something only where it is completed.

    Parameters
    ----------
    completed_minutes : inf where it is not.
    waiting_hours : at this visit: nobody worked or was on the way, and it was not the customer's turn.
    late, rework, appointment, unanswered : as `scenarios.satisfaction.Opinion` says.
    """

    completed_minutes: Floats
    waiting_hours: Floats
    late: Flags
    rework: Flags
    appointment: Flags
    unanswered: Flags

    def effect(self, opinion: Opinion) -> Floats:
        """By how much log-odds each visit moves an opinion."""
        return np.asarray(
            opinion.base
            + opinion.waiting * np.log2(1 + self.waiting_hours)
            + opinion.late * self.late
            + opinion.rework * self.rework
            + opinion.appointment * self.appointment
            + opinion.unanswered * self.unanswered
        )


def lived_through(visits: Visits, work: Work, frames: Frames, terms: Terms) -> Lived:
    """Work out the columns of a run.

    Parameters
    ----------
    visits, work : of its record.
    frames : of its log, deadlines among them, before they are arranged: a visit's code is its row.
    """
    at = _Moments(visits.application, micros_of(frames["visits"]["completed_at"]))
    contacts = frames["contacts"]
    calls = contacts[(contacts["kind"] != COORDINATION).to_numpy()]
    callers = calls["application"].to_numpy(np.int64)
    received, handled = (at.count(callers, micros_of(calls[name])) for name in _CALL)
    return Lived(
        visits.completed,
        _waiting_hours(visits, work, frames["holds"]),
        at.count(*_missed_promises(frames, terms)) > 0,
        visits.rounds() > 0,
        at.count(*_missed_appointments(frames)) > 0,
        received > handled,
    )


_CALL = ("received_at", "handled_at")


@dataclass(frozen=True)
class _Moments:
    """Instants in the lives of applications: the ends of their visits."""

    application: NDArray[np.int64]
    instant: Micros

    def count(self, application: NDArray[np.int64], happened: Micros) -> NDArray[np.int64]:
        """How many things of its application had happened by each; unknown instants never do."""
        known = happened != UNKNOWN
        if not known.any():
            return np.zeros(len(self.application), dtype=np.int64)
        owner, at = application[known], happened[known] // MILLISECOND
        first, last = int(at.min()), int(at.max())
        # One number tells application and instant: whole milliseconds leave room for many.
        length = last - first + 2
        keys = np.sort(owner * length + (at - first))
        own = self.application * length
        by_now = own + np.clip(self.instant // MILLISECOND - first, -1, length - 2)
        return np.searchsorted(keys, by_now, side="right") - np.searchsorted(keys, own)


def _waiting_hours(visits: Visits, work: Work, holds: pd.DataFrame) -> Floats:
    visit, _, _, start, end = work
    spent = np.bincount(visit, weights=end - start, minlength=len(visits.enabled))
    theirs = holds[holds["cause"].astype("str").str.startswith("customer") & holds["ended_at"].notna()]
    lasted = (micros_of(theirs["ended_at"]) - micros_of(theirs["started_at"])) / MINUTE
    turn = np.bincount(theirs["visit"], weights=lasted, minlength=len(visits.enabled))
    whole = np.where(np.isfinite(visits.completed), visits.completed - visits.enabled, 0)
    return np.asarray(np.maximum(whole - spent - turn, 0) / 60)


def _missed_promises(frames: Frames, terms: Terms) -> tuple[NDArray[np.int64], Micros]:
    """Application and due instant of every promise that was not met in time."""
    deadlines = frames["deadlines"]
    if not len(deadlines):
        return NOTHING
    due = effective_due(deadlines, frames["holds"], terms)
    met = micros_of(deadlines["met_at"])
    missed = (met == UNKNOWN) | (met > due)
    return deadlines["application"].to_numpy(np.int64)[missed], due[missed]


def _missed_appointments(frames: Frames) -> tuple[NDArray[np.int64], Micros]:
    """Application and instant of every appointment that was missed or moved."""
    appointments = frames.get("appointments", pd.DataFrame())
    if not len(appointments):
        return NOTHING
    failed = appointments["outcome"].isin(["missed", "moved"]).to_numpy()
    application = appointments["application"].to_numpy(np.int64)
    return application[failed], micros_of(appointments["settled_at"])[failed]
