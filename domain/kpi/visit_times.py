"""Where the time of a visit went: every instant from enabling to completion is exactly one of four kinds."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.instants import UNKNOWN, Micros
from domain.kpi.spells import Spells

Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

_WORK, _TRAVEL, _CUSTOMER = range(3)


@dataclass(frozen=True, eq=False)
class VisitTimes:
    """Parts of [enabled, completed] of each visit in microseconds; they add up to the whole exactly.

    An instant at which somebody works is working time; else, somebody on the way, travel; else, the
    customer's turn (a hold whose cause starts with "customer"), customer time; else waiting.

    Attributes
    ----------
    total, waiting, working, travel, customer : shape (visits,); 0 where `recorded` is false.
    recorded : whether the parts are known: the visit is completed and its enabling is known, and so is its
        start, a segment of work, or that it was the customer's turn.
    """

    total: Micros
    waiting: Micros
    working: Micros
    travel: Micros
    customer: Micros
    recorded: Flags


def visit_times(enabled: Micros, completed: Micros, spells: Spells, customer: Spells) -> VisitTimes:
    """Partition the time of visits.

    Parameters
    ----------
    enabled, completed : microseconds; UNKNOWN where not known.
    spells : work and travel of visits.
    customer : the customer's turns of visits.
    """
    ended = (enabled != UNKNOWN) & (completed != UNKNOWN)
    begins, ends = np.where(ended, enabled, 0), np.where(ended, np.maximum(completed, enabled), 0)
    parts = _parts(_clipped(spells, begins, ends), _clipped(customer, begins, ends), ended.size)
    told = np.zeros(ended.size, dtype=bool)
    told[spells.visit], told[customer.visit] = True, True
    recorded = ended & told
    working, travel, turn = (np.where(recorded, part, 0) for part in parts)
    total = np.where(recorded, ends - begins, 0)
    return VisitTimes(total, total - working - travel - turn, working, travel, turn, recorded)


@dataclass(frozen=True, eq=False)
class _Stretches:
    visit: Rows
    start: Micros
    end: Micros
    kind: npt.NDArray[np.int8]


def _clipped(spells: Spells, begins: Micros, ends: Micros) -> _Stretches:
    start = np.maximum(spells.start, begins[spells.visit])
    end = np.minimum(spells.end, ends[spells.visit])
    held = end > start
    kind = np.where(spells.travel, _TRAVEL, _WORK).astype(np.int8)
    return _Stretches(spells.visit[held], start[held], end[held], kind[held])


def _parts(work: _Stretches, customer: _Stretches, size: int) -> list[Micros]:
    """Working, travel and customer time of each visit."""
    tangled = _overlapping(work, size)
    tangled[customer.visit] = True
    apart, knot = ~tangled[work.visit], tangled[work.visit]
    simple = _sums(work.visit[apart], work.kind[apart], (work.end - work.start)[apart], size)
    swept = _swept(
        np.concatenate([work.visit[knot], customer.visit]),
        np.concatenate([work.start[knot], customer.start]),
        np.concatenate([work.end[knot], customer.end]),
        np.concatenate([work.kind[knot], np.full(customer.visit.size, _CUSTOMER, dtype=np.int8)]),
        size,
    )
    return [one + other for one, other in zip(simple, swept, strict=True)]


def _overlapping(work: _Stretches, size: int) -> Flags:
    """Visits in which two stretches overlap; they come sorted by visit and start."""
    same = work.visit[1:] == work.visit[:-1]
    # Only neighbours need comparing: an overlap of any two means one of neighbours somewhere in the visit.
    overlap = same & (work.start[1:] < work.end[:-1])
    found = np.zeros(size, dtype=bool)
    found[work.visit[1:][overlap]] = True
    return found


def _swept(visit: Rows, start: Micros, end: Micros, kind: npt.NDArray[np.int8], size: int) -> list[Micros]:
    """Sweep over the edges: between two, the first kind that is under way takes the time."""
    owner, at = np.tile(visit, 2), np.concatenate([start, end])
    order = np.lexsort((at, owner))
    step = np.repeat(np.array([1, -1], dtype=np.int8), visit.size)
    under_way = [np.cumsum(np.where(np.tile(kind, 2) == one, step, 0)[order]) > 0 for one in range(3)]
    going = np.select(under_way, [0, 1, 2], default=-1)[:-1]
    owner, length = owner[order][:-1], np.diff(at[order])
    busy = going >= 0
    return _sums(owner[busy], going[busy], length[busy], size)


def _sums(visit: Rows, kind: npt.NDArray[np.integer], length: Micros, size: int) -> list[Micros]:
    # Whole microseconds add up exactly in floats up to 285 years a visit.
    return [
        np.bincount(visit[kind == one], weights=length[kind == one], minlength=size).astype(np.int64)
        for one in range(3)
    ]
