"""Who is on duty when: shifts by weekday or in a rotation, less public holidays."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from domain.calendar import WorkingCalendar
from domain.errors import InputError, must
from domain.shift import DAY_MINUTES, ShiftPattern
from scenarios.part import Country, Name, Part, Switch

Shifts = Annotated[tuple[Name, ...], Field(max_length=24)]


class Roster(Part):
    """A pattern of shifts.

    Parameters
    ----------
    shifts : weekdays -> shifts, such as {"mon-fri": ["08:30-12:00", "13:30-17:30"]}; days not named are off.
    cycle : shifts of each day of a rotation, instead of `shifts`.
    anchor : a date on which the rotation begins.
    holidays : ISO 3166 code of the country whose public holidays are off and make-up days on; none when
        absent.
    overrides : dated exceptions, true for on duty, that win over the holidays.
    """

    shifts: dict[Name, Shifts] = Field(default_factory=dict)
    cycle: Annotated[tuple[Shifts, ...], Field(max_length=366)] = ()
    anchor: date = date(1970, 1, 5)
    holidays: Country | None = None
    overrides: dict[date, Switch] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_a_shift(self) -> "Roster":
        if bool(self.shifts) == bool(self.cycle):
            raise InputError("exactly one of shifts and cycle must be given")
        must(any(self.pattern.days), "a shift must be given, got none")
        return self

    @property
    def pattern(self) -> ShiftPattern:
        """The shifts, before holidays."""
        if self.cycle:
            return ShiftPattern.rotating(self.cycle, self.anchor)
        return ShiftPattern.weekly(self.shifts)

    def on_duty_at(self, minutes: int) -> bool:
        """Whether any day, before holidays, has a shift at a time, in minutes after midnight."""
        shifts = [shift for day in self.pattern.days for shift in day]
        return any(shift.holds(minutes) or shift.holds(minutes + DAY_MINUTES) for shift in shifts)

    def calendar(self, name: str, time_zone: str) -> WorkingCalendar:
        """The roster as a working calendar of a time zone."""
        overrides = tuple(sorted(self.overrides.items()))
        return WorkingCalendar(name, time_zone, self.pattern, self.holidays, overrides)
