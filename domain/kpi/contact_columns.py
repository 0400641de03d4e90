"""What KPIs need of each contact: who worked on it, and when."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.case_columns import or_never
from domain.kpi.coded import Codes
from domain.kpi.spells import Resources


@dataclass(frozen=True, eq=False)
class Handling:
    """Work on contacts: columns per contact that somebody has begun to work on.

    Attributes
    ----------
    application : row of the application; -1 for a contact about none.
    contact : row of the contact.
    resource : code of who works on it.
    start, end : microseconds; NEVER while it goes on. Work rests while its resource is off duty.
    """

    application: npt.NDArray[np.int32]
    contact: npt.NDArray[np.intp]
    resource: Codes
    start: Micros
    end: Micros


def handling_of(log: EventLog, resources: Resources) -> Handling:
    """Read the columns from a log; a contact whose start is not known is left out."""
    start, end = (micros_of(log.contacts[name]) for name in ("started_at", "handled_at"))
    rows = np.flatnonzero(start != UNKNOWN)
    application = log.contacts["application"].to_numpy()[rows]
    return Handling(application, rows, resources.of_contacts.codes[rows], start[rows], or_never(end[rows]))
