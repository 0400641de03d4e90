"""Time windows promised to customers for a visit."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.errors import must
from domain.shift import Shift
from scenarios.duration import Duration
from scenarios.part import Name, Part, Weight

LessThanAll = Annotated[float, Field(strict=True, ge=0, le=0.9, allow_inf_nan=False)]
"""A share of less than all: a customer who always moved or missed it would never be served."""


class Appointment(Part):
    """How visits of a stage are agreed with the customer: as soon as the work could be done, for one window.

    Parameters
    ----------
    windows : local times between which work is to begin, such as "08:00-12:00".
    roster : a window is offered on days on which this roster is on duty when it opens.
    fill : share of the crews' time in a window that may be promised; the rest is for visits without
        appointment, emergencies and what goes wrong. A visit counts with its expected way and work, or
        closed door. The customer gets the first window in which it could begin; one visit always could where
        somebody is on duty, none where nobody is.
    lead_hours : from booking to the opening of the first window that is offered. One in which nobody came is
        followed by the very next with room.
    later : how much later than that the customer wants it, from the first window on; at once where absent.
    moved : share of appointments that the customer changes, some time before the window opens.
    missed : share of the others at which nobody is at home when the crew is there.
    wasted : how long the crew then rings and waits; not at all where absent.
    """

    windows: Annotated[tuple[Name, ...], Field(min_length=1, max_length=24)]
    roster: Name
    fill: Annotated[float, Field(strict=True, gt=0, le=1, allow_inf_nan=False)] = 1.0
    lead_hours: Weight = 0.0
    later: Duration | None = None
    moved: LessThanAll = 0.0
    missed: LessThanAll = 0.0
    wasted: Duration | None = None

    @property
    def shifts(self) -> list[Shift]:
        """The windows in order."""
        return sorted(Shift.parse(window) for window in self.windows)

    @model_validator(mode="after")
    def _has_windows(self) -> "Appointment":
        starts = [shift.start_minutes for shift in self.shifts]
        must(len(set(starts)) == len(starts), "windows must not open at the same time")
        return self
