"""How long something may take: amount, unit, from when to when, and what stops the clock."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.errors import must
from domain.instants import DAY, HOUR, MINUTE
from domain.moment import STAGE, WORD, Moment
from domain.timetable import Until
from domain.work_clock import FirstDay

MOST = 100_000


class Unit(StrEnum):
    """What the amount counts."""

    ELAPSED_MINUTES = "min elapsed"
    ELAPSED_HOURS = "h elapsed"
    ELAPSED_DAYS = "days elapsed"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"


_MICROS = {
    Unit.ELAPSED_MINUTES: MINUTE,
    Unit.ELAPSED_HOURS: HOUR,
    Unit.ELAPSED_DAYS: DAY,
    Unit.WORKING_HOURS: HOUR,
}


@dataclass(frozen=True)
class TimeLimit:
    """A limit such as "48 h elapsed from acceptance.enabled to application.finished".

    Its text is read by `domain.time_limit_text.parse_time_limit`; `str` writes it back.

    Parameters
    ----------
    amount : more than 0, at most 100,000; a whole number of working days.
    unit : an elapsed day is 24 hours; working time is the calendar's.
    start, end : from when to when; the end has to come within the amount. What runs to a moment of each stage
        visit runs from one, too: nothing else says which visit is meant.
    first_day : working days only: which day is counted as the first; next when not said.
    until : working days only: whether the time is up at 24:00 or at the end of the shift; end of day when
        not said.
    stops_for : causes of the holds during which the clock stands, in alphabetical order.
    """

    amount: Decimal
    unit: Unit
    start: Moment
    end: Moment
    first_day: FirstDay = FirstDay.NEXT
    until: Until = Until.END_OF_DAY
    stops_for: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        must(
            0 < self.amount <= MOST,
            f"A time limit must be more than 0 and at most {MOST}, got {self.amount}.",
        )
        must(
            self.end.subject != STAGE or self.start.subject == STAGE,
            f"A time limit to each stage visit must run from each stage visit or name the stage, got from "
            f"{self.start} to {self.end}.",
        )
        if self.unit is Unit.WORKING_DAYS:
            must(self.amount % 1 == 0, f"A time limit must be whole in working days, got {self.amount}.")
        else:
            plain = (self.first_day, self.until) == (FirstDay.NEXT, Until.END_OF_DAY)
            must(plain, f"A time limit in {self.unit} must not state a first day or an end of day or shift.")
        for cause in self.stops_for:
            must(bool(WORD.fullmatch(cause)) and cause != "and", f"A cause must be one word, got {cause!r}.")
        object.__setattr__(self, "stops_for", tuple(sorted(set(self.stops_for))))

    @property
    def micros(self) -> int:
        """The amount in microseconds; not for working days, whose length is the calendar's."""
        return int((self.amount * _MICROS[self.unit]).to_integral_value())

    def __str__(self) -> str:
        clauses = [f"{self.amount:f} {self.unit} from {self.start} to {self.end}"]
        if self.unit is Unit.WORKING_DAYS:
            clauses.append(f"first day {self.first_day}")
            clauses.append(f"due {self.until.replace('_', ' ')}")
        if self.stops_for:
            clauses.append(f"stops for {' and '.join(self.stops_for)}")
        return ", ".join(clauses)
