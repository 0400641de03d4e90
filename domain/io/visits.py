"""The visits of a log file: which rows make one, when it was enabled, started and completed."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import UNKNOWN, Micros
from domain.io import values
from domain.io.clock import Clock
from domain.io.lifecycle import RANKS, STEPS, Found, Step, fold, in_order_of_life
from domain.io.look import Codes, codes_of
from domain.io.mapping import LogMapping
from domain.io.table import Table

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LATEST: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Visits:
    """Visits in the order of their cases and of their first instants.

    Attributes
    ----------
    visit_of : shape (rows,); visit of each row of the file, -1 for none.
    rows : shape (visits,); last row of each visit.
    case : shape (visits,).
    enabled, started, completed : shape (visits,), microseconds UTC.
    inferred : shape (visits,); whether nobody recorded when it was enabled.
    segments : shape (segments, 3): visit, start and end; empty where no work was suspended.
    """

    visit_of: Rows
    rows: Rows
    case: Codes
    enabled: Micros
    started: Micros
    completed: Micros
    inferred: Flags
    segments: Rows


def find_visits(
    table: Table, mapping: LogMapping, clock: Clock, cases: Codes, work: Flags, submitted: Micros
) -> Visits:
    """Find the visits among the rows that are work.

    Parameters
    ----------
    cases : shape (rows,); case of each row.
    work : shape (rows,); whether the row is work rather than a mark of the case's start or end.
    submitted : shape (cases,); when each case was recorded as submitted, UNKNOWN where it was not.
    """
    steps = _steps(table, mapping)
    found = _one_per_row(clock, work) if steps is None else _fold(table, mapping, clock, cases, work, steps)
    rows = _last_rows(found.visit_of, len(found.enabled))
    order = np.lexsort((rows, _first_known(found), cases[rows]))
    place = np.append(np.argsort(order), -1)
    case = cases[rows][order]
    started, completed, enabled = (a[order] for a in (found.started, found.completed, found.enabled))
    guessed = _infer_enabled(case, started, completed, submitted)
    given = enabled != UNKNOWN
    return Visits(
        visit_of=place[found.visit_of],
        rows=rows[order],
        case=case,
        enabled=np.where(given, enabled, guessed),
        started=started,
        completed=completed,
        inferred=~given & (guessed != UNKNOWN),
        segments=np.column_stack([place[found.segments[:, 0]], found.segments[:, 1:]]),
    )


def _steps(table: Table, mapping: LogMapping) -> npt.NDArray[np.int8] | None:
    """Step of each row, or None where every row is a visit of its own."""
    if mapping.lifecycle is None or mapping.started is not None:
        return None
    codes, words = codes_of(table.column(mapping.lifecycle))
    known = [STEPS.get(str(word).casefold(), Step.NOTHING) for word in words.to_pylist()]
    # A log whose transitions are of no standard model, or only completions, has one visit per event.
    if set(known) <= {Step.END} or Step.END not in known:
        return None
    return np.array([*known, Step.END], dtype=np.int8)[codes]


def _one_per_row(clock: Clock, work: Flags) -> Found:
    rows = np.flatnonzero(work)
    visit_of = np.full(len(work), -1, dtype=np.int64)
    visit_of[rows] = np.arange(len(rows))
    enabled, started, completed = (clock.micros[role][rows] for role in ("enabled", "started", "completed"))
    return Found(visit_of, enabled, started, completed, np.empty((0, 3), dtype=np.int64))


def _fold(
    table: Table, mapping: LogMapping, clock: Clock, cases: Codes, work: Flags, steps: npt.NDArray[np.int8]
) -> Found:
    micros = clock.micros["completed"]
    rows = np.flatnonzero(work)
    keys = _keys(table, mapping, cases)[rows]
    tied = _tied(table, mapping)[rows]
    at = in_order_of_life(keys, steps[rows], micros[rows], tied)
    order = np.lexsort((rows, np.where(tied, RANKS[steps[rows]], 0), at, cases[rows]))
    rows, keys = rows[order], keys[order]
    return fold(keys.tolist(), steps[rows].tolist(), micros[rows].tolist(), rows, len(work))


def _tied(table: Table, mapping: LogMapping) -> Flags:
    """Which rows name the visit they are of."""
    if mapping.instance is None:
        return np.zeros(len(table), dtype=bool)
    return np.asarray(table.column(mapping.instance).is_valid().to_numpy())


def _keys(table: Table, mapping: LogMapping, cases: Codes) -> Rows:
    """One number for what the events of a visit share: case, activity and, where known, instance."""
    keys = cases.astype(np.int64)
    for column in (mapping.activity, mapping.instance):
        if column is not None:
            codes = codes_of(table.column(column))[0] + 1
            keys = pd.factorize(keys * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    return keys


def _last_rows(visit_of: Rows, length: int) -> Rows:
    rows = np.flatnonzero(visit_of >= 0)
    last = np.zeros(length, dtype=np.int64)
    last[visit_of[rows]] = rows
    return last


def _first_known(found: Found) -> Micros:
    instants = np.stack([found.enabled, found.started, found.completed])
    return np.asarray(np.where(instants == UNKNOWN, _LATEST, instants).min(axis=0))


def _infer_enabled(case: Codes, started: Micros, completed: Micros, submitted: Micros) -> Micros:
    """Latest completion of the case before the visit began; for its first visit, when it was submitted.

    Where the start is not recorded, the visit cannot be told from its wait, so the completion before it is
    taken.
    """
    begun = np.where(started != UNKNOWN, started, completed)
    before = _latest_before(case, begun, completed)
    first = submitted[case]
    first = np.where((first != UNKNOWN) & (first <= begun), first, started)
    return np.asarray(np.where(before != UNKNOWN, before, first))


def _latest_before(case: Codes, at: Micros, completed: Micros) -> Micros:
    """For each visit, the latest completion of another visit of its case up to an instant."""
    if not len(case):
        return completed
    ranks = pd.factorize(np.concatenate([at, completed]), sort=True)[0]
    width = int(ranks.max()) + 1
    asked, ended = (case.astype(np.int64) * width + part for part in np.split(ranks, 2))
    order = np.argsort(ended, kind="stable")
    place = np.searchsorted(ended[order], asked, side="right") - 1
    itself = (place >= 0) & (order[place] == np.arange(len(case)))
    place = np.where(itself, place - 1, place)
    other = order[place]
    found = (place >= 0) & (case[other] == case) & (completed[other] != UNKNOWN)
    return np.asarray(np.where(found, completed[other], UNKNOWN))


def visits_frame(table: Table, mapping: LogMapping, visits: Visits) -> pd.DataFrame:
    """Make the frame of visits; a value told by several events of a visit is the last one told."""

    def told(column: str | None) -> Rows:
        return _last_told(table, column, visits)

    columns: dict[str, Any] = {
        "application": visits.case,
        "number": _numbers(visits.case),
        "stage": _stage(table, mapping, visits),
        "enabled_at": values.instants(visits.enabled),
        "started_at": values.instants(visits.started),
        "completed_at": values.instants(visits.completed),
        "enabled_inferred": visits.inferred,
    }
    for name in ("resource", "department", "outcome"):
        if (column := getattr(mapping, name)) is not None:
            columns[name] = values.names(table.column(column), told(column))
    for name, column in mapping.event_attributes.items():
        columns[name] = values.attribute(table.column(column), told(column), mapping)
    return pd.DataFrame(columns)


def _last_told(table: Table, column: str | None, visits: Visits) -> Rows:
    last = np.full(len(visits.rows), -1, dtype=np.int64)
    if column is not None:
        known = table.column(column).is_valid().to_numpy()
        rows = np.flatnonzero(known & (visits.visit_of >= 0))
        last[visits.visit_of[rows]] = rows
    return last


def _numbers(case: Codes) -> Rows:
    return np.arange(len(case)) - np.searchsorted(case, case, side="left") + 1


def _stage(table: Table, mapping: LogMapping, visits: Visits) -> "pd.Series[Any]":
    if mapping.activity is None:
        return values.one_name(mapping.stage, len(visits.rows))
    activity = values.names(table.column(mapping.activity), visits.rows)
    renamed = [mapping.stages.get(str(name), str(name)) for name in activity.cat.categories]
    distinct = list(dict.fromkeys(renamed))
    places = np.array([*(distinct.index(name) for name in renamed), -1])
    return pd.Series(pd.Categorical.from_codes(places[activity.cat.codes], pd.Index(distinct, dtype="str")))


def segments_frame(visits: Visits, resource: "pd.Series[Any] | None") -> pd.DataFrame:
    """Make the frame of stretches of work, by whoever the visit names."""
    rows = visits.segments[:, 0]
    frame = pd.DataFrame(
        {
            "visit": rows,
            "kind": values.one_name("work", len(rows)),
            "started_at": values.instants(visits.segments[:, 1]),
            "ended_at": values.instants(visits.segments[:, 2]),
        }
    )
    return frame if resource is None else frame.assign(resource=resource.iloc[rows].array)
