"""What is asked of measures, and the rows that answer it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.instants import HOUR, Micros, micros_of
from domain.kpi.coded import Rows
from domain.kpi.dimensions import Unit
from domain.kpi.interval import Floats
from domain.kpi.period import Period

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Question:
    """A period as seen from an instant, and the dimensions to group by.

    Parameters
    ----------
    period : what happened in it counts.
    at : now; nothing later is known, so a period that goes on is cut here.
    by : dimensions, in the order in which groups are named.
    """

    period: Period
    at: pd.Timestamp
    by: tuple[str, ...] = ()

    @cached_property
    def now(self) -> int:
        """The instant `at` in microseconds."""
        return int(micros_of(self.at))

    @property
    def start(self) -> int:
        """First instant of the period."""
        return self.period.micros[0]

    @cached_property
    def stop(self) -> int:
        """End of what is known of the period; `at` itself is known."""
        return max(min(self.period.micros[1], self.now + 1), self.start)

    @property
    def last(self) -> int:
        """Last known instant of the period: the one at which its open work is counted."""
        return self.stop - 1

    @property
    def hours(self) -> float:
        """Length of what is known of the period."""
        return (self.stop - self.start) / HOUR

    def happened(self, instants: Micros) -> Flags:
        """Tell which instants lie in the period and are known."""
        return (instants >= self.start) & (instants < self.stop)

    def hours_within(self, starts: Micros, ends: Micros) -> Floats:
        """Hours that each stretch of time lies in the known period; 0 for one outside."""
        inside = np.minimum(ends, self.stop) - np.maximum(starts, self.start)
        return np.asarray(np.maximum(inside, 0) / HOUR)


@dataclass(frozen=True, eq=False)
class Sample:
    """The rows that answer a question and what each adds.

    Attributes
    ----------
    unit : kind of the rows.
    rows : row numbers.
    value : one for each row: hours, CNY, 1 for a hit and 0 for a miss, or 1 for each thing counted.
    weight : for a ratio, what the value is a part of.
    """

    unit: Unit
    rows: Rows
    value: Floats
    weight: Floats | None = None

    @classmethod
    def counting(cls, unit: Unit, rows: Rows) -> "Sample":
        """Every row counts 1."""
        return cls(unit, rows, np.ones(rows.size))

    @classmethod
    def hitting(cls, unit: Unit, rows: Rows, hits: Flags) -> "Sample":
        """A row counts 1 where it is a hit, else 0."""
        return cls(unit, rows, hits.astype(np.float64))

    def where(self, kept: Flags) -> "Sample":
        """Some of the rows."""
        weight = None if self.weight is None else self.weight[kept]
        return Sample(self.unit, self.rows[kept], self.value[kept], weight)
