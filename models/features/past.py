"""What each moment has behind it: counts and last rows of happenings, for all moments in one sorted pass."""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from models.features.happenings import Flags, Happenings
from models.features.moments import EVERYTHING, Moments, Rows


class Past:
    """The happenings of applications and the moments at which they are looked at, merged into one order.

    Parameters
    ----------
    happenings : of the log.
    moments : looks; each sees the happenings of its application known by then.
    """

    def __init__(self, happenings: Happenings, moments: Moments) -> None:
        looked_at = np.zeros(max(_most(happenings.application), _most(moments.application)), dtype=bool)
        looked_at[moments.application] = True
        self.happenings = happenings.of(looked_at)
        self.moments = moments
        self._size = self.happenings.known.size

    def count(self, chosen: Flags) -> npt.NDArray[np.int64]:
        """Count the chosen happenings behind each moment.

        Parameters
        ----------
        chosen : one truth value per happening.
        """
        return self.total(chosen.astype(np.int64))

    def total(self, amounts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Add up an amount of each happening behind each moment."""
        running = np.concatenate([[0], np.cumsum(self._in_order(amounts, 0))])
        return np.asarray(running[self._place] - running[self._first])

    def last(self, chosen: Flags) -> Rows:
        """Find the chosen happening that came to be known last before each moment; -1 where there is none."""
        sorted_rows = np.where(self._in_order(chosen, False), np.arange(self._order.size), -1)
        latest = np.maximum.accumulate(np.append(sorted_rows, -1))[self._place]
        return np.where(latest >= self._first, np.append(self._order, -1)[latest], -1)

    @cached_property
    def rank(self) -> npt.NDArray[np.int64]:
        """How many of the same application, kind and stage came before each, as they became known."""
        h = self.happenings
        order = np.lexsort((h.row, h.known, h.stage, h.kind, h.application))
        same = np.ones(order.size, dtype=bool)
        for column in (h.application, h.kind, h.stage):
            same[1:] &= column[order][1:] == column[order][:-1]
        same[:1] = False
        place = np.arange(order.size)
        start = np.maximum.accumulate(np.where(same, 0, place)) if order.size else place
        rank = np.empty(order.size, dtype=np.int64)
        rank[order] = place - start
        return rank

    def _in_order(self, column: npt.NDArray[np.generic], blank: object) -> npt.NDArray[np.generic]:
        """Lay a column of happenings out in the merged order, blank where a moment stands."""
        happens = self._order < self._size
        laid = np.full(self._order.size, blank, dtype=column.dtype)
        laid[happens] = column[self._order[happens]]
        return laid

    @cached_property
    def _order(self) -> Rows:
        """Rows of happenings, then moments (numbered on), sorted by application and instant."""
        h, m = self.happenings, self.moments
        columns = (
            np.concatenate([np.zeros(self._size, dtype=np.int8), np.ones(len(m), dtype=np.int8)]),
            np.concatenate([h.row, np.minimum(m.through, EVERYTHING)]),
            np.concatenate([h.known, m.at]),
            np.concatenate([h.application, m.application]),
        )
        return np.lexsort(columns).astype(np.int64)

    @cached_property
    def _place(self) -> Rows:
        """Where each moment stands in the order."""
        places = np.empty(self._order.size, dtype=np.int64)
        places[self._order] = np.arange(self._order.size)
        return places[self._size :]

    @cached_property
    def _first(self) -> Rows:
        """Where the application of each moment begins in the order."""
        of_all = np.concatenate([self.happenings.application, self.moments.application])[self._order]
        return np.searchsorted(of_all, self.moments.application, side="left").astype(np.int64)


def _most(rows: Rows) -> int:
    return int(rows.max(initial=-1)) + 1
