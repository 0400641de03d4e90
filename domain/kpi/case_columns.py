"""What KPIs need of each application."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.spells import NEVER

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cases:
    """Columns per application.

    Attributes
    ----------
    submitted : microseconds; NEVER where not known, so that the application counts nowhere.
    finished, withdrawn : microseconds; NEVER where it did not end so. The earlier of the two is the end.
    ended : the earlier of the two.
    """

    submitted: Micros
    finished: Micros
    withdrawn: Micros
    ended: Micros

    def open_at(self, instant: int) -> Flags:
        """Whether each application had been submitted by an instant and not ended."""
        return (self.submitted <= instant) & (self.ended > instant)


def cases_of(log: EventLog) -> Cases:
    """Read the columns from a log."""
    submitted, finished, withdrawn = (
        or_never(micros_of(log.applications[name]))
        for name in ("submitted_at", "finished_at", "withdrawn_at")
    )
    return Cases(
        submitted,
        np.where(finished <= withdrawn, finished, NEVER),
        np.where(withdrawn < finished, withdrawn, NEVER),
        np.minimum(finished, withdrawn),
    )


def or_never(instants: Micros) -> Micros:
    """NEVER in place of unknown."""
    return np.where(instants == UNKNOWN, NEVER, instants)
