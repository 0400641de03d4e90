"""KPIs of duty: how much of the time on duty is spent on applications."""

import numpy as np

from domain.instants import HOUR
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures
from domain.kpi.question import Question, Sample


def utilisation(measures: Measures, question: Question) -> Sample:
    """Share of the time on duty spent on work and travel, for visits and for contacts.

    Cohort: shifts that overlap the period (n), cut to it; segments still open run until now. Work outside a
    shift is left out. Only filters of department and region apply, and to the shift: what a crew does for
    other tracks keeps it busy all the same. A pool is a group by department, region or skill; a resource at
    work on two things at once counts twice.
    """
    duty = measures.duty
    rows = measures.rows(Unit.DUTY, (duty.on < question.stop) & (duty.off > question.start))
    start, end = np.maximum(duty.on[rows], question.start), np.minimum(duty.off[rows], question.stop)
    rows, start, end = rows[end > start], start[end > start], end[end > start]
    return Sample(Unit.DUTY, rows, duty.busy(rows, start, end) / HOUR, (end - start) / HOUR)
