"""KPIs of promises: deadlines and appointments."""

import numpy as np

from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.kpi.measures import Flags, Measures
from domain.kpi.of_applications import open_rows, open_visits
from domain.kpi.question import Question, Sample


def on_time_rate(measures: Measures, question: Question) -> Sample:
    """Share of deadlines that were met by their due instant.

    Cohort: deadlines due in the period, holds considered. Open ones past due are late; open ones not yet due
    are out. An application withdrawn before its deadline was due or met takes it out; one withdrawn later
    leaves it late.
    """
    deadlines = measures.deadlines
    start, end = question.period.micros
    due = (deadlines.due >= start) & (deadlines.due < end)
    settled = (deadlines.met <= question.now) | (deadlines.due < question.now)
    rows = measures.rows(Unit.DEADLINES, due & settled & ~_withdrawn_in_time(measures))
    return Sample.hitting(Unit.DEADLINES, rows, _met_in_time(measures, rows))


def completed_on_time_rate(measures: Measures, question: Question) -> Sample:
    """Share of deadlines that were met by their due instant, by the date on which they were met.

    Cohort: deadlines met in the period; one of the whole application is met when it is finished. Open ones
    are out however late they are, which flatters a growing backlog: read it beside `on_time_rate`.
    """
    met = question.happened(measures.deadlines.met) & measures.deadlines.stated
    rows = measures.rows(Unit.DEADLINES, met)
    return Sample.hitting(Unit.DEADLINES, rows, _met_in_time(measures, rows))


def open_past_due(measures: Measures, question: Question) -> Sample:
    """Applications open at the end of the period (or now) with a deadline past due and not met.

    Cohort: open applications; each counts once however many deadlines it missed. By stage: their open visits.
    """
    late = late_applications(measures, question.last)
    if "stage" in question.by:
        rows = open_visits(measures, question.last)
        return Sample.counting(Unit.VISITS, rows[late[measures.visits.application[rows]]])
    rows = open_rows(measures, question.last)
    return Sample.counting(Unit.APPLICATIONS, rows[late[rows]])


def appointment_kept_rate(measures: Measures, question: Question) -> Sample:
    """Share of appointments that were kept rather than missed by the customer or broken by the company.

    Cohort: appointments settled in the period as kept, missed or broken; moved, cancelled and still booked
    ones are out.
    """
    appointments = measures.appointments
    settled = question.happened(appointments.settled) & (appointments.kept | appointments.missed)
    rows = measures.rows(Unit.APPOINTMENTS, settled)
    return Sample.hitting(Unit.APPOINTMENTS, rows, appointments.kept[rows])


def late_applications(measures: Measures, instant: int) -> Flags:
    """Tell which applications have a deadline that was past due and not met at an instant."""
    deadlines = measures.deadlines
    late = np.zeros(measures.cases.ended.size, dtype=bool)
    late[deadlines.application[(deadlines.due < instant) & (deadlines.met > instant)]] = True
    return late


def _met_in_time(measures: Measures, rows: Rows) -> Flags:
    return np.asarray(measures.deadlines.met[rows] <= measures.deadlines.due[rows])


def _withdrawn_in_time(measures: Measures) -> Flags:
    deadlines = measures.deadlines
    withdrawn = measures.cases.withdrawn[deadlines.application]
    return np.asarray((withdrawn <= deadlines.due) & (withdrawn < deadlines.met))
