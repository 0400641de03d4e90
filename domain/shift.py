"""Shifts and the patterns in which they repeat: who would be on duty if there were no holidays."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.errors import InputError, must, must_be_one_of

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY = date(1970, 1, 5)
DAY_MINUTES = 24 * 60
_SHIFT = re.compile(r"\s*(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)\s*")


@dataclass(frozen=True, order=True)
class Shift:
    """A stretch of duty that belongs to the day on which it starts.

    Parameters
    ----------
    start_minutes : local wall time of the start, minutes after 00:00, 0 to 1439.
    end_minutes : local wall time of the end, counted from the same 00:00: later than the start, at most one
        day after it, so 22:00-06:00 is 1320 to 1800.
    """

    start_minutes: int
    end_minutes: int

    def __post_init__(self) -> None:
        must(0 <= self.start_minutes < DAY_MINUTES, f"Shift {self} must start between 00:00 and 23:59.")
        length = self.end_minutes - self.start_minutes
        must(0 < length <= DAY_MINUTES, f"Shift {self} must last more than 0 and at most 24 hours.")

    @classmethod
    def parse(cls, text: object) -> "Shift":
        """Read "08:30-12:00"; an end not after the start is on the next day, 24:00 is midnight."""
        match = _SHIFT.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise InputError(f"A shift must be written like '08:30-17:30' or '22:00-06:00', got {text!r}.")
        start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
        start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        must(end <= DAY_MINUTES, f"A shift must end by 24:00 or on the next day, got {text!r}.")
        return cls(start, end if end > start else end + DAY_MINUTES)

    def holds(self, minutes: int) -> bool:
        """Whether it is on at a time, in minutes after 00:00 of its own day."""
        return self.start_minutes <= minutes < self.end_minutes

    def __str__(self) -> str:
        end = self.end_minutes if self.end_minutes <= DAY_MINUTES else self.end_minutes - DAY_MINUTES
        return f"{self.start_minutes // 60:02}:{self.start_minutes % 60:02}-{end // 60:02}:{end % 60:02}"


@dataclass(frozen=True)
class ShiftPattern:
    """Shifts that repeat after a cycle of days.

    Parameters
    ----------
    days : the shifts of each day of the cycle; an empty tuple is a day off. Seven days from a Monday are a
        week.
    anchor : a date on which the cycle begins, for offset 0.
    offset : days by which this crew is ahead of the anchor's cycle (crews of one rotation differ only in it).
    """

    days: tuple[tuple[Shift, ...], ...]
    anchor: date = MONDAY
    offset: int = 0

    def __post_init__(self) -> None:
        must(bool(self.days), "A shift pattern must have at least one day in its cycle, got none.")

    @classmethod
    def always(cls) -> "ShiftPattern":
        """Every hour of every day."""
        return cls(((Shift(0, DAY_MINUTES),),))

    @classmethod
    def weekly(cls, shifts: Mapping[str, Sequence[str]]) -> "ShiftPattern":
        """Shifts by weekday, such as {"mon-fri": ["08:30-12:00"]}; weekdays not named are off."""
        week: list[tuple[Shift, ...]] = [()] * 7
        for days, texts in shifts.items():
            for weekday in _weekdays(days):
                must(
                    not week[weekday], f"Shifts of {WEEKDAYS[weekday]!r} must be given once, got them twice."
                )
                week[weekday] = _shifts(texts, days)
        return cls(tuple(week))

    @classmethod
    def rotating(cls, cycle: Sequence[Sequence[str]], anchor: date, offset: int = 0) -> "ShiftPattern":
        """Shifts of each day of a cycle, such as [["08:00-20:00"], ["20:00-08:00"], [], []]."""
        return cls(
            tuple(_shifts(texts, f"day {number}") for number, texts in enumerate(cycle, 1)), anchor, offset
        )

    def position(self, day: date) -> int:
        """Place in the cycle of a local date, 0 to len(days) - 1."""
        return ((day - self.anchor) // timedelta(days=1) + self.offset) % len(self.days)

    def shifts_on(self, day: date) -> tuple[Shift, ...]:
        """Shifts that start on a local date, holidays not considered."""
        return self.days[self.position(day)]

    @property
    def make_up(self) -> tuple[Shift, ...]:
        """Shifts of a working day that the pattern itself has off: those of its first day with shifts."""
        return next((shifts for shifts in self.days if shifts), ())


def _weekdays(days: str) -> range:
    first, _, last = str(days).replace(" ", "").partition("-")
    for word in (first, last or first):
        must_be_one_of(word, WEEKDAYS, f"Shifts {days!r}: weekday")
    start, stop = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    must(start <= stop, f"Shifts {days!r}: the weekdays must run from Monday to Sunday.")
    return range(start, stop + 1)


def _shifts(texts: Sequence[str], where: str) -> tuple[Shift, ...]:
    if isinstance(texts, str) or not isinstance(texts, Sequence):
        raise InputError(f"Shifts of {where!r} must be a list such as ['08:30-17:30'], got {texts!r}.")
    shifts = tuple(sorted(Shift.parse(text) for text in texts))
    for earlier, later in pairwise(shifts):
        must(
            earlier.end_minutes <= later.start_minutes, f"Shifts of {where!r} overlap: {earlier} and {later}."
        )
    return shifts
