"""What KPIs need of each visit: when, how long, again or not, and after which other."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import HOUR, UNKNOWN, Micros, micros_of
from domain.kpi.case_columns import Cases, or_never
from domain.kpi.coded import Coded, Rows
from domain.kpi.interval import Floats
from domain.kpi.spells import NEVER, Spells
from domain.kpi.visit_times import VisitTimes, visit_times

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Visits:
    """Columns per visit, in the order of the log (by application and number).

    Attributes
    ----------
    application : row of the application.
    enabled : first known instant; an inferred enabling never comes after the start.
    completed : NEVER while open.
    left : when the application was no longer there: completed, or the application ended before. A visit
        that begins after the application has finished, such as a call-back, is left when it is completed.
    hours : from enabling to completion; NaN where either is not known.
    times : the parts of these hours.
    first, again : whether it is the first of its stage in its application; whether one of the same stage
        follows.
    reworked : per application, whether any stage was visited again.
    """

    application: npt.NDArray[np.int32]
    enabled: Micros
    completed: Micros
    left: Micros
    hours: Floats
    times: VisitTimes
    first: Flags
    again: Flags
    reworked: Flags


def visits_of(log: EventLog, cases: Cases, stage: Coded, spells: Spells, customer: Spells) -> Visits:
    """Work out the columns from a log and its spells."""
    application = log.visits["application"].to_numpy()
    enabled, started, completed = (
        micros_of(log.visits[name]) for name in ("enabled_at", "started_at", "completed_at")
    )
    enabled = _not_after_start(enabled, started, log.visits["enabled_inferred"].to_numpy())
    known = (enabled != UNKNOWN) & (completed != UNKNOWN)
    begins = or_never(_first_known(enabled, started, completed))
    first, again = _visited_before_and_again(application, stage)
    return Visits(
        application=application,
        enabled=begins,
        completed=or_never(completed),
        left=_left(begins, or_never(completed), application, cases),
        hours=np.where(known, (completed - enabled) / HOUR, np.nan),
        times=visit_times(enabled, completed, spells, customer),
        first=first,
        again=again,
        reworked=_marked(application[again], cases.ended.size),
    )


def _left(enabled: Micros, completed: Micros, application: npt.NDArray[np.int32], cases: Cases) -> Micros:
    afterwards = enabled > cases.finished[application]
    return np.where(afterwards, completed, np.minimum(completed, cases.ended[application]))


def _not_after_start(enabled: Micros, started: Micros, inferred: Flags) -> Micros:
    # Inferring from the visit before fails where work ran in parallel; nobody starts what is not yet enabled.
    early = inferred & (started != UNKNOWN) & (enabled > started)
    return np.where(early, started, enabled)


def _first_known(*columns: Micros) -> Micros:
    result = columns[0]
    for column in columns[1:]:
        result = np.where(result == UNKNOWN, column, result)
    return result


def _visited_before_and_again(application: npt.NDArray[np.int32], stage: Coded) -> tuple[Flags, Flags]:
    pair = application.astype(np.int64) * len(stage.names) + stage.codes
    order = np.argsort(pair, kind="stable")
    same = pair[order][1:] == pair[order][:-1]
    first, again = np.ones(pair.size, dtype=bool), np.zeros(pair.size, dtype=bool)
    first[order[1:][same]] = False
    again[order[:-1][same]] = True
    return first, again


def _marked(rows: npt.NDArray[np.int32], size: int) -> Flags:
    marked = np.zeros(size, dtype=bool)
    marked[rows] = True
    return marked


@dataclass(frozen=True, eq=False)
class Flow:
    """Steps from visit to visit in the order of completion.

    Attributes
    ----------
    came_from : code of the stage completed before each visit; the number of stages where there was none.
    gap_hours : from that completion (or the submission) to the start of work, or to the completion where the
        start is not known; 0 where work overlapped.
    last : row of the last completed visit of each application; -1 where none is completed.
    """

    came_from: npt.NDArray[np.int32]
    gap_hours: Floats
    last: Rows


def flow_of(log: EventLog, cases: Cases, visits: Visits, stage: Coded) -> Flow:
    """Work out who followed whom."""
    order = _by_completion(visits)
    owner, completed = visits.application[order], visits.completed[order]
    begins = np.diff(owner, prepend=-1) != 0
    before = np.where(begins, cases.submitted[owner], np.roll(completed, 1))
    came_from = np.where(begins, len(stage.names), np.roll(stage.codes[order], 1))
    work = or_never(micros_of(log.visits["started_at"]))[order]
    gap = np.maximum(np.where(work < NEVER, work, completed) - before, 0) / HOUR
    return Flow(
        _placed(came_from.astype(np.int32), order), _placed(gap, order), _last(order, owner, completed, cases)
    )


def _by_completion(visits: Visits) -> Rows:
    owner, completed = visits.application, visits.completed
    if ((completed[1:] >= completed[:-1]) | (owner[1:] != owner[:-1])).all():
        return np.arange(owner.size)
    return np.lexsort((completed, owner))


def _placed(values: npt.NDArray[Any], order: Rows) -> npt.NDArray[Any]:
    placed = np.empty_like(values)
    placed[order] = values
    return placed


def _last(order: Rows, owner: npt.NDArray[np.int32], completed: Micros, cases: Cases) -> Rows:
    last = np.full(cases.ended.size, -1, dtype=np.intp)
    done = completed < NEVER
    # Assignment in order: the latest completed visit of an application stays.
    last[owner[done]] = order[done]
    return last
