"""The time of applications laid out as stretches, each of one cause."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.coded import Rows
from domain.kpi.measures import Measures
from domain.kpi.spells import Spells, resources_of, work_spells
from domain.lateness.ability import Ability
from domain.lateness.cause import Cause

Kinds = npt.NDArray[np.int8]

KINDS = ("stopped", Cause.WORK, Cause.TRAVEL, "untold", *list(Cause)[2:-1])
"""Kinds of stretches, first things first. "stopped" is time in which the clock of a deadline stood; "untold"
lies between start and completion of a visit of which no work is recorded."""

_KIND = {kind: np.int8(place) for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, eq=False)
class Stretches:
    """Stretches of time of owners (applications, or deadlines), which may overlap.

    Attributes
    ----------
    owner : row of the owner.
    start, end : microseconds.
    kind : place in `KINDS`.
    """

    owner: Rows
    start: Micros
    end: Micros
    kind: Kinds

    @classmethod
    def joined(cls, parts: Sequence["Stretches"]) -> "Stretches":
        """Several in one, sorted by owner."""
        owner = np.concatenate([part.owner for part in parts])
        order = np.argsort(owner, kind="stable")
        start, end, kind = (
            np.concatenate([getattr(part, name) for part in parts])[order]
            for name in ("start", "end", "kind")
        )
        return cls(owner[order], start, end, kind)

    @classmethod
    def alike(cls, owner: npt.NDArray[np.integer], start: Micros, end: Micros, kind: str) -> "Stretches":
        """Stretches of one kind; those whose start is not known are left out."""
        known = start != UNKNOWN
        kinds = np.full(int(known.sum()), _KIND[kind])
        return cls(owner[known].astype(np.intp), start[known], end[known], kinds)


def stretches_of(measures: Measures, concerned: npt.NDArray[np.bool_]) -> Stretches:
    """Lay out the time of some applications.

    Parameters
    ----------
    concerned : of each application, whether it is asked about.
    """
    log = measures.log
    mine = concerned[measures.visits.application]
    return Stretches.joined(
        [
            *_work(measures, mine),
            _again(measures, mine),
            *_waiting(measures, mine),
            *_holds(log, concerned),
            _broken_appointments(log, concerned),
        ]
    )


def _work(measures: Measures, mine: npt.NDArray[np.bool_]) -> list[Stretches]:
    """Work and travel of first visits; a visit without a segment tells only that it was under way."""
    log, visits = measures.log, measures.visits
    spells = work_spells(log, resources_of(log))
    spells = spells.where((mine & visits.first)[spells.visit])
    told = np.zeros(mine.size, dtype=bool)
    told[log.segments["visit"].to_numpy()] = True
    with_segments = told[spells.visit]
    return [
        _of_spells(spells.where(with_segments & ~spells.travel), visits.application, Cause.WORK),
        _of_spells(spells.where(with_segments & spells.travel), visits.application, Cause.TRAVEL),
        _of_spells(spells.where(~with_segments), visits.application, "untold"),
    ]


def _of_spells(spells: Spells, application: npt.NDArray[np.int32], kind: str) -> Stretches:
    return Stretches.alike(application[spells.visit], spells.start, spells.end, kind)


def _again(measures: Measures, mine: npt.NDArray[np.bool_]) -> Stretches:
    visits = measures.visits
    rows = np.flatnonzero(mine & ~visits.first)
    return Stretches.alike(visits.application[rows], visits.enabled[rows], visits.left[rows], Cause.REWORK)


def _waiting(measures: Measures, mine: npt.NDArray[np.bool_]) -> list[Stretches]:
    """All time of first visits: a queue where somebody able is on duty, else a matter of the roster."""
    visits, able = measures.visits, Ability.of(measures.log, resources_of(measures.log))
    rows = np.flatnonzero(mine & visits.first)
    return waits(able, able.kind[rows], visits.application[rows], visits.enabled[rows], visits.left[rows])


def waits(
    able: Ability,
    kind: npt.NDArray[np.int64],
    owner: npt.NDArray[np.integer],
    start: Micros,
    end: Micros,
) -> list[Stretches]:
    """Waiting of owners for somebody able of a kind of work, where the log tells who that is."""
    told = able.told[kind]
    kind, owner, start, end = kind[told], owner[told], start[told], end[told]
    place, stretch = _overlapping(able, kind, start, end)
    on_duty = Stretches.alike(
        owner[place],
        np.maximum(able.start[stretch], start[place]),
        np.minimum(able.end[stretch], end[place]),
        Cause.QUEUE,
    )
    return [on_duty, Stretches.alike(owner, start, end, Cause.ROSTER)]


def _overlapping(able: Ability, kind: npt.NDArray[np.int64], start: Micros, end: Micros) -> tuple[Rows, Rows]:
    """Pairs (place of a visit, stretch of duty) that overlap."""
    firsts, lasts = np.zeros(kind.size, np.int64), np.zeros(kind.size, np.int64)
    for one in np.unique(kind):
        low, high = able.bounds[one], able.bounds[one + 1]
        of_kind = kind == one
        firsts[of_kind] = low + np.searchsorted(able.end[low:high], start[of_kind], side="right")
        lasts[of_kind] = low + np.searchsorted(able.start[low:high], end[of_kind], side="left")
    return ranges(firsts, np.maximum(lasts - firsts, 0))


def ranges(first: npt.NDArray[np.int64], count: npt.NDArray[np.int64]) -> tuple[Rows, Rows]:
    """Count up from each `first`: the place of the range in the input, and each number of it."""
    place = np.repeat(np.arange(first.size), count)
    within = np.arange(place.size) - np.repeat(np.cumsum(count) - count, count)
    return place, first[place] + within


def _holds(log: EventLog, concerned: npt.NDArray[np.bool_]) -> list[Stretches]:
    holds = log.holds[concerned[log.holds["application"].to_numpy()]]
    owner, cause = holds["application"].to_numpy(), holds["cause"].astype("str")
    start, end = micros_of(holds["started_at"]), or_never(micros_of(holds["ended_at"]))
    theirs = cause.str.startswith("customer").fillna(False).to_numpy(dtype=bool)
    return [
        Stretches.alike(owner[theirs], start[theirs], end[theirs], Cause.CUSTOMER),
        Stretches.alike(owner[~theirs], start[~theirs], end[~theirs], Cause.COORDINATION),
    ]


def _broken_appointments(log: EventLog, concerned: npt.NDArray[np.bool_]) -> Stretches:
    """What an appointment that came to nothing has cost: from its booking until that was known."""
    frame = log.appointments
    broken = frame["outcome"].isin(["missed", "moved"]).to_numpy()
    rows = np.flatnonzero(broken & concerned[frame["application"].to_numpy()])
    booked, settled = micros_of(frame["booked_at"])[rows], or_never(micros_of(frame["settled_at"]))[rows]
    return Stretches.alike(frame["application"].to_numpy()[rows], booked, settled, Cause.CUSTOMER)
