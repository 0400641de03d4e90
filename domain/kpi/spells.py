"""Who worked or travelled when, for which visit: segments, and what stands in for missing ones."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.coded import Coded, Codes, together

NEVER = np.iinfo(np.int64).max // 4
"""End of what is still going on: later than any instant, and safe to subtract from."""

_CUSTOMER_CAUSE = "customer"


@dataclass(frozen=True, eq=False)
class Spells:
    """Stretches of time that belong to visits, sorted by visit and start; NEVER where still going on.

    Attributes
    ----------
    visit : row of the visit.
    resource : code of who worked, in the names of `resources_of`.
    travel : whether it was travel rather than work.
    """

    visit: npt.NDArray[np.intp]
    start: Micros
    end: Micros
    resource: Codes
    travel: npt.NDArray[np.bool_]

    def where(self, kept: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "Spells":
        """Some of the rows."""
        return Spells(
            self.visit[kept], self.start[kept], self.end[kept], self.resource[kept], self.travel[kept]
        )


@dataclass(frozen=True, eq=False)
class Resources:
    """The resources of visits, segments, contacts and duty in one set of names."""

    of_visits: Coded
    of_segments: Coded
    of_contacts: Coded
    of_duty: Coded


def resources_of(log: EventLog) -> Resources:
    """Code all resources of a log together."""
    frames = (log.visits, log.segments, log.contacts, log.duty)
    return Resources(*together([frame["resource"] for frame in frames]))


def work_spells(log: EventLog, resources: Resources) -> Spells:
    """The segments of a log; a visit without any is worked on from its start to its completion.

    A row whose start is not known is left out.
    """
    known, stand_in = _segments(log, resources.of_segments), _started_visits(log, resources.of_visits)
    has_segment = np.zeros(len(log.visits), dtype=bool)
    has_segment[known.visit] = True
    return _merged(known, stand_in.where(~has_segment[stand_in.visit]))


def customer_spells(log: EventLog) -> Spells:
    """The customer's turns: holds whose cause starts with "customer".

    A hold of the application as a whole counts in each of its visits.
    """
    holds = log.holds
    cause = holds["cause"].cat
    theirs = cause.categories.str.startswith(_CUSTOMER_CAUSE)
    mine = np.append(np.asarray(theirs, dtype=bool), False)[cause.codes.to_numpy()]
    rows, visits = _visits_held(log, np.flatnonzero(mine & holds["started_at"].notna().to_numpy()))
    spells = _spells(
        visits,
        micros_of(holds["started_at"])[rows],
        micros_of(holds["ended_at"])[rows],
        np.zeros(rows.size, dtype=np.int32),
    )
    return _merged(spells)


def _segments(log: EventLog, resource: Coded) -> Spells:
    segments = log.segments
    kind = segments["kind"].cat
    travel = np.append(np.asarray(kind.categories == "travel", dtype=bool), False)[kind.codes.to_numpy()]
    spells = Spells(
        segments["visit"].to_numpy(np.intp),
        micros_of(segments["started_at"]),
        _or_never(micros_of(segments["ended_at"])),
        resource.codes,
        travel,
    )
    return spells.where(spells.start != UNKNOWN)


def _started_visits(log: EventLog, resource: Coded) -> Spells:
    start = micros_of(log.visits["started_at"])
    rows = np.flatnonzero(start != UNKNOWN)
    return _spells(rows, start[rows], micros_of(log.visits["completed_at"])[rows], resource.codes[rows])


def _spells(visit: npt.NDArray[np.intp], start: Micros, end: Micros, resource: Codes) -> Spells:
    return Spells(visit, start, _or_never(end), resource, np.zeros(visit.size, dtype=bool))


def _or_never(ends: Micros) -> Micros:
    return np.where(ends == UNKNOWN, NEVER, ends)


def _visits_held(
    log: EventLog, rows: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Pairs (hold, visit): the visit of each hold, or every visit of its application."""
    holds = pd.DataFrame({"hold": rows, "visit": log.holds["visit"].to_numpy()[rows]})
    holds["application"] = log.holds["application"].to_numpy()[rows]
    own, whole = holds[holds["visit"] >= 0], holds[holds["visit"] < 0].drop(columns="visit")
    visits = pd.DataFrame({"application": log.visits["application"], "visit": log.visits.index})
    pairs = pd.concat([own, whole.merge(visits, on="application")]) if len(whole) else own
    return pairs["hold"].to_numpy(np.intp), pairs["visit"].to_numpy(np.intp)


def _merged(*parts: Spells) -> Spells:
    spells = parts[0] if len(parts) == 1 else _joined(*parts)
    order = np.lexsort((spells.start, spells.visit))
    return spells.where(order)


def _joined(left: Spells, right: Spells) -> Spells:
    def both(name: str) -> npt.NDArray[np.int64]:
        return np.concatenate([getattr(left, name), getattr(right, name)])

    return Spells(
        both("visit").astype(np.intp),
        both("start"),
        both("end"),
        both("resource").astype(np.int32),
        both("travel").astype(bool),
    )
