"""How far a calendar has been written out, and when to write out more."""

from collections.abc import Callable

import numpy as np

from domain.errors import InputError
from domain.holiday import FIRST_YEAR, LAST_YEAR
from domain.instants import Micros
from domain.timetable import Timetable

Build = Callable[[int, int], Timetable]


class Horizon:
    """The years a calendar has been written out for; grows when asked about others, within 1950 to 2100.

    Parameters
    ----------
    name : of the calendar, for messages.
    build : (first year, last year) -> Timetable, both inclusive.
    """

    def __init__(self, name: str, build: Build) -> None:
        self.name = name
        self.build = build
        self.years = range(0)
        self.timetable: Timetable

    def answer(self, at: Micros, ask: Callable[[Timetable], Micros | None]) -> Micros:
        """What `ask` finds in a timetable around the instants; where it finds None it gets a longer one."""
        timetable = self.covering(at)
        while (answer := ask(timetable)) is None:
            timetable = self._longer()
        return answer

    def covering(self, at: Micros) -> Timetable:
        """A timetable that reaches at least a year to either side of the instants (not empty)."""
        first, last = _year(at.min()), _year(at.max())
        if first <= FIRST_YEAR or last >= LAST_YEAR:
            came = first if first <= FIRST_YEAR else last
            raise InputError(
                f"Calendar {self.name!r} knows the years {FIRST_YEAR + 1} to {LAST_YEAR - 1}, got {came}."
            )
        if not (first - 1 in self.years and last + 1 in self.years):
            self._write_out(first - 1, last + 1)
        return self.timetable

    def _longer(self) -> Timetable:
        if self.years[0] == FIRST_YEAR and self.years[-1] == LAST_YEAR:
            raise InputError(
                f"Calendar {self.name!r} has too little working time between {FIRST_YEAR} and {LAST_YEAR}"
                " for the amount asked."
            )
        self._write_out(self.years[0] - len(self.years), self.years[-1] + len(self.years))
        return self.timetable

    def _write_out(self, first: int, last: int) -> None:
        if self.years:
            first, last = min(first, self.years[0]), max(last, self.years[-1])
        years = range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1)
        self.timetable = self.build(years[0], years[-1])
        self.years = years


def _year(micros: np.int64) -> int:
    return int(np.datetime64(int(micros), "us").astype("M8[Y]").astype(int)) + 1970
