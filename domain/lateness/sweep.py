"""How much of each owner's time goes to each kind of stretch."""

import numpy as np

from domain.instants import Micros
from domain.lateness.stretches import KINDS, Stretches, ranges


def time_by_kind(
    stretches: Stretches, own: Stretches, application: Micros, begin: Micros, end: Micros
) -> Micros:
    """Time of windows that goes to each kind; where several overlap, the first kind has the instant.

    Parameters
    ----------
    stretches : of applications, sorted by them.
    own : of single windows, within them.
    application, begin, end : of each window.

    Returns
    -------
    Microseconds, shape (windows, kinds).
    """
    held = own.end > own.start
    mine = Stretches(own.owner[held], own.start[held], own.end[held], own.kind[held])
    return _swept(Stretches.joined([_in_windows(stretches, application, begin, end), mine]), begin.size)


def _in_windows(stretches: Stretches, application: Micros, begin: Micros, end: Micros) -> Stretches:
    first = np.searchsorted(stretches.owner, application, side="left")
    count = np.searchsorted(stretches.owner, application, side="right") - first
    owner, place = ranges(first.astype(np.int64), count.astype(np.int64))
    start = np.maximum(stretches.start[place], begin[owner])
    stop = np.minimum(stretches.end[place], end[owner])
    held = stop > start
    return Stretches(owner[held], start[held], stop[held], stretches.kind[place][held])


def _swept(stretches: Stretches, size: int) -> Micros:
    """Sweep over the edges: between two, the first kind that is under way takes the time."""
    at = np.concatenate([stretches.start, stretches.end])
    owner, kind = np.tile(stretches.owner, 2), np.tile(stretches.kind, 2)
    order = np.lexsort((at, owner))
    step = np.repeat(np.array([1, -1], dtype=np.int32), stretches.owner.size)[order]
    owner, at, kind = owner[order], at[order], kind[order]
    going = np.full(at.size, len(KINDS), dtype=np.int64)
    for one in reversed(range(len(KINDS))):
        going[np.cumsum(np.where(kind == one, step, 0)) > 0] = one
    # After the last edge of an owner nothing is under way: the way to the next one counts for no kind.
    length = np.diff(at, append=at[-1:])
    cells = owner * (len(KINDS) + 1) + going
    # Whole microseconds add up exactly in floats up to 285 years.
    sums = np.bincount(cells, weights=length, minlength=size * (len(KINDS) + 1)).astype(np.int64)
    return sums.reshape(size, len(KINDS) + 1)[:, : len(KINDS)]
