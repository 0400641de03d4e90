"""The question: which shifts need how many crews, who there is, and the rules of working time."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from domain.errors import InputError, must, must_be_one_of
from domain.shift import Shift
from scenarios.messages import explain
from scenarios.part import Name, Part, Positive, Size, Switch, Weight

HOUR_MINUTES = 60
DayNumber = int
"""Days after the first day of the rota."""


class DutyShift(Part):
    """A shift that crews are put on.

    Parameters
    ----------
    time : wall time such as "08:30-17:00"; one that ends on the next day belongs to the day it begins on.
    hours : working hours it counts for, where that is not its length: a stand-by, or a shift with a break.
    is_night : whether it counts as night or emergency duty, which is limited and shared fairly.
    """

    time: Name
    hours: Positive | None = None
    is_night: Switch = False

    @model_validator(mode="after")
    def _can_be_read(self) -> "DutyShift":
        assert self.span
        return self

    @property
    def span(self) -> Shift:
        """When it begins and ends on its day."""
        return Shift.parse(self.time)

    @property
    def counted_minutes(self) -> int:
        """Working time it counts for."""
        span = self.span
        whole = span.end_minutes - span.start_minutes
        return whole if self.hours is None else round(self.hours * HOUR_MINUTES)


class Need(Part):
    """Crews required.

    Parameters
    ----------
    skill, shift : of which skill, on which shift.
    crews : how many.
    days : on which days; on every day of the rota when none is given.
    weight : what a crew that is missing matters beside one missing elsewhere.
    """

    skill: Name
    shift: Name
    crews: Size
    days: tuple[date, ...] = ()
    weight: Weight = 1.0


class RotaCrew(Part):
    """A crew to be put on shifts.

    Parameters
    ----------
    name : of its own.
    skills : on a shift it works in one of them.
    off : days on which it does not work: leave, training, a day it asked for.
    days_in_row : days it has worked without a day off up to the day before the first.
    last_shift : the shift it worked on that day, from which it must have rested; None where it was off.
    """

    name: Name
    skills: Annotated[tuple[Name, ...], Field(min_length=1)]
    off: tuple[date, ...] = ()
    days_in_row: Size = 0
    last_shift: Name | None = None


class WorkingTime(Part):
    """What is legal, for every crew. A week is seven days counted from the first day of the rota.

    Parameters
    ----------
    hours_per_week : most working hours; 40 is the working week of the State Council's rules of 1995.
    days_off_per_week : least days off in a week; one is required by article 38 of the Labour Law.
    days_in_row : most days worked without a day off.
    rest_hours : least time between two shifts; illustrative, as European law has it.
    nights_per_week : most shifts that count as night duty; illustrative.
    """

    hours_per_week: Positive = 40.0
    days_off_per_week: Annotated[int, Field(strict=True, ge=0, le=7)] = 1
    days_in_row: Annotated[int, Field(strict=True, ge=1)] = 6
    rest_hours: Weight = 11.0
    nights_per_week: Size = 3


class RotaTask(Part):
    """A rota to be made.

    Parameters
    ----------
    first_day : of the rota.
    days : how many days it covers, from 1 to 42.
    shifts : by name.
    needs : crews required; two entries for the same day, shift and skill add up.
    crews : who there is.
    rules : of working time.
    """

    first_day: date
    days: Annotated[int, Field(strict=True, ge=1, le=42)] = 7
    shifts: Annotated[dict[Name, DutyShift], Field(min_length=1)]
    needs: tuple[Need, ...]
    crews: tuple[RotaCrew, ...]
    rules: WorkingTime = WorkingTime()

    @model_validator(mode="after")
    def _fits_together(self) -> "RotaTask":
        for name, times in Counter(crew.name for crew in self.crews).items():
            must(times == 1, f"crews: {name!r} must be given once, got {times} times")
        for number, need in enumerate(self.needs):
            _must_be_known(need.shift, self.shifts, f"needs[{number}].shift")
            self._must_hold(need.days, f"needs[{number}].days")
        for number, crew in enumerate(self.crews):
            if crew.last_shift is not None:
                _must_be_known(crew.last_shift, self.shifts, f"crews[{number}].last_shift")
        return self

    def _must_hold(self, days: Iterable[date], where: str) -> None:
        last = self.date_of(self.days - 1)
        for day in days:
            inside = self.first_day <= day <= last
            must(inside, f"{where} must be from {self.first_day} to {last}, got {day}")

    def date_of(self, number: DayNumber) -> date:
        """The day of a number."""
        return self.first_day + timedelta(days=number)

    def numbers_of(self, need: Need) -> list[DayNumber]:
        """The days on which crews are needed."""
        chosen = {(day - self.first_day).days for day in need.days}
        return sorted(chosen) or list(range(self.days))


def _must_be_known(word: str, choices: Collection[str], where: str) -> None:
    try:
        must_be_one_of(word, choices, where)
    except InputError as error:
        # What contains the task ends the sentence itself.
        raise InputError(str(error).rstrip(".")) from error


def rota_task(given: Mapping[str, Any], where: str = "Rota") -> RotaTask:
    """The task in the content of a file.

    Parameters
    ----------
    where : what the file is called in messages.

    Raises
    ------
    InputError : an unknown or missing key, or a value against its rule; a sentence each.
    """
    try:
        return RotaTask.model_validate(given)
    except ValidationError as error:
        raise InputError(explain(error, given, where)) from error


def rota_schema() -> dict[str, Any]:
    """JSON Schema of the file, by which an editor completes and checks it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RotaTask.model_json_schema()}
