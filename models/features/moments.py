"""At which instants which applications are looked at: the rows of a table of features."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.instants import Micros, micros_of
from domain.kpi.spells import NEVER
from models.features.knowing import Knowing

Rows = npt.NDArray[np.int64]

EVERYTHING = np.iinfo(np.int64).max
"""No limit to the visits that a moment has seen."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Looks at applications, one entry each.

    Attributes
    ----------
    application : row in the frame of applications.
    at : microseconds.
    through : last visit (row) seen among those that came to be known at this very instant; EVERYTHING for no
        limit. Logs that note several activities with one timestamp have prefixes that time does not tell
        apart.
    """

    application: Rows
    at: Micros
    through: Rows

    @classmethod
    def of(cls, application: npt.NDArray[np.integer], at: Micros) -> "Moments":
        """Look at applications with all that was known then."""
        rows = np.asarray(application, dtype=np.int64)
        return cls(rows, np.asarray(at, dtype=np.int64), np.full(rows.size, EVERYTHING))

    def take(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.integer]) -> "Moments":
        """Keep some of the moments."""
        return Moments(self.application[chosen], self.at[chosen], self.through[chosen])

    def __len__(self) -> int:
        return self.at.size


def open_at(log: EventLog, at: pd.Timestamp) -> Moments:
    """Look at every application that is open at an instant, as far as is known then.

    Raises
    ------
    InputError
        When the log does not reach that far.
    """
    instant = int(micros_of(at))
    if at > log.observed_until:
        raise InputError(
            f"Log '{log.name}': a prediction must be asked for an instant up to its end, "
            f"{log.observed_until.isoformat()}, got {at.isoformat()}."
        )
    knowing = Knowing(log)
    rows = np.flatnonzero((knowing.submitted <= instant) & (knowing.ended > instant))
    return Moments.of(rows, np.full(rows.size, instant))


def prefixes(log: EventLog) -> Moments:
    """Look at applications at the end of each of their visits, one entry for each visit, in order."""
    known = Knowing(log).owned("visits", "completed_at")
    application = log.visits["application"].to_numpy(dtype=np.int64)
    rows = np.flatnonzero(known < NEVER)
    rows = rows[np.lexsort((rows, known[rows], application[rows]))]
    return Moments(application[rows], known[rows], rows.astype(np.int64))


def openings(log: EventLog) -> Moments:
    """Look at each application when it was known to have been submitted."""
    submitted = Knowing(log).submitted
    rows = np.flatnonzero(submitted < NEVER)
    return Moments.of(rows, submitted[rows])


def looks(log: EventLog, seed: int) -> Moments:
    """Look at each application when it is submitted, at the end of each visit, and once between.

    A model that has only seen the ends of visits has never met an application that stands still; one instant
    drawn evenly from each stretch between two happenings shows it waiting.
    """
    knowing = Knowing(log)
    ends = prefixes(log)
    start = openings(log)
    application = np.concatenate([start.application, ends.application])
    at = np.concatenate([start.at, ends.at])
    until = np.minimum(knowing.ended, int(micros_of(log.observed_until)))[application]
    kept = (at < until) & (at >= knowing.submitted[application])
    application, at = _distinct(application[kept], at[kept])
    return _with_looks_between(
        application, at, np.minimum(knowing.ended, int(micros_of(log.observed_until))), seed
    )


def _distinct(application: Rows, at: Micros) -> tuple[Rows, Micros]:
    order = np.lexsort((at, application))
    application, at = application[order], at[order]
    first = np.ones(at.size, dtype=bool)
    first[1:] = (np.diff(application) != 0) | (np.diff(at) != 0)
    return application[first], at[first]


def _with_looks_between(application: Rows, at: Micros, until: Micros, seed: int) -> Moments:
    same = np.append(np.diff(application) == 0, False)
    following = np.where(same, np.append(at[1:], 0), until[application])
    share = np.random.default_rng(seed).random(at.size)
    between = at + ((following - at) * share).astype(np.int64)
    return Moments.of(np.concatenate([application, application]), np.concatenate([at, between]))
