"""When each fact of a log came to be known: what a prediction at an instant may use.

The same rule as `EventLog.as_of`, as columns instead of a log for each instant: a fact is known when it
occurred, or when it was recorded where that was later, and never before its application is.
"""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.spells import NEVER

Rows = npt.NDArray[np.integer]


class Knowing:
    """Instants at which facts of a log came to be known, in microseconds; NEVER where they never did."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    @cached_property
    def submitted(self) -> Micros:
        """When each application was known to have been submitted."""
        return self.fact("applications", "submitted_at")

    @cached_property
    def ended(self) -> Micros:
        """When each application was known to have been finished or withdrawn."""
        finished, withdrawn = (self.fact("applications", f"{how}_at") for how in ("finished", "withdrawn"))
        return np.minimum(finished, withdrawn)

    def fact(self, frame: str, column: str) -> Micros:
        """When each instant of a column came to be known."""
        instants = micros_of(self._log.frame(frame)[column])
        known = np.where(instants == UNKNOWN, NEVER, instants)
        recorded = self._log.recorded
        late = recorded[(recorded["frame"] == frame) & (recorded["column"] == column)]
        rows = late["row"].to_numpy()
        latest = np.full(known.size, UNKNOWN)
        np.maximum.at(latest, rows, micros_of(late["recorded_at"]))
        return np.where(known < NEVER, np.maximum(known, latest), NEVER)

    def owned(self, frame: str, column: str) -> Micros:
        """As `fact`, for a frame whose rows belong to applications: a row of no one is never known."""
        return self.not_before_owner(frame, self.fact(frame, column))

    def not_before_owner(self, frame: str, known: Micros) -> Micros:
        """Put off what is known of rows until their application is known."""
        return np.asarray(
            np.maximum(known, np.append(self._applications, NEVER)[self._log.frame(frame)["application"]])
        )

    @cached_property
    def _applications(self) -> Micros:
        return np.minimum(self.submitted, self.ended)
