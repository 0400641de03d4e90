"""KPIs of applications: how many come, go and stand, how long they take, what they cost."""

import numpy as np

from domain.instants import HOUR
from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Measures
from domain.kpi.question import Question, Sample


def submitted(measures: Measures, question: Question) -> Sample:
    """Applications submitted in the period.

    Cohort: by submission; open, finished and withdrawn ones all count.
    """
    return _happened(measures, question, "submitted")


def finished(measures: Measures, question: Question) -> Sample:
    """Applications finished in the period.

    Cohort: by completion date, whenever they were submitted; open and withdrawn ones do not count.
    """
    return _happened(measures, question, "finished")


def withdrawn(measures: Measures, question: Question) -> Sample:
    """Applications withdrawn in the period.

    Cohort: by the date of withdrawal; open and finished ones do not count.
    """
    return _happened(measures, question, "withdrawn")


def open_applications(measures: Measures, question: Question) -> Sample:
    """Applications open at the end of the period, or now where it goes on.

    Cohort: submitted by then, neither finished nor withdrawn. By stage, resource or outcome: their open
    visits at that instant, so that an application in two stages counts in both, and one that is called back
    after its end counts in that stage.
    """
    if _by_visit(measures, question):
        return Sample.counting(Unit.VISITS, open_visits(measures, question.last))
    return Sample.counting(Unit.APPLICATIONS, open_rows(measures, question.last))


def work_in_progress(measures: Measures, question: Question) -> Sample:
    """Applications open on average over the period: the exact integral of their number over its length.

    Cohort: all that were open at some instant of the period (n), each for the hours it was; what is open
    still counts up to now. By stage, resource or outcome: visits from enabling until they are completed or
    their application ends.
    """
    if _by_visit(measures, question):
        return _standing(measures, question, Unit.VISITS)
    return _standing(measures, question, Unit.APPLICATIONS)


def cycle_time(measures: Measures, question: Question) -> Sample:
    """Hours from submission to finish.

    Cohort: applications finished in the period, by completion date. Open ones are out, and so are withdrawn
    ones: while a backlog grows, the figure tells of those that came through.
    """
    cases = measures.cases
    known = question.happened(cases.finished) & (cases.submitted <= cases.finished)
    rows = measures.rows(Unit.APPLICATIONS, known)
    return Sample(Unit.APPLICATIONS, rows, (cases.finished[rows] - cases.submitted[rows]) / HOUR)


def ageing(measures: Measures, question: Question) -> Sample:
    """Hours since submission of the applications open at the end of the period, or now where it goes on.

    Cohort: the open ones only; their age is what it is then, not what it will be.
    """
    rows = open_rows(measures, question.last)
    age = (question.last - measures.cases.submitted[rows]) / HOUR
    return Sample(Unit.APPLICATIONS, rows, age)


def cost_per_application(measures: Measures, question: Question) -> Sample:
    """Cost of the work and travel for an application from beginning to end, in CNY.

    Cohort: applications finished in the period, each with its whole cost, whenever it arose. Those of which
    some work has no price, or none is recorded, are out (n tells); open and withdrawn ones are out.
    """
    known = question.happened(measures.cases.finished) & ~np.isnan(measures.costs)
    rows = measures.rows(Unit.APPLICATIONS, known)
    return Sample(Unit.APPLICATIONS, rows, measures.costs[rows])


def open_rows(measures: Measures, instant: int) -> Rows:
    """Applications open at an instant."""
    return measures.rows(Unit.APPLICATIONS, measures.cases.open_at(instant))


def open_visits(measures: Measures, instant: int) -> Rows:
    """Visits enabled by an instant, not completed, of applications still open."""
    visits = measures.visits
    return measures.rows(Unit.VISITS, (visits.enabled <= instant) & (visits.left > instant))


def _by_visit(measures: Measures, question: Question) -> bool:
    """Whether a dimension is one of visits alone."""
    own, theirs = measures.names[Unit.VISITS], measures.names[Unit.APPLICATIONS]
    return any(name in own and not (name in theirs and theirs[name].known) for name in question.by)


def _happened(measures: Measures, question: Question, column: str) -> Sample:
    instants = getattr(measures.cases, column)
    return Sample.counting(Unit.APPLICATIONS, measures.rows(Unit.APPLICATIONS, question.happened(instants)))


def _standing(measures: Measures, question: Question, unit: Unit) -> Sample:
    cases, visits = measures.cases, measures.visits
    starts, ends = (
        (cases.submitted, cases.ended) if unit is Unit.APPLICATIONS else (visits.enabled, visits.left)
    )
    rows = measures.rows(unit, (starts < question.stop) & (ends > question.start) & (ends > starts))
    return Sample(unit, rows, question.hours_within(starts[rows], ends[rows]))
