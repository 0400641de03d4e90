"""The hours beyond each limit, split over their causes.

The rule: from the instant a promise was made until it was kept (until now while it is open) every instant has
one cause (`Cause`, first things first). The hours beyond the limit are split in proportion to the time each
cause took, without the time in which the promise's clock stood. So a cause is charged for what it took of the
whole way, not for happening to come last; and, as Moulin (1987) shows, splitting in proportion is the one way
in which no cause is charged less by being counted as two.

References
----------
Moulin (1987), Equal or proportional division of a surplus, and other methods, Int. J. Game Theory 16,
161-186.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.holds import Holds
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.coded import Rows
from domain.kpi.measures import Measures
from domain.kpi.of_promises import on_time_rate
from domain.kpi.period import Period, whole_period
from domain.kpi.promise_columns import levels_that_stop
from domain.kpi.question import Question
from domain.kpi.spells import NEVER
from domain.lateness.cause import CAUSES, Cause
from domain.lateness.contacts import contact_stretches
from domain.lateness.stretches import KINDS, Stretches, stretches_of
from domain.lateness.sweep import time_by_kind


@dataclass(frozen=True, eq=False)
class Lateness:
    """Late deadlines and what made them late.

    Attributes
    ----------
    measures : of the log they are in.
    rows : of the deadlines, in the log's order.
    late : time beyond the limit so far, microseconds.
    parts : of it by cause, in the order of `CAUSES`, shape (rows, causes); they add up to `late` exactly.
    """

    measures: Measures
    rows: Rows
    late: Micros
    parts: Micros


def attribute(measures: Measures, period: Period | None = None, at: pd.Timestamp | None = None) -> Lateness:
    """Split the lateness of every late deadline over its causes.

    Cohort: deadlines due in the period and not met by then, as `on_time_rate` counts them; open ones are late
    by the time until now. Hours beyond the limit are elapsed hours, whatever the limit counts in.

    Parameters
    ----------
    period : the whole log up to `at` when not given.
    at : now; the end of the log when not given.
    """
    at = measures.log.observed_until if at is None else at
    question = Question(period or whole_period(measures.log, at), at)
    sample = on_time_rate(measures, question)
    rows = sample.rows[sample.value == 0]
    late, spent = _spent(measures, rows, question.now)
    return Lateness(measures, rows, late, _in_proportion(late, spent))


def _spent(measures: Measures, rows: Rows, now: int) -> tuple[Micros, Micros]:
    """Lateness of deadlines, and the time by cause from the making of each promise to its end."""
    deadlines, log = measures.deadlines, measures.log
    application, due = deadlines.application[rows].astype(np.int64), deadlines.due[rows]
    begin = micros_of(log.deadlines["set_at"])[rows]
    ended = np.where(measures.cases.ended[application] > due, measures.cases.ended[application], NEVER)
    end = np.minimum(np.minimum(deadlines.met[rows], ended), now)
    begin = np.where(begin == UNKNOWN, end, begin)
    concerned = np.zeros(len(log), dtype=bool)
    concerned[application] = True
    of_contact, contacts = contact_stretches(log, rows, begin, end)
    own = Stretches.joined([_stopped(measures, rows, begin, np.minimum(due, end)), contacts])
    # A complaint waits for itself, whatever its application waits for meanwhile.
    owner = np.where(of_contact, -1, application)
    times = time_by_kind(stretches_of(measures, concerned), own, owner, begin, end)
    return end - due, _by_cause(times, end - begin)


def _stopped(measures: Measures, rows: Rows, begin: Micros, due: Micros) -> Stretches:
    """When the clock of each deadline stood; a hold that begins when the limit is over stops nothing."""
    parts = [Stretches.alike(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), KINDS[0])]
    place = np.full(len(measures.log.deadlines), -1)
    place[rows] = np.arange(rows.size)
    for level, of_level in levels_that_stop(measures.log.deadlines, measures.log.holds, measures.terms):
        mine = place[of_level][place[of_level] >= 0]
        application = measures.deadlines.application[rows[mine]]
        holds = Holds.of_applications(measures.log.holds, application).caused_by(level.limit.stops_for)
        owner = mine[holds.row]
        ended = np.where(holds.ended == UNKNOWN, NEVER, holds.ended)
        start, end = np.maximum(holds.started, begin[owner]), np.minimum(ended, due[owner])
        parts.append(Stretches.alike(owner, start, end, KINDS[0]))
    return Stretches.joined(parts)


def _by_cause(times: Micros, whole: Micros) -> Micros:
    """Times by kind as times by cause; what no stretch covers is not recorded."""
    kinds = dict(zip(KINDS, times.T, strict=True))
    told = [kinds[cause] for cause in CAUSES if cause != Cause.NOT_RECORDED]
    return np.column_stack([*told, whole - kinds["stopped"] - sum(told)])


def _in_proportion(late: Micros, spent: Micros) -> Micros:
    """Split each lateness by shares of time, in whole microseconds; the largest part takes the rounding."""
    total = spent.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, spent / np.maximum(total, 1), 0.0)
    shares[total[:, 0] <= 0, CAUSES.index(Cause.NOT_RECORDED)] = 1.0
    parts = np.floor(shares * late[:, None]).astype(np.int64)
    largest = np.argmax(parts, axis=1)
    parts[np.arange(late.size), largest] += late - parts.sum(axis=1)
    return parts
