"""When an application is in some stage at all."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.instants import Micros


@dataclass(frozen=True, eq=False)
class Presence:
    """When each application had at least one open visit: disjoint stretches."""

    application: npt.NDArray[np.integer[Any]]
    start: Micros
    end: Micros


def presence(application: npt.NDArray[np.int32], starts: Micros, ends: Micros) -> Presence:
    """Join the stretches of each application where they overlap.

    Parameters
    ----------
    application : sorted.
    """
    real = ends > starts
    application, starts, ends = application[real], starts[real], ends[real]
    same = application[1:] == application[:-1]
    tangled = np.zeros(int(application[-1]) + 1 if application.size else 0, dtype=bool)
    tangled[application[1:][same & (starts[1:] < ends[:-1])]] = True
    knot = tangled[application]
    joined = _joined(application[knot], starts[knot], ends[knot])
    parts = (Presence(application[~knot], starts[~knot], ends[~knot]), joined)
    return Presence(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("application", "start", "end"))
    )


def _joined(application: npt.NDArray[np.int32], starts: Micros, ends: Micros) -> Presence:
    """Sweep over the edges of each application; a stretch runs from the first entry to the last leaving."""
    owner, at = np.tile(application, 2), np.concatenate([starts, ends])
    step = np.repeat(np.array([1, -1]), application.size)
    order = np.lexsort((-step, at, owner))
    inside = np.cumsum(step[order]) > 0
    turns = order[np.flatnonzero(np.diff(inside, prepend=False))]
    return Presence(owner[turns[::2]], at[turns[::2]], at[turns[1::2]])
