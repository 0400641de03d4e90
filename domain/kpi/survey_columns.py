"""What KPIs need of each answer to a survey."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.interval import Floats
from domain.kpi.spells import NEVER


@dataclass(frozen=True, eq=False)
class Surveys:
    """Columns per answer.

    Attributes
    ----------
    application : row of the application.
    answered : microseconds; NEVER where not known.
    score : 1 to 5.
    replied : per visit, when its first answer came; NEVER where none names the visit.
    """

    application: npt.NDArray[np.int32]
    answered: Micros
    score: Floats
    replied: Micros


def surveys_of(log: EventLog) -> Surveys:
    """Read the columns from a log."""
    answered = or_never(micros_of(log.surveys["answered_at"]))
    return Surveys(
        log.surveys["application"].to_numpy(),
        answered,
        log.surveys["score"].to_numpy(np.float64),
        _replied(log.surveys["visit"].to_numpy(), answered, len(log.visits)),
    )


def _replied(visit: npt.NDArray[np.int32], answered: Micros, visits: int) -> Micros:
    # A last place takes the answers that name no visit, which are row -1.
    first = np.full(visits + 1, NEVER, dtype=np.int64)
    np.minimum.at(first, visit, answered)
    return first[:-1]
