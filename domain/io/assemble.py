"""From the rows of a file and the meaning of its columns to an event log, every bad row named."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.check import Problem, check
from domain.errors import InputError
from domain.eventlog import EventLog
from domain.instants import UNKNOWN
from domain.io.cases import applications_frame, deadlines_frame, first_told
from domain.io.clock import Clock, read_clock
from domain.io.look import Codes, codes_of, first_known
from domain.io.mapping import LogMapping
from domain.io.table import Table
from domain.io.visits import find_visits, segments_frame, visits_frame

Flags = npt.NDArray[np.bool_]

_ROW: Final = "row in the file"
_OF_THE_EVENT: Final = ("enabled", "started", "completed")


@dataclass(frozen=True, eq=False)
class Assembled:
    """A log and how it was made.

    Attributes
    ----------
    events : number of rows of the file that are work.
    aside : row of the table -> why it is not in the log.
    """

    log: EventLog
    events: int
    aside: dict[int, str]
    notes: list[str]


def assemble(table: Table, mapping: LogMapping, *, lenient: bool = False) -> Assembled:
    """Make a log of a table.

    Parameters
    ----------
    lenient : leave out rows that break a rule and say which, instead of refusing the file.

    Raises
    ------
    InputError
        When a column of the mapping is not there, a row breaks a rule, or no row is left.
    """
    aside: dict[int, str] = {}
    while True:
        kept = np.ones(len(table), dtype=bool)
        kept[list(aside)] = False
        made, problems = _attempt(table.only(kept), mapping)
        if made is not None:
            return replace(made, aside=aside)
        if not lenient:
            row = min(problems)
            raise InputError(f"{table.place(row)}: {problems[row]}.")
        left = np.flatnonzero(kept)
        aside.update({int(left[row]): why for row, why in problems.items()})
        if len(aside) == len(table):
            raise InputError(
                f"{table.file}: a log must have at least one good row; the first has: {aside[0]}."
            )


def _attempt(table: Table, mapping: LogMapping) -> tuple[Assembled | None, dict[int, str]]:
    """Make the log, or tell what is wrong with which rows."""
    clock = read_clock(table, mapping)
    cases, _ = codes_of(table.column(mapping.case))
    problems = _problems(table, mapping, clock, cases)
    if problems:
        return None, problems
    work, ends = _roles_of_rows(table, mapping)
    # Values a filter has left without rows must not come back as cases without events.
    cases = pd.factorize(cases)[0].astype(np.int32)
    frames = _frames(table, mapping, clock, cases, work, ends)
    log = EventLog.build(frames, **_meta(table, mapping))
    problems = _rows_of(check(log), log, cases)
    notes = _notes(table, clock, work)
    return (None, problems) if problems else (Assembled(_without_rows(log), int(work.sum()), {}, notes), {})


def _problems(table: Table, mapping: LogMapping, clock: Clock, cases: Codes) -> dict[int, str]:
    problems = dict(clock.problems)
    for column in filter(None, (mapping.case, mapping.activity)):
        for row in np.flatnonzero(~table.column(column).is_valid().to_numpy()).tolist():
            problems.setdefault(row, f"column '{column}' must say something, but is blank")
    timed = np.logical_or.reduce([clock.micros[role] != UNKNOWN for role in _OF_THE_EVENT])
    for row in np.flatnonzero(~timed).tolist():
        columns = [column for role in _OF_THE_EVENT if (column := getattr(mapping, role))]
        problems.setdefault(
            row, f"one of the times must be given, but {', '.join(columns) or 'no column'} is blank"
        )
    return problems | _repeats(table, mapping, cases)


def _repeats(table: Table, mapping: LogMapping, cases: Codes) -> dict[int, str]:
    """Rows that tell what another has told, where the file says what makes a row one of its kind.

    A case that comes twice in a register, and an event whose instance comes twice, are refused. Rows that are
    the same in every cell but that nothing identifies are kept and counted in a note: real logs hold them
    (the credentials and the production log of the tests do), and two short visits noted by the minute look
    no different.
    """
    if mapping.one_row_per_case:
        keys, what = [cases], f"a case in column '{mapping.case}' must have one row"
    elif mapping.instance is not None:
        columns = [c for c in (mapping.activity, mapping.instance, mapping.lifecycle) if c is not None]
        keys = [cases, *(codes_of(table.column(column))[0] for column in columns)]
        what = f"an event with this '{mapping.instance}' must be told once"
    else:
        return {}
    again = pd.DataFrame(dict(enumerate(keys))).duplicated().to_numpy()
    return dict.fromkeys(np.flatnonzero(again).tolist(), f"{what}, but this one repeats an earlier one")


def _roles_of_rows(table: Table, mapping: LogMapping) -> tuple[Flags, Flags]:
    """Which rows are work, and which only mark the end of their case."""
    if mapping.activity is None:
        return np.ones(len(table), dtype=bool), np.zeros(len(table), dtype=bool)
    codes, values = codes_of(table.column(mapping.activity))
    named = [str(value) for value in values.to_pylist()]
    ends = np.array([name in mapping.end_activities for name in named], dtype=bool)
    dropped = np.array([name in mapping.drop_activities for name in named], dtype=bool)
    return ~(ends | dropped)[codes], ends[codes]


def _frames(
    table: Table, mapping: LogMapping, clock: Clock, cases: Codes, work: Flags, ends: Flags
) -> dict[str, pd.DataFrame]:
    length = int(cases.max(initial=-1)) + 1
    applications = applications_frame(table, mapping, clock, cases, ends, length)
    submitted = first_told(clock.micros["submitted"], cases, length)
    visits = find_visits(table, mapping, clock, cases, work, submitted)
    frame = visits_frame(table, mapping, visits)
    return {
        "applications": applications.assign(
            **{_ROW: first_known(cases, np.ones(len(cases), dtype=bool), length)}
        ),
        "visits": frame.assign(**{_ROW: visits.rows}),
        "segments": segments_frame(visits, frame.get("resource")),
        "deadlines": deadlines_frame(clock, cases, applications, visits, frame["stage"]),
    }


def _meta(table: Table, mapping: LogMapping) -> dict[str, Any]:
    known = {name: attribute.known for name, attribute in mapping.case_attributes.items()}
    return {"name": table.file, "time_zone": mapping.time_zone, "attributes": known}


def _rows_of(problems: list[Problem], log: EventLog, cases: Codes) -> dict[int, str]:
    """The rows of the file behind the problems of the log: the last of a visit, all of an application."""
    found: dict[int, str] = {}
    for problem in problems:
        why = problem.message.partition(": ")[2].rstrip(".")
        frame, row = _owner(problem, log)
        first = int(log.frame(frame)[_ROW][row])
        rows = np.flatnonzero(cases == cases[first]).tolist() if frame == "applications" else [first]
        for row in rows:
            found.setdefault(row, f"case '{problem.application_id}': {why}")
    return found


def _owner(problem: Problem, log: EventLog) -> tuple[str, int]:
    if problem.frame == "segments":
        return "visits", int(log.segments["visit"][problem.row])
    return problem.frame, problem.row


def _without_rows(log: EventLog) -> EventLog:
    return replace(
        log,
        applications=log.applications.drop(columns=_ROW),
        visits=log.visits.drop(columns=_ROW),
    )


def _notes(table: Table, clock: Clock, work: Flags) -> list[str]:
    notes = list(clock.notes)
    codes = pd.DataFrame({name: codes_of(table.column(name))[0][work] for name in table.names})
    if repeated := int(codes.duplicated().sum()):
        notes.append(f"{repeated} rows say the same as another one and are kept: they may be second visits.")
    if clock.by_day:
        notes.append("No event has an hour: events of one day keep the order of the file.")
    return notes
