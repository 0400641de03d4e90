"""What became of applications after a look at them, as far as a log tells."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import Micros, micros_of
from domain.kpi.case_columns import cases_of
from domain.kpi.measures import Measures
from domain.kpi.spells import NEVER
from domain.terms import Terms
from models.features import Moments
from models.features.deadlines import Due
from models.features.progress import hours

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Remaining:
    """How long applications still took.

    Attributes
    ----------
    hours : to the end; not known (NaN) where the application has not been finished.
    watched_hours : how long the log went on after the look: the time after which nothing more is seen.
    open_still : whether it is open at the end of the log: it took longer than it was watched.
    """

    hours: Floats
    watched_hours: Floats
    open_still: Flags

    def take(self, chosen: Flags | npt.NDArray[np.integer]) -> "Remaining":
        """Keep some of the looks."""
        return Remaining(self.hours[chosen], self.watched_hours[chosen], self.open_still[chosen])


def remaining(log: EventLog, moments: Moments) -> Remaining:
    """Tell how long applications still took until they were finished.

    A withdrawn application is neither finished nor open: the time is that of those not withdrawn.
    """
    cases, rows = cases_of(log), moments.application
    finished = cases.finished[rows]
    until = int(micros_of(log.observed_until))
    took = hours(np.where(finished < NEVER, np.maximum(finished - moments.at, 0), NEVER))
    return Remaining(took, hours(until - moments.at), cases.ended[rows] >= NEVER)


def remaining_to_last_visit(log: EventLog, moments: Moments) -> Remaining:
    """Tell how long it was to the last visit the log has of each application, taking all for finished."""
    last = np.full(len(log), -NEVER)
    completed = micros_of(log.visits["completed_at"])
    np.maximum.at(last, log.visits["application"].to_numpy(), completed)
    until = int(micros_of(log.observed_until))
    took = hours(np.maximum(last[moments.application] - moments.at, 0))
    return Remaining(took, hours(until - moments.at), np.zeros(took.size, dtype=bool))


@dataclass(frozen=True, eq=False)
class Lateness:
    """Whether deadlines were missed.

    Attributes
    ----------
    late : missed; a deadline of an application withdrawn before it fell due was not.
    known : whether the log reaches to the due instant, so that the outcome is known whatever it was; and the
        look was taken before it.
    """

    late: Flags
    known: Flags


def lateness(log: EventLog, moments: Moments, due: Due, terms: Terms) -> Lateness:
    """Tell which of the deadlines looked at were missed.

    Withdrawal competes with missing: what is told, and predicted, is that the deadline is in fact missed (its
    cumulative incidence), not that it would be if nobody withdrew (P. C. Austin, D. S. Lee, J. P. Fine,
    Circulation 133 (2016) 601-609). Only deadlines due by the end of the log count: early ones kept before
    it would otherwise be seen and late ones not.
    """
    deadlines = Measures.of(log, terms).deadlines
    there = due.row >= 0
    effective, met = (np.append(column, NEVER)[due.row] for column in (deadlines.due, deadlines.met))
    withdrawn: Micros = cases_of(log).withdrawn[moments.application]
    late = there & (np.minimum(met, withdrawn) > effective)
    known = there & (effective <= int(micros_of(log.observed_until))) & (moments.at < effective)
    return Lateness(late, known)
