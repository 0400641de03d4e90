"""From the steps of an activity's life (XES: schedule, start, suspend, resume, complete...) to visits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.instants import UNKNOWN, Micros

Rows = npt.NDArray[np.int64]


class Step(IntEnum):
    """What a lifecycle transition does to a visit."""

    NOTHING = 0
    ENABLE = 1
    START = 2
    SUSPEND = 3
    RESUME = 4
    END = 5


STEPS: Final = {
    "schedule": Step.ENABLE,
    "assign": Step.NOTHING,
    "reassign": Step.NOTHING,
    "start": Step.START,
    "suspend": Step.SUSPEND,
    "resume": Step.RESUME,
    "complete": Step.END,
    "autoskip": Step.END,
    "manualskip": Step.END,
    "withdraw": Step.END,
    "ate_abort": Step.END,
    "pi_abort": Step.END,
}
"""The standard transactional model of XES."""

RANKS: Final = np.array([2, 0, 1, 2, 2, 3])
"""By step: which comes first of two steps of one visit at the same instant."""


@dataclass(frozen=True, eq=False)
class Found:
    """Visits found among the rows of a file.

    Attributes
    ----------
    visit_of : shape (rows,); visit that each row belongs to, -1 for none.
    enabled, started, completed : shape (visits,); microseconds UTC.
    segments : shape (segments, 3); visit, start and end of each stretch of work, the end UNKNOWN while it
        lasts; empty where no work was ever suspended.
    """

    visit_of: Rows
    enabled: Micros
    started: Micros
    completed: Micros
    segments: Rows


@dataclass(eq=False)
class _Folded:
    enabled: list[int] = field(default_factory=list)
    started: list[int] = field(default_factory=list)
    completed: list[int] = field(default_factory=list)
    segments: list[tuple[int, int, int]] = field(default_factory=list)
    suspended: bool = False


def fold(keys: Iterable[int], steps: Iterable[int], micros: Iterable[int], rows: Rows, length: int) -> Found:
    """Tie events into visits, the first that began being the first to end.

    Parameters
    ----------
    keys : of each event, in order of time, what its visit shares: case and activity, and the instance where
        known.
    steps, micros : the step, and its instant.
    rows : where each event stands in the file, which has `length` rows.

    Returns
    -------
    A start without schedule, or an end without start, begins a visit of its own, so no event is lost.
    """
    folded = _Folded()
    visit_of = np.full(length, -1, dtype=np.int64)
    alive: dict[int, list[int]] = {}
    working: dict[int, int] = {}
    for key, step, instant, row in zip(keys, steps, micros, rows.tolist(), strict=True):
        visits = alive.setdefault(key, [])
        visit_of[row] = _ACTS[step](folded, visits, working, instant) if step else _latest(visits)
    folded.segments.extend((visit, since, int(UNKNOWN)) for visit, since in working.items())
    return _found(visit_of, folded)


def in_order_of_life(
    keys: Rows, steps: npt.NDArray[np.int8], micros: Micros, tied: npt.NDArray[np.bool_]
) -> Micros:
    """Instants to order events by, so that a visit's end follows its start whatever the two times say.

    Otherwise an end told before its own start would pass for a visit of its own, and nobody would see that
    the file contradicts itself.

    Parameters
    ----------
    keys : what the visit of each event shares, from 0.
    tied : whether the key is that of one visit, since the file names it.
    """
    at = micros.copy()
    for step in (Step.START, Step.END):
        latest = np.full(int(keys.max(initial=-1)) + 1, UNKNOWN)
        sooner = tied & ((steps == Step.ENABLE) | (steps == Step.START)) & (steps < step)
        np.maximum.at(latest, keys[sooner], at[sooner])
        held = tied & (steps == step)
        at[held] = np.maximum(at[held], latest[keys[held]])
    return at


def _found(visit_of: Rows, folded: _Folded) -> Found:
    enabled, started, completed = (
        np.array(instants, dtype=np.int64) for instants in (folded.enabled, folded.started, folded.completed)
    )
    # Without a suspension work lasts from start to completion, which the visits say already.
    segments = folded.segments if folded.suspended else []
    return Found(visit_of, enabled, started, completed, np.array(segments, dtype=np.int64).reshape(-1, 3))


def _latest(visits: list[int]) -> int:
    return visits[-1] if visits else -1


def _enable(folded: _Folded, visits: list[int], working: dict[int, int], instant: int) -> int:
    return _begin(folded, visits, enabled=instant)


def _start(folded: _Folded, visits: list[int], working: dict[int, int], instant: int) -> int:
    waiting = next((visit for visit in visits if folded.started[visit] == UNKNOWN), None)
    visit = _begin(folded, visits) if waiting is None else waiting
    folded.started[visit] = working[visit] = instant
    return visit


def _suspend(folded: _Folded, visits: list[int], working: dict[int, int], instant: int) -> int:
    visit = next((visit for visit in visits if visit in working), None)
    if visit is None:
        return _latest(visits)
    folded.segments.append((visit, working.pop(visit), instant))
    folded.suspended = True
    return visit


def _resume(folded: _Folded, visits: list[int], working: dict[int, int], instant: int) -> int:
    resting = (visit for visit in visits if folded.started[visit] != UNKNOWN and visit not in working)
    visit = next(resting, None)
    if visit is None:
        return _start(folded, visits, working, instant)
    working[visit] = instant
    return visit


def _end(folded: _Folded, visits: list[int], working: dict[int, int], instant: int) -> int:
    begun = next((visit for visit in visits if folded.started[visit] != UNKNOWN), None)
    visit = begun if begun is not None else visits[0] if visits else _begin(folded, visits)
    folded.completed[visit] = instant
    visits.remove(visit)
    if visit in working:
        folded.segments.append((visit, working.pop(visit), instant))
    return visit


def _begin(folded: _Folded, visits: list[int], enabled: int = int(UNKNOWN)) -> int:
    visit = len(folded.enabled)
    folded.enabled.append(enabled)
    folded.started.append(int(UNKNOWN))
    folded.completed.append(int(UNKNOWN))
    visits.append(visit)
    return visit


_ACTS: Final[Mapping[int, Callable[[_Folded, list[int], dict[int, int], int], int]]] = {
    Step.ENABLE: _enable,
    Step.START: _start,
    Step.SUSPEND: _suspend,
    Step.RESUME: _resume,
    Step.END: _end,
}
