"""KPIs of visits: where their time goes, and whether work is done once."""

import numpy as np

from domain.instants import HOUR, Micros
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Flags, Measures
from domain.kpi.question import Question, Sample


def waiting_time(measures: Measures, question: Question) -> Sample:
    """Hours of a visit in which nobody worked or was on the way and it was not the customer's turn.

    Cohort: visits completed in the period whose parts are recorded; open visits are out. Where a log tells
    one instant per visit, waiting is not recorded and n is 0.
    """
    return _part(measures, question, measures.visits.times.waiting)


def working_time(measures: Measures, question: Question) -> Sample:
    """Hours of a visit in which somebody worked on it; two at once count once.

    Cohort: as for the waiting time.
    """
    return _part(measures, question, measures.visits.times.working)


def travel_time(measures: Measures, question: Question) -> Sample:
    """Hours of a visit in which somebody was on the way to it and nobody worked.

    Cohort: as for the waiting time.
    """
    return _part(measures, question, measures.visits.times.travel)


def customer_time(measures: Measures, question: Question) -> Sample:
    """Hours of a visit in which it was the customer's turn (a hold says so) and nobody was at work on it.

    Cohort: as for the waiting time.
    """
    return _part(measures, question, measures.visits.times.customer)


def rework_rate(measures: Measures, question: Question) -> Sample:
    """Share of applications that visited a stage more than once.

    Cohort: applications that ended in the period, finished or withdrawn; open ones are out, as they may still
    come back. By stage: of those that visited the stage, the ones that did so again.
    """
    visits, ended = measures.visits, question.happened(measures.cases.ended)
    if "stage" in question.by:
        rows = measures.rows(Unit.VISITS, visits.first & ended[visits.application])
        return Sample.hitting(Unit.VISITS, rows, visits.again[rows])
    rows = measures.rows(Unit.APPLICATIONS, ended)
    return Sample.hitting(Unit.APPLICATIONS, rows, visits.reworked[rows])


def first_time_right_rate(measures: Measures, question: Question) -> Sample:
    """Share of applications that visited no stage twice.

    Cohort: applications finished in the period; open and withdrawn ones are out.
    """
    done = question.happened(measures.cases.finished)
    rows = measures.rows(Unit.APPLICATIONS, done)
    return Sample.hitting(Unit.APPLICATIONS, rows, ~measures.visits.reworked[rows])


def completed(measures: Measures, question: Question) -> Flags:
    """Tell which visits were completed in the period."""
    return question.happened(measures.visits.completed)


def _part(measures: Measures, question: Question, part: Micros) -> Sample:
    told = completed(measures, question) & measures.visits.times.recorded
    rows = measures.rows(Unit.VISITS, np.asarray(told))
    return Sample(Unit.VISITS, rows, part[rows] / HOUR)
