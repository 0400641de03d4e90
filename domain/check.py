"""The border check: what a history must not say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.eventlog import EventLog
from domain.subset import subset


@dataclass(frozen=True)
class Problem:
    """A row that breaks a rule.

    Attributes
    ----------
    frame, row : where.
    application_id : whose, or "" for a row of no application.
    rule : short identifier of the rule.
    message : the rule and what came, as one sentence.
    """

    frame: str
    row: int
    application_id: str
    rule: str
    message: str


@dataclass(frozen=True)
class _Order:
    frame: str
    earlier: str
    later: str


_ORDERS = (
    _Order("applications", "submitted_at", "finished_at"),
    _Order("applications", "submitted_at", "withdrawn_at"),
    _Order("visits", "started_at", "completed_at"),
    _Order("visits", "enabled_at", "started_at"),
    _Order("visits", "enabled_at", "completed_at"),
    _Order("segments", "started_at", "ended_at"),
    _Order("holds", "started_at", "ended_at"),
    _Order("appointments", "window_start", "window_end"),
    _Order("contacts", "received_at", "started_at"),
    _Order("contacts", "received_at", "handled_at"),
    _Order("contacts", "started_at", "handled_at"),
    _Order("duty", "on_at", "off_at"),
)


def check(log: EventLog) -> list[Problem]:
    """List the rows of a log that contradict themselves, in the order of frames and rows.

    A deadline already past when it was set is no contradiction: promises are made late in real registers.
    """
    return [*_out_of_order(log), *_numbered_twice(log), *_scored_outside(log)]


def _out_of_order(log: EventLog) -> Iterator[Problem]:
    for order in _ORDERS:
        frame = log.frame(order.frame)
        for row in np.flatnonzero(_is_reversed(frame, order)):
            came = f"{frame[order.later][row]} before {frame[order.earlier][row]}"
            yield _problem(
                log, order.frame, row, f"{order.later}_before_{order.earlier}", f"{_never(order)}, got {came}"
            )


def _never(order: _Order) -> str:
    return f"{order.later} must not come before {order.earlier}"


def _is_reversed(frame: pd.DataFrame, order: _Order) -> npt.NDArray[np.bool_]:
    wrong = (frame[order.later] < frame[order.earlier]).to_numpy()
    inferred = "enabled_inferred" in frame and order.earlier == "enabled_at"
    return wrong & ~frame["enabled_inferred"].to_numpy() if inferred else wrong


def _numbered_twice(log: EventLog) -> Iterator[Problem]:
    twice = log.visits.duplicated(["application", "number"]).to_numpy()
    for row in np.flatnonzero(twice):
        number = log.visits["number"][row]
        yield _problem(
            log, "visits", row, "number_twice", f"a visit number must be unique, got {number} twice"
        )


def _scored_outside(log: EventLog) -> Iterator[Problem]:
    scores = log.surveys["score"].to_numpy()
    for row in np.flatnonzero((scores < 1) | (scores > 5)):
        yield _problem(log, "surveys", row, "score_range", f"a score must be from 1 to 5, got {scores[row]}")


def _problem(log: EventLog, frame: str, row: Any, rule: str, sentence: str) -> Problem:
    whose = _application_id(log, frame, int(row))
    of_whom = f" (application '{whose}')" if whose else ""
    return Problem(frame, int(row), whose, rule, f"Frame '{frame}', row {row}{of_whom}: {sentence}.")


def _application_id(log: EventLog, frame: str, row: int) -> str:
    if frame == "duty":
        return ""
    owner = row
    if frame == "segments":
        owner = int(log.visits["application"][int(log.segments["visit"][row])])
    elif frame != "applications":
        owner = int(log.frame(frame)["application"][row])
    return str(log.applications["application_id"][owner]) if owner >= 0 else ""


def without(log: EventLog, problems: list[Problem]) -> EventLog:
    """Leave out the rows with problems, and what belongs to them."""
    keep = {name: np.ones(len(frame), dtype=bool) for name, frame in log.frames.items()}
    for problem in problems:
        keep[problem.frame][problem.row] = False
    return EventLog.build(subset(log.frames, keep), **log.meta)
