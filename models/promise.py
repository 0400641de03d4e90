"""The date promised to a customer: the upper bound P90, put off to when work ends that day.

One-sided: of ten applications nine are to be done by it. A promise is only ever put off from its bound, never
brought forward, so it holds at least as often. Where every hour counts it is the next full hour; under a
working calendar it is the end of the last shift of the working day on which the bound falls, and of the next
working day where it falls after work.
"""

import numpy as np

from domain.calendar import WorkingCalendar
from domain.instants import HOUR, Micros, over_known
from domain.timetable import Until
from domain.work_clock import FirstDay
from models.outcomes import Floats


def promised(at: Micros, hours: Floats, calendar: WorkingCalendar | None) -> Micros:
    """Give the instants that can be promised.

    Parameters
    ----------
    at : when the promise is made, microseconds.
    hours : the bound, in hours after that.
    calendar : of working time; None where every hour counts.
    """
    bound = at + np.ceil(hours * HOUR).astype(np.int64)
    if calendar is None:
        return -(-bound // HOUR) * HOUR

    def end_of_work(known: Micros) -> Micros:
        # A microsecond less, so that a bound on the very end of a shift is not put off by a day.
        return calendar.clock.end_of_working_day(
            known - 1, np.ones_like(known), FirstDay.SAME, Until.END_OF_SHIFT
        )

    return over_known(end_of_work, bound)
