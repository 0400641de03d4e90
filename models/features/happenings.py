"""Everything that happens to applications, as one table in the order in which it came to be known."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import Micros, micros_of
from domain.kpi.coded import Coded, Codes
from domain.kpi.spells import NEVER
from models.features.knowing import Knowing
from models.features.moments import Rows

Flags = npt.NDArray[np.bool_]


class Kind(IntEnum):
    """What happened."""

    ENABLED = 0
    STARTED = 1
    COMPLETED = 2
    HELD = 3
    RELEASED = 4
    MISSED = 5
    CONTACTED = 6


@dataclass(frozen=True, eq=False)
class Happenings:
    """One row for each thing that happened to an application.

    Attributes
    ----------
    application, known : to whom, and when it came to be known, in microseconds; NEVER rows are left out.
    occurred : when it happened.
    kind : a `Kind`.
    stage : place of the stage in `stages`; the last place stands for no stage.
    outcome : likewise in `outcomes`, of a completed visit.
    row : of the visit; 0 for what is no visit.
    """

    application: Rows
    known: Micros
    occurred: Micros
    kind: npt.NDArray[np.int8]
    stage: Codes
    outcome: Codes
    row: Rows
    stages: tuple[str, ...]
    outcomes: tuple[str, ...]

    def of_kind(self, kind: Kind) -> Flags:
        """Which rows are of a kind."""
        return np.asarray(self.kind == kind)

    def of(self, applications: Flags) -> "Happenings":
        """Keep what happened to some applications.

        Parameters
        ----------
        applications : one truth value for each application of the log.
        """
        if applications.all():
            return self
        kept = applications[self.application]
        return Happenings(
            self.application[kept],
            self.known[kept],
            self.occurred[kept],
            self.kind[kept],
            self.stage[kept],
            self.outcome[kept],
            self.row[kept],
            self.stages,
            self.outcomes,
        )


def happenings_of(log: EventLog, knowing: Knowing) -> Happenings:
    """Lay out the happenings of a log, in no order."""
    stage, outcome = Coded.of(log.visits["stage"]), Coded.of(log.visits["outcome"])
    parts = [_part(log, knowing, *source) for source in _SOURCES]
    application, known, occurred, kind, visit = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    kept = known < NEVER
    visit = visit[kept]
    return Happenings(
        application=application[kept],
        known=known[kept],
        occurred=occurred[kept],
        kind=kind[kept],
        stage=stage.taken(visit).codes,
        outcome=outcome.taken(visit).codes,
        row=np.maximum(visit, 0),
        stages=stage.names,
        outcomes=outcome.names,
    )


_SOURCES = (
    (Kind.ENABLED, "visits", "enabled_at"),
    (Kind.STARTED, "visits", "started_at"),
    (Kind.COMPLETED, "visits", "completed_at"),
    (Kind.HELD, "holds", "started_at"),
    (Kind.RELEASED, "holds", "ended_at"),
    (Kind.MISSED, "appointments", "settled_at"),
    (Kind.CONTACTED, "contacts", "received_at"),
)

_Part = tuple[Rows, Micros, Micros, npt.NDArray[np.int8], Rows]


def _part(log: EventLog, knowing: Knowing, kind: Kind, frame: str, column: str) -> _Part:
    rows = log.frame(frame)
    visit = np.arange(len(rows)) if frame == "visits" else np.full(len(rows), -1)
    return (
        rows["application"].to_numpy(dtype=np.int64),
        _known(log, knowing, kind, frame, column),
        micros_of(rows[column]),
        np.full(len(rows), kind, dtype=np.int8),
        visit.astype(np.int64),
    )


def _known(log: EventLog, knowing: Knowing, kind: Kind, frame: str, column: str) -> Micros:
    known = knowing.owned(frame, column)
    if kind is Kind.MISSED:
        missed = log.appointments["outcome"].isin(["missed", "broken"]).to_numpy()
        return np.where(missed, known, NEVER)
    if kind is Kind.ENABLED:
        # An enabling that was only inferred is known from the first instant that the visit itself tells.
        own = np.minimum(knowing.owned(frame, "started_at"), knowing.owned(frame, "completed_at"))
        return np.where(log.visits["enabled_inferred"].to_numpy(), np.maximum(known, own), known)
    return known
