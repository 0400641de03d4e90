"""Cases in time: which teach, which choose, and which judge."""

from dataclasses import dataclass

import numpy as np

from domain.eventlog import EventLog
from domain.instants import UNKNOWN, Micros, micros_of
from domain.kpi.spells import NEVER
from models.features import Moments
from models.outcomes import Flags

TRAIN, CHOSEN_ON = 0.64, 0.80
"""Shares of the cases, by first event: 64 % train, the next 16 % validate, the last 20 % test."""


@dataclass(frozen=True, eq=False)
class Split:
    """Part of each row: whether it teaches, chooses or judges. A row may be in none."""

    train: Flags
    validation: Flags
    test: Flags


def by_first_event(log: EventLog, moments: Moments) -> Split:
    """Split the looks by the first event of their application into 64 %, 16 % and 20 % of the cases."""
    order = np.argsort(first_events(log), kind="stable")
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    of_row = place[moments.application]
    first, second = int(TRAIN * order.size), int(CHOSEN_ON * order.size)
    return Split(of_row < first, (of_row >= first) & (of_row < second), of_row >= second)


def later_cases(log: EventLog, moments: Moments, rows: Flags, share: float = 0.2) -> Flags:
    """Mark the looks of the last share of the applications that have a look among the rows."""
    starts = first_events(log)[moments.application]
    cases = np.unique(moments.application[rows])
    if not cases.size:
        return np.zeros(len(moments), dtype=bool)
    cut = np.quantile(first_events(log)[cases], 1 - share, method="lower")
    return np.asarray(rows & (starts >= cut))


def first_events(log: EventLog) -> Micros:
    """When the first visit of each application began to be told of; its submission where it has none."""
    visits, first = log.visits, np.full(len(log), NEVER)
    for name in ("enabled_at", "started_at", "completed_at"):
        instants = micros_of(visits[name])
        told = instants != UNKNOWN
        if name == "enabled_at":
            told &= ~visits["enabled_inferred"].to_numpy()
        np.minimum.at(first, visits["application"].to_numpy()[told], instants[told])
    return np.where(first < NEVER, first, micros_of(log.applications["submitted_at"]))
