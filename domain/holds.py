"""Stretches of time that do not count, laid out so that many deadlines can be moved at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain.instants import UNKNOWN, Micros, micros_of


@dataclass(frozen=True, eq=False)
class Holds:
    """Holds of the deadlines asked about, one entry per deadline and hold.

    Parameters
    ----------
    row : position of the deadline among the starts asked about, from 0.
    started, ended : microseconds since 1970 UTC; UNKNOWN end where the hold is still open.
    cause : why, text.
    """

    row: Micros
    started: Micros
    ended: Micros
    cause: NDArray[np.object_]

    @classmethod
    def of(cls, holds: Sequence[tuple[datetime, datetime | None, str]]) -> "Holds":
        """Holds of one deadline: (start, end or None while open, cause)."""
        started = np.array([int(micros_of(start)) for start, _, _ in holds], dtype=np.int64)
        ended = np.array(
            [UNKNOWN if end is None else int(micros_of(end)) for _, end, _ in holds], dtype=np.int64
        )
        return cls(
            np.zeros(len(holds), np.int64), started, ended, np.array([c for *_, c in holds], dtype=object)
        )

    @classmethod
    def of_applications(cls, holds: pd.DataFrame, applications: NDArray[np.integer]) -> "Holds":
        """Each deadline gets the holds of its application.

        Parameters
        ----------
        holds : frame `holds` of an event log: application, cause, started_at, ended_at.
        applications : application of each deadline, shape (deadlines,); one may come several times.
        """
        asked = pd.DataFrame({"application": applications, "row": np.arange(len(applications))})
        joined = asked.merge(holds.dropna(subset=["started_at"]), on="application")
        return cls(
            joined["row"].to_numpy(np.int64),
            micros_of(joined["started_at"]),
            micros_of(joined["ended_at"]),
            joined["cause"].to_numpy(object),
        )

    def caused_by(self, causes: Iterable[str]) -> "Holds":
        """Only the holds with one of these causes."""
        kept = pd.Index(self.cause).isin(list(causes))
        return Holds(self.row[kept], self.started[kept], self.ended[kept], self.cause[kept])

    def rounds(self) -> Iterator[tuple[Micros, Micros, Micros]]:
        """(rows, started, ended) of the first hold of each deadline, then of the second and so on."""
        order = np.lexsort((self.started, self.row))
        row = self.row[order]
        rank = np.arange(row.size) - np.searchsorted(row, row, side="left")
        for place in range(int(rank.max(initial=-1)) + 1):
            taken = order[rank == place]
            yield self.row[taken], self.started[taken], self.ended[taken]
